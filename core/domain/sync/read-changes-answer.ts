import { type ChangesAnswer, type ChangesPage, type FeedRow, feedRow, type UnreadRow } from './changes.ts';

/** Rows that ask the station to do something, and are not kept. */
const toldOnly = ['erasure'] as const;
export type ToldRow = Extract<FeedRow, { kind: (typeof toldOnly)[number] }>;

/** Kinds that this version puts into its mirror. */
export type MirroredKind = Exclude<FeedRow['kind'], 'removed' | ToldRow['kind']>;

export function isToldRow(row: FeedRow): row is ToldRow {
  return toldOnly.some((kind) => kind === row.kind);
}

/** Parts a page into what is understood and what is kept for a later version. */
export function readChangesAnswer({ rows, ...rest }: ChangesAnswer): ChangesPage {
  const read: FeedRow[] = [];
  const unread: UnreadRow[] = [];
  for (const row of rows) {
    const parsed = feedRow.safeParse(row);
    if (parsed.success) {
      read.push(parsed.data);
    } else {
      unread.push(row);
    }
  }
  return unread.length === 0 ? { ...rest, rows: read } : { ...rest, rows: read, unread };
}

/** Under which kind and key the thing of a row lies. */
export interface RowPlace {
  readonly kind: string;
  /** Null where a row in a shape of later days does not show its key. */
  readonly key: string | null;
}

/** Where a row that is not understood belongs, as far as it shows; a removal stands under what it removes. */
export function placeOfUnread({ kind, key, of, value }: UnreadRow): RowPlace {
  if (kind === 'removed') {
    return { kind: textOf(of) ?? kind, key: textOf(key) };
  }
  return { kind, key: textOf(key) ?? keyInside(kind, value) };
}

function keyInside(kind: string, value: unknown): string | null {
  const field = (name: string): string | null =>
    typeof value === 'object' && value !== null && name in value
      ? textOf((value as Readonly<Record<string, unknown>>)[name]) // checked by `in`
      : null;
  switch (kind) {
    case 'unit': {
      const [unitType, serial] = [field('unitType'), field('serial')];
      return unitType === null || serial === null ? null : `${unitType}:${serial}`;
    }
    case 'pairing':
    case 'known-configuration':
      return field('unit');
    case 'secret': {
      const name = field('name');
      return name === null ? null : `${field('organizationId') ?? '*'}|${name}`;
    }
    default:
      return field('id');
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
