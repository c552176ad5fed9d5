import type { ChangesPage, FeedRow } from '../../domain/sync/changes.ts';
import { clockOffsetMs } from '../../domain/sync/clock-offset.ts';
import type { RequestEnd } from '../../domain/sync/sync-machine.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import type { IsoTime } from '../../kernel/iso-time.ts';
import type { CancelSignal } from '../../ports/clock.ts';
import type { MirrorWriter } from '../../ports/station-store.ts';
import { endOfFailure, type Reach, type SyncDeps } from './sync-deps.ts';
import {
  isSnapshotOpen,
  readCursor,
  setSnapshotOpen,
  writeClockOffset,
  writeContact,
  writeCursor,
} from './sync-memory.ts';

/**
 * One page of changes, stored together with its cursor: killed in between, the station pulls the page again and skips nothing
 * (reliability.md §3.6). Without a cursor it is a full copy, after which everything is gone that was not in it.
 */
export interface PullReport {
  readonly end: RequestEnd;
  readonly reach: Reach;
  readonly rows: readonly FeedRow[];
}

export async function pullOnce(deps: SyncDeps, cancel: CancelSignal): Promise<PullReport> {
  const cursor = readCursor(deps.store);
  const sentAt = deps.clock.now();
  const answer = await deps.cloud.changes(cursor, cancel);
  if (cancel.aborted) {
    return { end: { kind: 'failed', why: 'unreachable' }, reach: 'not-reached', rows: [] };
  }
  switch (answer.kind) {
    case 'changes':
      storePage(deps, answer.page, { isFirst: cursor === null, sentAt });
      return { end: { kind: answer.page.more ? 'more' : 'done' }, reach: 'reached', rows: answer.page.rows };
    case 'resync':
      return startOver(deps, cursor);
    default:
      deps.log.warn('sync.pull-failed', { kind: answer.kind });
      return { end: endOfFailure(answer), reach: 'not-reached', rows: [] };
  }
}

interface Asked {
  readonly isFirst: boolean;
  readonly sentAt: IsoTime;
}

function storePage({ store, clock, applyPage }: SyncDeps, page: ChangesPage, { isFirst, sentAt }: Asked): void {
  store.transact((write) => {
    writeClockOffset(write, clockOffsetMs({ sentAt, receivedAt: clock.now(), serverTime: page.asOf }));
    if (isFirst) {
      write.mirror.beginSnapshot();
    }
    for (const row of page.rows) {
      putRow(write.mirror, row);
    }
    const isCopying = isFirst || isSnapshotOpen(write);
    if (isCopying) {
      setSnapshotOpen(write, page.more);
    }
    if (isCopying && !page.more) {
      write.mirror.endSnapshot();
    }
    if (!page.more) {
      write.mirror.setAsOf(page.asOf);
    }
    writeCursor(write, page.cursor);
    writeContact(write, clock.now());
    applyPage?.(write, page);
  });
}

/** The cursor is too old or this station sees other things now: everything anew. Refusing even that would be the cloud's fault. */
function startOver({ store, log }: SyncDeps, cursor: string | null): PullReport {
  if (cursor === null) {
    return { end: { kind: 'failed', why: 'faulty' }, reach: 'not-reached', rows: [] };
  }
  log.warn('sync.resync');
  store.transact((write) => writeCursor(write, null));
  return { end: { kind: 'more' }, reach: 'reached', rows: [] };
}

function putRow(mirror: MirrorWriter, row: FeedRow): void {
  switch (row.kind) {
    case 'organization':
      mirror.putOrganization(row.value);
      break;
    case 'trust':
      mirror.putTrust(row.value);
      break;
    case 'unit':
      mirror.putUnit(row.value);
      break;
    case 'asset':
      mirror.putAsset(row.value);
      break;
    case 'profile':
      mirror.putProfile(row.value);
      break;
    case 'secret':
      mirror.putSecret(row.value);
      break;
    case 'known-configuration':
      mirror.putKnownConfiguration(row.value);
      break;
    case 'pairing':
      mirror.putPairing(row.value);
      break;
    case 'reversal':
      mirror.putReversal(row.value);
      break;
    case 'removed':
      mirror.remove(row.of, row.key);
      break;
    default:
      assertNever(row);
  }
}
