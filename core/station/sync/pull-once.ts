import type { ChangesPage, FeedRow } from '../../domain/sync/changes.ts';
import { isToldRow } from '../../domain/sync/read-changes-answer.ts';
import type { RequestEnd } from '../../domain/sync/sync-machine.ts';
import type { CancelSignal } from '../../ports/clock.ts';
import type { CloudClient } from '../../ports/cloud-client.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import type { ClockError } from './clock-error.ts';
import { putRow } from './put-row.ts';
import { endOfFailure, type Reach, type SyncDeps } from './sync-deps.ts';
import { forgetCursor, isSnapshotOpen, readCursor, setSnapshotOpen, writeContact, writeCursor } from './sync-memory.ts';

/**
 * One page of changes, stored together with its cursor: killed in between, the station pulls the page again and skips nothing
 * (reliability.md §3.6). Without a cursor it is a full copy: that is built beside what is known and takes its place with the last page, so
 * nobody ever reads half of it, however often it is cut off.
 */
export interface PullReport {
  readonly end: RequestEnd;
  readonly reach: Reach;
  /** What the mirror holds otherwise than before. */
  readonly rows: readonly FeedRow[];
}

/** What pulling works with. */
export interface PullDeps extends Pick<SyncDeps, 'store' | 'clock' | 'log' | 'applyPage'> {
  readonly cloud: Pick<CloudClient, 'changes'>;
  readonly clockError: Pick<ClockError, 'begin'>;
}

export async function pullOnce(deps: PullDeps, cancel: CancelSignal): Promise<PullReport> {
  const cursor = readCursor(deps.store);
  const measure = deps.clockError.begin();
  const answer = await deps.cloud.changes(cursor, cancel);
  if (cancel.aborted) {
    return { end: { kind: 'failed', why: 'unreachable' }, reach: 'not-reached', rows: [] };
  }
  switch (answer.kind) {
    case 'changes': {
      const rows = storePage(deps, answer.page, { isFirst: cursor === null, measure });
      return { end: { kind: answer.page.more ? 'more' : 'done' }, reach: 'reached', rows };
    }
    case 'resync':
      return startOver(deps, cursor);
    default:
      deps.log.warn('sync.pull-failed', { kind: answer.kind });
      return { end: endOfFailure(answer), reach: 'not-reached', rows: [] };
  }
}

interface Asked {
  readonly isFirst: boolean;
  readonly measure: ReturnType<ClockError['begin']>;
}

function storePage(
  { store, clock, applyPage }: PullDeps,
  page: ChangesPage,
  { isFirst, measure }: Asked,
): readonly FeedRow[] {
  const told = store.transact((write) => {
    measure(write, page.asOf);
    const rows = isFirst || isSnapshotOpen(write) ? addToCopy(write, page, isFirst) : change(write, page);
    if (!page.more) {
      write.mirror.setAsOf(page.asOf);
    }
    writeCursor(write, page.cursor);
    writeContact(write, clock.now());
    applyPage?.(write, { ...page, rows });
    return rows;
  });
  if (told.some(({ kind }) => kind === 'erasure')) {
    store.sweep();
  }
  return told;
}

function change({ mirror }: StoreWriter, { rows, unread = [] }: ChangesPage): readonly FeedRow[] {
  for (const row of rows) {
    putRow(mirror, row);
  }
  for (const row of unread) {
    mirror.park(row);
  }
  return rows;
}

/** Nothing is news before the copy is whole; then everything is that differs. What only asks for something to be done is told at once. */
function addToCopy(write: StoreWriter, { rows, unread = [], more }: ChangesPage, isFirst: boolean): readonly FeedRow[] {
  const { next } = write.mirror;
  if (isFirst) {
    next.begin();
  }
  for (const row of rows) {
    putRow(next, row);
  }
  for (const row of unread) {
    next.park(row);
  }
  setSnapshotOpen(write, more);
  const told = rows.filter(isToldRow);
  return more ? told : [...told, ...next.takePlace()];
}

/** The cursor is too old or this station sees other things now: everything anew. Refusing even that would be the cloud's fault. */
function startOver({ store, log }: PullDeps, cursor: string | null): PullReport {
  if (cursor === null) {
    return { end: { kind: 'failed', why: 'faulty' }, reach: 'not-reached', rows: [] };
  }
  log.warn('sync.resync');
  store.transact(forgetCursor);
  return { end: { kind: 'more' }, reach: 'reached', rows: [] };
}
