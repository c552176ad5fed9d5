import {
  createSyncMachine,
  type RequestEnd,
  type SyncEffect,
  type SyncInput,
  type SyncPace,
  type SyncState,
} from '../../domain/sync/sync-machine.ts';
import { assertNever } from '../../kernel/assert-never.ts';
import type { CancelSignal } from '../../ports/clock.ts';
import { createAlarm } from './alarm.ts';
import { createCancelSource } from './cancel-source.ts';
import type { SyncDeps } from './sync-deps.ts';
import type { SyncRequests } from './sync-requests.ts';

/** Runs the sync machine: feeds it, performs its effects, keeps its timers. Knows nothing of what is sent. */
export interface SyncLoop {
  state(): SyncState;
  feed(input: SyncInput): void;
  /** Repeats the time to the machine, so that a lost timer costs seconds and never the queue. */
  guard(): void;
  /** Resolves when no request touches the store any more. */
  stop(): Promise<void>;
}

export interface SyncLoopDeps extends Pick<SyncDeps, 'clock' | 'random' | 'log'> {
  readonly pace: SyncPace;
  readonly requests: Pick<SyncRequests, 'push' | 'pull'>;
  /** Called after each input that was taken. */
  readonly onStep: (state: SyncState) => void;
}

const watchdogMs = 30_000;

export function createSyncLoop({ clock, random, log, pace, requests, onStep }: SyncLoopDeps): SyncLoop {
  const machine = createSyncMachine(pace);
  const timer = createAlarm(clock, () => feed({ kind: 'time', ...moment() }));
  const watchdog = createAlarm(clock, () => {
    watchdog.setAt(clock.monotonicMs() + watchdogMs);
    feed({ kind: 'time', ...moment() });
  });
  let { state } = machine.start();
  let request = createCancelSource();
  let underWay: Promise<void> = Promise.resolve();

  const moment = () => ({ atMs: clock.monotonicMs(), random: random() });

  function feed(input: SyncInput): void {
    const step = machine.step(state, input);
    state = step.state;
    for (const effect of step.effects) {
      perform(effect);
    }
    onStep(state);
  }

  function perform(effect: SyncEffect): void {
    switch (effect.kind) {
      case 'push':
      case 'pull':
        request = createCancelSource();
        underWay = attempt(effect.attempt, requests[effect.kind], request.signal);
        return;
      case 'abandon':
        request.cancel();
        return;
      case 'wake-at':
        timer.setAt(effect.atMs);
        return;
      default:
        assertNever(effect);
    }
  }

  async function attempt(
    number: number,
    send: (cancel: CancelSignal) => Promise<RequestEnd>,
    cancel: CancelSignal,
  ): Promise<void> {
    const end = await endOf(send(cancel), log);
    feed({ kind: 'ended', attempt: number, end, ...moment() });
  }

  return {
    state: () => state,
    feed,
    guard: () => watchdog.setAt(clock.monotonicMs() + watchdogMs),
    async stop() {
      timer.clear();
      watchdog.clear();
      feed({ kind: 'stopped' });
      await underWay;
    },
  };
}

/** One of the places where bugs end: the loop outlives them and tries again later. */
async function endOf(sending: Promise<RequestEnd>, log: SyncDeps['log']): Promise<RequestEnd> {
  try {
    return await sending;
  } catch (error: unknown) {
    log.error('sync.fault', { error: String(error) });
    return { kind: 'failed', why: 'station-fault' };
  }
}
