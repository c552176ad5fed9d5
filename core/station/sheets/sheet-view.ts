import type { Sheet, SheetResult, SheetRow } from '../../contract/station/bench.ts';
import type { BenchSession, StepView } from '../../domain/bench/bench-session.ts';
import { missingForSignOff } from '../../domain/bench/missing-for-sign-off.ts';
import { stepsOf } from '../../domain/bench/steps-of.ts';
import { entryOf, type UnitTypeEntry } from '../../domain/ownership/unit-type-matrix.ts';
import { undoViewOf } from '../ownership/undo-view.ts';
import type { StationContext } from '../station-context.ts';
import { type SheetOutcome, unitOf } from './change-sheet.ts';
import { provisionalSheets } from './provisional-sheets.ts';

/** The sheet as the page draws it. Everything in it follows from the session by core's rules; nothing is kept twice. */
export function sheetView(context: StationContext, session: BenchSession): Sheet {
  const entry = unitTypeOf(context, session);
  return {
    session,
    unitTypeLabel: entry?.label ?? null,
    unitTypeClass: entry?.class ?? null,
    vendorTool: entry?.vendorTool ?? null,
    steps: stepsOf(session, entry).map((step) => named(context, step)),
    missing: [...missingForSignOff(session, 'succeeded')],
    provisional: provisionalSheets(context.store)(session),
    undo: undoViewOf(context, session),
  };
}

/** `isProvisional` is handed in, as one answer of the store serves a whole list. */
export function sheetRow(
  context: StationContext,
  session: BenchSession,
  isProvisional: (session: BenchSession) => boolean,
): SheetRow {
  const entry = unitTypeOf(context, session);
  const steps = stepsOf(session, entry);
  const current = steps.find((step) => step.current) ?? steps.at(-1);
  return {
    sessionId: session.id,
    unit: unitOf(session),
    unitTypeLabel: entry?.label ?? null,
    customerName: session.customerName,
    state: session.state,
    step: current?.step ?? 'sign-off',
    mark: session.signOff.kind === 'signed' ? signedMark(session, isProvisional(session)) : (current?.mark ?? 'idle'),
    bay: session.bay,
    reportNumber: session.signOff.kind === 'signed' ? session.signOff.reportNumber : null,
    changedAt: session.changedAt,
    changedBy: session.signOff.kind === 'signed' ? session.signOff.by : session.startedBy,
  };
}

/** A signature makes nothing true that the cloud has not said: what waits stays a clock, and what was refused is red (OWN-11). */
function signedMark(session: BenchSession, isProvisional: boolean): SheetRow['mark'] {
  if (session.transfer.kind === 'reversed') {
    return 'warn';
  }
  const isBad = session.transfer.kind === 'refused' || session.pairing.kind === 'failed';
  if (isBad || (session.signOff.kind === 'signed' && session.signOff.result === 'failed')) {
    return 'stop';
  }
  return isProvisional ? 'wait' : 'ok';
}

/** What a change of a sheet answers over the contract. */
export function sheetResult(context: StationContext, outcome: SheetOutcome): SheetResult {
  switch (outcome.kind) {
    case 'changed':
      return { kind: 'updated', sheet: sheetView(context, outcome.session) };
    case 'refused':
      return refusal(outcome);
    case 'no-such-sheet':
      return outcome;
  }
}

export function refusal({ reason, detail }: Extract<SheetOutcome, { kind: 'refused' }>) {
  return { kind: 'refused', reason, detail: { ...detail } } as const;
}

export function unitTypeOf(context: StationContext, session: BenchSession): UnitTypeEntry | null {
  return session.unit === null ? null : entryOf(context.unitTypes, session.unit.unitType);
}

/** People know types by their names, not by the ids that units carry (OWN-5). */
function named({ unitTypes }: StationContext, step: StepView): StepView {
  const { types } = step.detail;
  if (types === undefined) {
    return step;
  }
  const names = types.split(', ').map((unitType) => entryOf(unitTypes, unitType).label);
  return { ...step, detail: { ...step.detail, types: names.join(', ') } };
}
