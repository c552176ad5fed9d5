import { isRunning, type SyncState } from '../../domain/sync/sync-machine.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CloudClient } from '../../ports/cloud-client.ts';
import type { Log } from '../../ports/log.ts';
import { createAlarm } from './alarm.ts';
import { createCancelSource } from './cancel-source.ts';

/**
 * Notices within ten seconds that the cloud can be reached again (STA-3, P11). The waits between attempts grow to minutes, so that a cloud in trouble is
 * left alone; a network that was away costs nobody anything, and asking for a sign of life is cheap. Watches only while the cloud is out of reach, and a
 * request that takes suspiciously long.
 */
export interface ReachWatch {
  /** The loop stands like this now. */
  note(state: SyncState): void;
  stop(): void;
}

export interface ReachWatchDeps {
  readonly clock: Clock;
  readonly cloud: Pick<CloudClient, 'answers'>;
  /** Uniform in [0, 1): stations that lost the same network do not ask in step. */
  readonly random: () => number;
  readonly log: Log;
  readonly onHealed: () => void;
}

/** Together with the limit of a question less than ten seconds. */
const leastPauseMs = 3_500;
const mostPauseMs = 5_000;
const questionLimitMs = 4_500;

export function createReachWatch({ clock, cloud, random, log, onHealed }: ReachWatchDeps): ReachWatch {
  let state: SyncState = { kind: 'stopped', attempt: 0 };
  /** The request during which the cloud was found to be away. */
  let missedDuring: string | null = null;
  let watching = false;
  let question = createCancelSource();
  const alarm = createAlarm(clock, () => void look());

  function arm(): void {
    alarm.setAt(clock.monotonicMs() + leastPauseMs + random() * (mostPauseMs - leastPauseMs));
  }

  async function look(): Promise<void> {
    const asked = requestOf(state);
    const answered = await answersInTime();
    if (!watching) {
      return;
    }
    if (answered && (state.kind === 'waiting' || (missedDuring !== null && missedDuring === requestOf(state)))) {
      missedDuring = null;
      onHealed();
    } else if (!answered) {
      missedDuring = asked;
    }
    if (watching) {
      arm();
    }
  }

  async function answersInTime(): Promise<boolean> {
    question = createCancelSource();
    const { signal, cancel } = question;
    const tooLate = clock.sleep(questionLimitMs, signal).then(() => false);
    const answer = cloud.answers(signal).catch((error: unknown) => {
      log.error('sync.fault', { error: String(error) });
      return false;
    });
    const answered = await Promise.race([answer, tooLate]);
    cancel();
    return answered;
  }

  return {
    note(now) {
      state = now;
      const wanted = isRunning(now) || (now.kind === 'waiting' && now.trouble.why === 'unreachable');
      if (wanted === watching) {
        return;
      }
      watching = wanted;
      if (wanted) {
        arm();
      } else {
        alarm.clear();
        question.cancel();
      }
    },
    stop() {
      watching = false;
      alarm.clear();
      question.cancel();
    },
  };
}

/** Tells one request from the next; null where none is under way. */
function requestOf(state: SyncState): string | null {
  return isRunning(state) ? `${state.attempt} ${state.kind} ${state.askedAtMs}` : null;
}
