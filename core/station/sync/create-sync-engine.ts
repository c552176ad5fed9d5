import type { SyncStatus } from '../../contract/station/sync.ts';
import type { FeedRow } from '../../domain/sync/changes.ts';
import type { Operation, OperationVerdict } from '../../domain/sync/operation.ts';
import { type QueueStanding, queueStandingOf } from '../../domain/sync/queue-standing.ts';
import { isRunning, type SyncPace, type SyncState } from '../../domain/sync/sync-machine.ts';
import type { OperationId } from '../../kernel/entity-ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { OperationRecord } from '../../ports/station-store.ts';
import { createCancelSource } from './cancel-source.ts';
import { describeSync } from './describe-sync.ts';
import { createListeners, type Listeners } from './listeners.ts';
import { readParkedAgain } from './read-parked-again.ts';
import type { SyncDeps } from './sync-deps.ts';
import { createSyncLoop, type SyncLoop } from './sync-loop.ts';
import { readLastContact, readTrouble } from './sync-memory.ts';
import { createSyncRequests, type SyncRequests } from './sync-requests.ts';
import { createTroubleKeeper } from './trouble-keeper.ts';
import { createReachWatch } from './watch-reach.ts';

/**
 * Keeps the station and the centre in step (STA-3): performs what the sync machine asks for. Only it retries, and the sender of support requests.
 * It needs nobody to tell it of new work or of a network that came back; being told only makes it quicker.
 */
export interface SyncEngine {
  /** Begins, or goes on with the wait that was stored when the program ended. */
  start(): void;
  /** Pushes and pulls now; resolves when that attempt has ended, however it ended. */
  runNow(): Promise<SyncStatus>;
  status(): SyncStatus;
  /** Why an operation that has no verdict is still here. */
  standingOf(operation: Operation): QueueStanding;
  /**
   * Sends everything up to this operation now and waits for its verdict, at most 10 s. `no-answer`: the attempt ended without one; the
   * operation stays queued and its verdict comes by `onVerdict`.
   */
  pushOperation(id: OperationId): Promise<OperationVerdict | 'no-answer'>;
  /** Something was stored that wants to go out. */
  wake(): void;
  /** The machine's network came or went, where somebody can tell: the cloud is tried at once. */
  networkChanged(): void;
  /** Called after a verdict and what follows from it are stored. Returns the way to stop listening. */
  onVerdict(listener: (record: OperationRecord) => void): () => void;
  /** Called after pulled rows are stored, page by page. */
  onPulled(listener: (rows: readonly FeedRow[]) => void): () => void;
  /** Ends; resolves when nothing touches the store any more. */
  stop(): Promise<void>;
}

export interface SyncEngineDeps extends SyncDeps {
  readonly pace?: Partial<SyncPace>;
  /** Measures how long somebody is made to wait; `clock` unless given. */
  readonly peopleClock?: Clock;
}

/** While all is well the cloud is asked for news this often. */
const usualPace: SyncPace = { restMs: 10_000, hungAfterMs: 60_000 };
const verdictWaitMs = 10_000;

export function createSyncEngine(deps: SyncEngineDeps): SyncEngine {
  const { store, clock, random, log } = deps;
  const requests = createSyncRequests(deps);
  const ends = createListeners<SyncState>(log);
  const keepTrouble = createTroubleKeeper(deps);
  const tell = createTeller(deps.publish);
  const pace = { ...usualPace, ...deps.pace };
  const loop = createSyncLoop({ clock, random, log, pace, requests, onStep });
  const watch = createReachWatch({ ...deps, onHealed: () => loop.feed({ kind: 'healed', atMs: clock.monotonicMs() }) });
  const status = (): SyncStatus => statusOf(deps, loop.state(), requests);

  function onStep(state: SyncState): void {
    watch.note(state);
    if (state.kind !== 'stopped') {
      keepTrouble(state);
      tell(status());
    }
    if (!isRunning(state)) {
      ends.tell(state);
    }
  }

  return {
    start() {
      const kept = readTrouble(store, clock);
      readParkedAgain(store);
      loop.guard();
      loop.feed({
        kind: 'started',
        atMs: clock.monotonicMs(),
        waitMs: kept?.waitMs ?? 0,
        trouble: kept?.trouble ?? null,
      });
    },
    async runNow() {
      requests.tryAgain();
      await askAndWait(deps, { loop, ends });
      return status();
    },
    status,
    standingOf: (operation) =>
      queueStandingOf(operation, store.waitingOperations(operation.unit)[0] ?? operation, {
        ...requests.queue(),
        state: loop.state(),
        nowMs: clock.monotonicMs(),
      }),
    pushOperation: (id) => waitForVerdict(deps, { loop, ends, requests }, id),
    wake: () => loop.feed({ kind: 'work', atMs: clock.monotonicMs() }),
    networkChanged: () => loop.feed({ kind: 'network', atMs: clock.monotonicMs() }),
    onVerdict: requests.verdicts.add,
    onPulled: requests.pulls.add,
    stop() {
      watch.stop();
      return loop.stop();
    },
  };
}

function statusOf({ store, clock }: SyncDeps, state: SyncState, requests: SyncRequests): SyncStatus {
  const { needsSomebody, ...counts } = store.operationCounts();
  return describeSync({
    state,
    reach: requests.reach(),
    counts: { ...counts, needsSomebody: needsSomebody + store.openReversals().length },
    laterChanges: store.countParkedRows(),
    lastContact: readLastContact(store),
    clockOffsetMs: requests.clockOffsetMs(),
    nowMs: clock.monotonicMs(),
  });
}

/** Publishes a status unless it is the one that was told last; the countdown to the next attempt alone is no news. */
function createTeller(publish: SyncDeps['publish']): (status: SyncStatus) => void {
  let told = '';
  return (status) => {
    const news = JSON.stringify({ ...status, nextAttemptInMs: status.nextAttemptInMs === null });
    if (news !== told) {
      told = news;
      publish(status);
    }
  };
}

interface Running {
  readonly loop: SyncLoop;
  readonly ends: Listeners<SyncState>;
  readonly requests: SyncRequests;
}

/** Resolves when the loop rests after having been asked. */
function askAndWait({ clock }: SyncDeps, { loop, ends }: Omit<Running, 'requests'>): Promise<void> {
  return new Promise((resolve) => {
    const stop = ends.add(() => {
      stop();
      resolve();
    });
    loop.feed({ kind: 'asked', atMs: clock.monotonicMs() });
  });
}

/** The verdict that is stored already, the one that comes now, or none within the time a technician can be asked to wait. */
async function waitForVerdict(
  deps: SyncEngineDeps,
  running: Running,
  id: OperationId,
): Promise<OperationVerdict | 'no-answer'> {
  const { store, clock, peopleClock = clock } = deps;
  const record = store.operation(id);
  if (record === null || record.verdict !== null) {
    return record?.verdict ?? 'no-answer';
  }
  const patience = createCancelSource();
  const heard = new Promise<void>((resolve) => {
    const stop = running.requests.verdicts.add(({ operation }) => {
      if (operation.id === id) {
        stop();
        resolve();
      }
    });
    patience.signal.addEventListener('abort', stop);
  });
  running.requests.tryAgain(record.operation.unit);
  const asked = askAndWait(deps, running);
  await Promise.race([heard, asked, peopleClock.sleep(verdictWaitMs, patience.signal)]);
  patience.cancel();
  return store.operation(id)?.verdict ?? 'no-answer';
}
