import type { FeedRow } from '../../domain/sync/changes.ts';
import { freshPlan, releaseUnit, tryAllAgain } from '../../domain/sync/push-plan.ts';
import type { QueueFacts } from '../../domain/sync/queue-standing.ts';
import type { RequestEnd } from '../../domain/sync/sync-machine.ts';
import type { CancelSignal } from '../../ports/clock.ts';
import type { CloudClient } from '../../ports/cloud-client.ts';
import type { OperationRecord } from '../../ports/station-store.ts';
import { createClockError } from './clock-error.ts';
import { createListeners, type Listeners } from './listeners.ts';
import { pullOnce } from './pull-once.ts';
import { pushOnce } from './push-once.ts';
import type { Reach, SyncDeps } from './sync-deps.ts';

/** The two requests of the loop with what is remembered between them: which units are held back, whether the cloud was found. */
export interface SyncRequests {
  push(cancel: CancelSignal): Promise<RequestEnd>;
  pull(cancel: CancelSignal): Promise<RequestEnd>;
  /** `unknown` before the first answer or failure. */
  reach(): Exclude<Reach, 'not-asked'> | 'unknown';
  /** Milliseconds to add to the station's clock to get the cloud's; null before the first contact. */
  clockOffsetMs(): number | null;
  /** What is known of the queue beside what is on disk. */
  queue(): Pick<QueueFacts, 'plan' | 'sending' | 'putOff'>;
  /** Nothing has to wait for its next turn any longer; where a unit is named, it goes first. */
  tryAgain(unit?: string): void;
  readonly verdicts: Listeners<OperationRecord>;
  readonly pulls: Listeners<readonly FeedRow[]>;
}

export function createSyncRequests(given: SyncDeps): SyncRequests {
  const clockError = createClockError(given);
  const deps = { ...given, clockError };
  const verdicts = createListeners<OperationRecord>(deps.log);
  const pulls = createListeners<readonly FeedRow[]>(deps.log);
  const desk = watchPushes(deps.cloud);
  let plan = freshPlan;
  let reach: Exclude<Reach, 'not-asked'> | 'unknown' = 'unknown';

  return {
    async push(cancel) {
      const report = await pushOnce({ ...deps, cloud: desk.cloud }, plan, cancel);
      plan = report.plan;
      reach = report.reach === 'not-asked' ? reach : report.reach;
      for (const record of report.settled) {
        verdicts.tell(record);
      }
      return report.end;
    },
    async pull(cancel) {
      const report = await pullOnce(deps, cancel);
      reach = report.reach === 'not-asked' ? reach : report.reach;
      if (report.rows.length > 0) {
        pulls.tell(report.rows);
      }
      return report.end;
    },
    reach: () => reach,
    clockOffsetMs: clockError.offsetMs,
    queue: () => ({ plan, sending: desk.sending(), putOff: desk.putOff }),
    tryAgain(unit) {
      plan = unit === undefined ? tryAllAgain(plan) : releaseUnit(plan, unit);
    },
    verdicts,
    pulls,
  };
}

/** Remembers what is on its way, and what the cloud said of operations that it put off; both only for people who look at the queue. */
function watchPushes(cloud: CloudClient): {
  readonly cloud: CloudClient;
  readonly sending: () => ReadonlySet<string>;
  readonly putOff: ReadonlyMap<string, string | null>;
} {
  const putOff = new Map<string, string | null>();
  let sending: ReadonlySet<string> = new Set();
  const push: CloudClient['push'] = async (request, cancel) => {
    sending = new Set(request.operations.map(({ id }) => id));
    try {
      const answer = await cloud.push(request, cancel);
      for (const result of answer.kind === 'pushed' ? answer.response.results : []) {
        putOff.delete(result.operationId);
        if (result.verdict === 'deferred') {
          putOff.set(result.operationId, result.code);
        }
      }
      return answer;
    } finally {
      sending = new Set();
    }
  };
  return { cloud: { ...cloud, push }, sending: () => sending, putOff };
}
