import type { Carton, CartonRow } from '../../domain/carton/carton.ts';
import { cartonOutcome, countOutcomes, unitOfRow } from '../../domain/carton/carton-outcome.ts';
import { namingKey, rowReason } from '../../domain/carton/row-reason.ts';
import { entryOf } from '../../domain/ownership/unit-type-matrix.ts';
import { type CartonReport, type CartonReportRow, cartonReference } from '../../domain/reports/carton-report.ts';
import type { Texts } from '../../texts/create-texts.ts';
import { asPaper, type PaperOutcome, type PrintWish, paperOptions, paperTexts } from '../reports/on-paper.ts';
import { printable, printableOrNull } from '../reports/printable.ts';
import type { StationContext } from '../station-context.ts';

/** The list of a carton as PDF (OWN-12), as it is now; it may be printed before, between and after the confirmed steps. */
export async function printCarton(context: StationContext, carton: Carton, wish: PrintWish): Promise<PaperOutcome> {
  const report = buildCartonReport(context, carton, paperTexts(context, wish));
  return asPaper(await context.printer.cartonReport(report, paperOptions(wish)), `carton-${report.reference}.pdf`);
}

function buildCartonReport(context: StationContext, carton: Carton, texts: Texts): CartonReport {
  const { clock, identity, store } = context;
  const rows = store
    .cartonRows(carton.id, 0)
    .filter(({ removed }) => !removed)
    .sort((left, right) => left.number - right.number);
  return {
    reference: cartonReference(carton.id),
    workshop: printable(store.organization(identity.organizationId)?.name ?? identity.organizationId),
    customer: printable(carton.customerName),
    bench: printable(`${identity.name}, ${identity.place}`),
    profile: printableOrNull(carton.profile?.name ?? null),
    startedAt: carton.startedAt,
    startedBy: printable(carton.startedBy),
    isOpen: carton.state === 'open',
    confirmations: carton.confirmations,
    counts: countOutcomes(rows),
    rows: rows.map((row) => reportRow(context, row, texts)),
    timeZone: texts.timeZone,
    printedAt: clock.now(),
  };
}

function reportRow({ unitTypes }: StationContext, row: CartonRow, texts: Texts): CartonReportRow {
  const { label, number, transfer, verdict } = row;
  const unit = unitOfRow(row);
  const asked = transfer.kind === 'open' || transfer.kind === 'refused' ? null : transfer.fromName;
  const owner = verdict.kind === 'verdict' ? (verdict.owner?.name ?? null) : null;
  return {
    number,
    serial: label.serial,
    type: unit === null ? null : printable(entryOf(unitTypes, unit.unitType).label),
    from: printableOrNull(asked ?? owner),
    outcome: cartonOutcome(row),
    note: printableOrNull(noteOf(row, texts)),
    at: momentOf(transfer),
  };
}

function noteOf(row: CartonRow, texts: Texts): string | null {
  const reason = rowReason(row);
  if (reason === null) {
    return null;
  }
  const key = `codes.${reason.code}.title`;
  const title = texts.has(key) ? texts.t(key) : reason.code;
  return reason.winner === null
    ? title
    : texts.t(namingKey(reason), { name: reason.winner.name, time: texts.date(reason.winner.at, 'date-time') });
}

function momentOf(transfer: CartonRow['transfer']): string | null {
  switch (transfer.kind) {
    case 'open':
      return null;
    case 'done':
      return transfer.acceptedAt;
    case 'requested':
    case 'refused':
      return transfer.at;
  }
}
