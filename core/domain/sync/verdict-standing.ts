import { assertNever } from '../../kernel/assert-never.ts';
import type { OperationVerdict } from './operation.ts';

/**
 * What a verdict means for the queue (reliability.md §3.3). `needs-somebody`: the cloud said no, and a supervisor has to deal with it
 * (OWN-11). `unanswered`: no verdict yet, send it again.
 */
export type VerdictStanding = 'accepted' | 'needs-somebody' | 'unanswered';

export function standingOfVerdict(verdict: OperationVerdict['verdict']): VerdictStanding {
  switch (verdict) {
    case 'applied':
    case 'noop':
    case 'flagged':
      return 'accepted';
    case 'conflict':
    case 'refused':
      return 'needs-somebody';
    case 'deferred':
      return 'unanswered';
    default:
      return assertNever(verdict);
  }
}
