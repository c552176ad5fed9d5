import { secretKey } from '../installation/profile-secret.ts';
import { type ChangesAnswer, type ChangesPage, type FeedRow, feedRow, type UnreadRow } from './changes.ts';

/** Kinds that this version puts into its mirror. */
export type MirroredKind = Exclude<FeedRow['kind'], 'removed'>;

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

export function placeOfRow(row: FeedRow): { readonly kind: MirroredKind; readonly key: string } {
  switch (row.kind) {
    case 'removed':
      return { kind: row.of, key: row.key };
    case 'unit':
      return { kind: row.kind, key: `${row.value.unitType}:${row.value.serial}` };
    case 'pairing':
    case 'known-configuration':
      return { kind: row.kind, key: row.value.unit };
    case 'secret':
      return { kind: row.kind, key: secretKey(row.value) };
    default:
      return { kind: row.kind, key: row.value.id };
  }
}

/** The same of a row that is not understood, as far as it shows; a removal stands under what it removes. */
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
