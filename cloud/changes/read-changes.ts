import { sql } from 'kysely';
import type { ChangesAnswer, FeedRow } from '#core/domain/sync/changes.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { everyStation, type FeedKind } from './audience.ts';
import { type FeedCursor, readCursor, writeCursor } from './feed-cursor.ts';
import { loadFeedValues } from './feed-values.ts';
import { publishChangedStandings } from './trust-standings.ts';

/**
 * One page of what an organization's stations may know (STA-3). Rows come in the order of their transactions and only from
 * transactions below the oldest that is still open, so that none can commit behind a cursor (reliability.md F4).
 */
export interface ChangesQuestion {
  readonly organizationId: string;
  readonly cursor: string | null;
  readonly limit: number;
  readonly now: IsoTime;
}

/** `resync`: the cursor is of no use here; the station pulls from the beginning. */
export async function readChanges(
  database: CloudDatabase,
  question: ChangesQuestion,
): Promise<{ readonly kind: 'page'; readonly page: ChangesAnswer } | { readonly kind: 'resync' }> {
  await publishChangedStandings(database, question.now);
  return database.forTenant(question).read(async (transaction) => {
    const epoch = await currentEpoch(transaction);
    const { cursor, organizationId } = question;
    const given = cursor === null ? null : readCursor(cursor, { audience: organizationId, epoch });
    if (given?.kind === 'foreign' || (given !== null && !(await reaches(transaction, given.cursor)))) {
      return { kind: 'resync' };
    }
    return {
      kind: 'page',
      page: await readPage(transaction, question, given?.cursor ?? (await startOf(transaction, question, epoch))),
    };
  });
}

/**
 * Whether everything after the cursor is still there to be told. Removals that lie behind the beginning of a first pull are of no concern to it:
 * whoever pulls from the beginning never had those things.
 */
async function reaches(transaction: CloudTransaction, cursor: FeedCursor): Promise<boolean> {
  const { rows } = await sql<{ gone: boolean }>`
    select exists (
      select from feed_horizon where audience in (${cursor.audience}, ${everyStation})
        and (xid, seq) > (${cursor.xid}::bigint, ${cursor.seq}::bigint) and xid >= ${cursor.firstPullUntil}::bigint
    ) as gone`.execute(transaction);
  return rows[0]?.gone !== true;
}

async function currentEpoch(transaction: CloudTransaction): Promise<number> {
  const { epoch } = await transaction.selectFrom('feed_epoch').select('epoch').executeTakeFirstOrThrow();
  return epoch;
}

async function startOf(transaction: CloudTransaction, question: ChangesQuestion, epoch: number): Promise<FeedCursor> {
  const firstPullUntil = await oldestOpenTransaction(transaction);
  return { v: 1, audience: question.organizationId, epoch, xid: '0', seq: '0', firstPullUntil };
}

interface FeedEntry {
  readonly kind: FeedKind;
  readonly key: string;
  readonly xid: string;
  readonly seq: string;
}

async function readPage(
  transaction: CloudTransaction,
  question: ChangesQuestion,
  from: FeedCursor,
): Promise<ChangesAnswer> {
  const horizon = await oldestOpenTransaction(transaction);
  const entries = await entriesAfter(transaction, question, { ...from, horizon });
  const taken = entries.slice(0, question.limit);
  const { xid, seq } = taken.at(-1) ?? from;
  return {
    rows: await rowsFor(transaction, taken, { question, firstPullUntil: from.firstPullUntil }),
    cursor: writeCursor({ ...from, xid, seq }),
    more: entries.length > taken.length,
    asOf: question.now,
  };
}

async function oldestOpenTransaction(transaction: CloudTransaction): Promise<string> {
  const { rows } = await sql<{ xmin: string }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(transaction);
  return rows[0]?.xmin ?? '0';
}

async function entriesAfter(
  transaction: CloudTransaction,
  question: ChangesQuestion,
  span: { readonly xid: string; readonly seq: string; readonly horizon: string },
): Promise<readonly FeedEntry[]> {
  const { rows } = await sql<FeedEntry>`
    select kind, key, xid::text as xid, seq::text as seq from feed
    where audience in (${question.organizationId}, ${everyStation})
      and (xid, seq) > (${span.xid}::bigint, ${span.seq}::bigint) and xid < ${span.horizon}::bigint
    order by feed.xid, feed.seq limit ${question.limit + 1}`.execute(transaction);
  return rows;
}

/** Each thing once, as it is now. What nobody in the audience may know any more is a removal. */
async function rowsFor(
  transaction: CloudTransaction,
  entries: readonly FeedEntry[],
  { question, firstPullUntil }: { question: ChangesQuestion; firstPullUntil: string },
): Promise<FeedRow[]> {
  const visible = await visibleKeys(transaction, question.organizationId, entries);
  const values = await loadFeedValues(transaction, visible, question);
  const rows = new Map<string, FeedRow>();
  for (const entry of entries) {
    const name = nameOf(entry);
    const value = values.get(name);
    if (value !== undefined) {
      rows.set(name, value);
    } else if (entry.kind !== 'erasure' && BigInt(entry.xid) >= BigInt(firstPullUntil)) {
      rows.set(name, { kind: 'removed', of: entry.kind, key: entry.key });
    }
  }
  return [...rows.values()];
}

/** A thing may stand in the feed for the organization and for every station; it is visible while one of the two holds. */
async function visibleKeys(
  transaction: CloudTransaction,
  organizationId: string,
  entries: readonly FeedEntry[],
): Promise<readonly Pick<FeedEntry, 'kind' | 'key'>[]> {
  if (entries.length === 0) {
    return [];
  }
  const rows = await transaction
    .selectFrom('feed')
    .select(['kind', 'key'])
    .distinct()
    .where('audience', 'in', [organizationId, everyStation])
    .where('removed', '=', false)
    .where(
      'key',
      'in',
      entries.map((entry) => entry.key),
    )
    .execute();
  const asked = new Set(entries.map(nameOf));
  return rows.filter((row) => asked.has(nameOf(row)));
}

function nameOf(entry: Pick<FeedEntry, 'kind' | 'key'>): string {
  return `${entry.kind} ${entry.key}`;
}
