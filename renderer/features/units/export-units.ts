import { healthParts } from '#core/domain/units/unit-health.ts';
import { type UnitRow, unitStanding } from '#core/domain/units/unit-row.ts';
import { writeCsv } from '#core/domain/units/write-csv.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { offerDownload } from '../report/offer-download.ts';

/** Saves what the list shows, in its order, as CSV that opens in a spreadsheet as text (UNIT-1). Moments are UTC. */
export function exportUnits(
  texts: Texts,
  { rows, labelOf, name }: { rows: readonly UnitRow[]; labelOf: (unitType: string) => string; name: string },
): void {
  const head = [
    texts.t('units.csv.type'),
    texts.t('units.csv.serial'),
    texts.t('units.column.status'),
    ...healthParts.map((part) => texts.t(`units.health.${part}`)),
    texts.t('units.column.asset'),
    texts.t('units.csv.vin'),
    texts.t('units.column.subscription'),
    texts.t('units.csv.ends'),
    texts.t('units.column.configuration'),
    texts.t('units.column.contact'),
  ];
  const lines = rows.map((row) => [
    labelOf(row.unitType),
    row.serial,
    texts.t(`units.status.${unitStanding(row)}`),
    ...healthParts.map((part) => texts.t(`units.health-state.${row.health[part]}`)),
    row.pairedWith?.label ?? '',
    row.pairedWith?.vin ?? '',
    texts.t(`units.subscription.${row.subscription.state}`),
    row.subscription.endsAt ?? '',
    texts.t(`units.configuration.${row.configuration}`),
    row.lastContactAt ?? '',
  ]);
  // The byte order mark tells spreadsheets that it is UTF-8.
  const bytes = new TextEncoder().encode(`\ufeff${writeCsv([head, ...lines])}`);
  offerDownload(bytes, `${texts.t('units.csv.file')} ${name}.csv`.replaceAll(/[^\p{L}\p{N}. -]/gu, ''), 'text/csv');
}
