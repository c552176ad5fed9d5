import { writeCsv } from '../units/write-csv.ts';
import type { TrailEntry } from './read-trail-entry.ts';

/** Columns of the trail as a table, in order; texts of heads are `audit-page.csv.<name>`. */
export const trailColumns = [
  'seq',
  'at',
  'clock',
  'person',
  'personId',
  'roles',
  'method',
  'action',
  'outcome',
  'code',
  'unit',
  'sheet',
  'operation',
  'before',
  'after',
  'erased',
  'head',
] as const;

const rowsOfPart = 500;

/** The table as the text of a file, in parts that come to it: a trail of some years is longer than one text may be. `heads`: its first line. */
export async function* writeTrailTable(
  entries: AsyncIterable<TrailEntry>,
  heads: readonly string[] = trailColumns,
): AsyncGenerator<string> {
  let rows = [heads];
  for await (const entry of entries) {
    rows.push(trailRow(entry));
    if (rows.length >= rowsOfPart) {
      yield writeCsv(rows);
      rows = [];
    }
  }
  yield writeCsv(rows);
}

/** One entry as a row. What was erased is named in its column, so that an empty cell does not pass for "nobody". */
export function trailRow(entry: TrailEntry): readonly string[] {
  const { actor, before, after } = entry;
  return [
    String(entry.seq),
    entry.at,
    entry.clockSuspect ? entry.clockDoubts.join(' ') || 'doubtful' : '',
    actor.name ?? '',
    actor.personId ?? '',
    actor.roles.join(' '),
    actor.method,
    entry.action,
    entry.outcome,
    entry.code ?? '',
    entry.unit ?? '',
    entry.sessionId ?? '',
    entry.operationId ?? '',
    pairs(before),
    pairs(after),
    entry.erased.join(' '),
    entry.head,
  ];
}

function pairs(values: TrailEntry['before']): string {
  return Object.entries(values ?? {})
    .map(([key, value]) => `${key}: ${value}`)
    .join('; ');
}
