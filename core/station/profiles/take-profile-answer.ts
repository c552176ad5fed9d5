import type { Operation, OperationVerdict } from '../../domain/sync/operation.ts';
import type { StoreWriter } from '../../ports/station-store.ts';
import type { StationContext } from '../station-context.ts';
import { templateOf } from './profile-shelf.ts';

/**
 * The centre's word on a version of a profile, in the transaction that stores it. Taken: units are configured by it from now on; the pull
 * brings the same. Not taken: the version before goes on, and a task says why.
 */
export function takeProfileAnswer(
  context: StationContext,
  write: StoreWriter,
  answer: { readonly operation: Extract<Operation, { kind: 'profile.save' }>; readonly verdict: OperationVerdict },
): void {
  const { operation, verdict } = answer;
  const template = templateOf(operation);
  const isTaken = verdict.verdict === 'applied';
  if (isTaken) {
    write.mirror.putProfile({ ...template, changedAt: verdict.decidedAt });
  }
  write.addFeed({
    at: context.clock.now(),
    mark: isTaken ? 'ok' : 'stop',
    key: isTaken ? 'profile-taken' : 'profile-refused',
    detail: { profile: template.name, version: String(template.version), code: verdict.code ?? '' },
    sessionId: null,
  });
}
