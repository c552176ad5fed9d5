import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { ConfigurationChange } from '../../domain/installation/configuration-difference.ts';
import type { ConfigurationProfile } from '../../domain/installation/profile.ts';
import type { OperationDraft } from '../../domain/sync/operation.ts';
import { operationId } from '../../kernel/entity-ids.ts';
import { operationActor, type Principal } from '../principal.ts';
import { unitOf } from '../sheets/change-sheet.ts';
import type { StationContext } from '../station-context.ts';

export interface Installation {
  readonly session: BenchSession;
  readonly profile: ConfigurationProfile;
  readonly changes: readonly ConfigurationChange[];
}

/** What the cloud is told once a unit was read and holds its profile (OWN-9); null while it is not known which unit that is. */
export function installedOperation(
  context: StationContext,
  principal: Principal,
  { session, profile, changes }: Installation,
): OperationDraft | null {
  const { identity } = session;
  if (identity.kind !== 'agrees') {
    return null;
  }
  return {
    id: operationId.parse(context.ids.next()),
    kind: 'unit.installed',
    unit: unitOf(session),
    sessionId: session.id,
    actor: operationActor(principal),
    occurredAt: context.clock.now(),
    payload: {
      customerId: session.customerId,
      profileId: profile.id,
      profileVersion: profile.version,
      firmware: identity.firmware,
      iccid: identity.iccid,
      changes: [...changes],
      verifiedAt: context.clock.now(),
    },
  };
}
