import type { CentreTrouble } from '../../contract/station/partners.ts';
import type { CloudFailure } from '../../ports/cloud-client.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import { auditActor, type Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';
import { troubleOf } from './last-seen.ts';

/** What the centre answers to an act that only it decides: something was done, or a code says why not. */
type CentreChange =
  | { readonly kind: 'done' | 'removed' | 'deleted' }
  | { readonly kind: 'refused'; readonly code: string };

export interface CentreSettlement<Change extends CentreChange> {
  readonly answer: Change | CloudFailure;
  /** What the trail calls the act. */
  readonly action: string;
  /** What was asked, for the trail; never a secret. */
  readonly about: Readonly<Record<string, string>>;
  readonly topic: 'partners' | 'events' | 'jobs';
  /** Puts what was answered into the copy, in the act that writes it down. */
  readonly take?: (write: StoreWriter, change: Change) => void;
}

/** Nothing is known to have changed; asking again with the same request id does it once. */
export interface NotAnswered {
  readonly kind: 'not-answered';
  readonly why: CentreTrouble;
}

/** Writes down what became of it and tells the page. An attempt that was refused stands in the trail as well (OWN-13). */
export function settleAtCentre<Change extends CentreChange>(
  context: StationContext,
  principal: Principal,
  { answer, action, about, topic, take }: CentreSettlement<Change>,
): Change | NotAnswered {
  const result = isFailure(answer) ? ({ kind: 'not-answered', why: troubleOf(answer) } as const) : answer;
  context.store.transact((write) => {
    if (!isFailure(answer)) {
      take?.(write, answer);
    }
    write.appendAudit({
      actor: auditActor(principal),
      organizations: [context.identity.organizationId],
      action,
      ...outcomeOf(result),
      after: { ...about },
    });
  });
  context.changed(topic, 'audit');
  context.sync.wake();
  return result;
}

function outcomeOf(result: CentreChange | NotAnswered) {
  switch (result.kind) {
    case 'done':
    case 'removed':
    case 'deleted':
      return { outcome: 'done', code: null } as const;
    case 'refused':
      return { outcome: 'refused', code: result.code } as const;
    case 'not-answered':
      return { outcome: 'failed', code: result.why } as const;
  }
}

function isFailure(answer: CentreChange | CloudFailure): answer is CloudFailure {
  const { kind } = answer;
  return kind !== 'done' && kind !== 'removed' && kind !== 'deleted' && kind !== 'refused';
}
