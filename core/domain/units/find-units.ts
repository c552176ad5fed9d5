// Which units of a list are shown, and in what order (UNIT-1). Pure, so that the page can ask it at every key for 20,000 rows.
import { assertNever } from '../../kernel/assert-never.ts';
import { type UnitRow, type UnitStanding, unitStanding, unitStandings, worstHealth } from './unit-row.ts';

export const unitSorts = ['unit', 'status', 'asset', 'subscription', 'contact'] as const;
export type UnitSort = (typeof unitSorts)[number];

export interface UnitSearch {
  /** Any part of type, serial, asset or VIN; blanks and hyphens aside. */
  readonly text: string;
  readonly standing: UnitStanding | null;
  readonly sort: UnitSort;
  readonly isDescending: boolean;
}

export interface FoundUnits {
  readonly rows: readonly UnitRow[];
  /** How many stand how among those that the text finds, whatever standing is chosen. */
  readonly counts: Readonly<Record<UnitStanding, number>>;
  readonly total: number;
}

/** `labelOf`: what people call a type; it is searched too. */
export function findUnits(
  rows: readonly UnitRow[],
  search: UnitSearch,
  labelOf: (unitType: string) => string,
): FoundUnits {
  const wanted = bare(search.text);
  const matching = wanted === '' ? rows : rows.filter((row) => textOf(row, labelOf).includes(wanted));
  const counts: Record<UnitStanding, number> = countsOfNone();
  const shown: UnitRow[] = [];
  for (const row of matching) {
    const standing = unitStanding(row);
    counts[standing] += 1;
    if (search.standing === null || search.standing === standing) {
      shown.push(row);
    }
  }
  return { rows: sorted(shown, search), counts, total: matching.length };
}

function countsOfNone(): Record<UnitStanding, number> {
  return { expired: 0, 'needs-configuration': 0, unpaired: 0, 'needs-look': 0, 'in-service': 0 };
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[\s\-:]/g, '');
}

function textOf({ unitType, serial, pairedWith }: UnitRow, labelOf: (unitType: string) => string): string {
  const asset = pairedWith === null ? '' : `${pairedWith.label}|${pairedWith.vin ?? ''}`;
  return bare(`${unitType}${serial}|${labelOf(unitType)}|${asset}`);
}

function sorted(rows: readonly UnitRow[], { sort, isDescending }: UnitSearch): readonly UnitRow[] {
  const keyed = rows.map((row) => ({ row, key: keyOf(row, sort), unit: `${row.serial}:${row.unitType}` }));
  const turn = isDescending ? -1 : 1;
  keyed.sort((left, right) => compare(left.key, right.key, turn) || compare(left.unit, right.unit, 1));
  return keyed.map(({ row }) => row);
}

/** What has no value comes last in either direction. */
function compare(left: string, right: string, turn: number): number {
  if (left === right) {
    return 0;
  }
  if (left === '' || right === '') {
    return left === '' ? 1 : -1;
  }
  return left < right ? -turn : turn;
}

const healthOrder = { fail: '0', warn: '1', unknown: '2', pass: '3' } as const;

function keyOf(row: UnitRow, sort: UnitSort): string {
  switch (sort) {
    case 'unit':
      return `${row.serial}:${row.unitType}`;
    case 'status':
      return `${unitStandings.indexOf(unitStanding(row))}${healthOrder[worstHealth(row)]}`;
    case 'asset':
      return row.pairedWith?.label.toLowerCase() ?? '';
    case 'subscription':
      return row.subscription.endsAt ?? '';
    case 'contact':
      return row.lastContactAt ?? '';
    default:
      return assertNever(sort);
  }
}
