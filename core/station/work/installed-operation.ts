import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { ConfigurationChange } from '../../domain/installation/configuration-difference.ts';
import type { OperationDraft } from '../../domain/sync/operation.ts';
import { operationId } from '../../kernel/entity-ids.ts';
import { operationActor, type Principal } from '../principal.ts';
import { unitOf } from '../sheets/change-sheet.ts';
import { stayOf } from '../sheets/epoch-of-work.ts';
import type { StationContext } from '../station-context.ts';
import type { Wanted } from './wanted-on-sheet.ts';

export interface Installation {
  readonly session: BenchSession;
  readonly wanted: Pick<Wanted, 'profile' | 'levels'>;
  readonly changes: readonly ConfigurationChange[];
  /** Everything the unit was read to hold, without secrets. */
  readonly values: Record<string, string | null>;
}

/** What the cloud is told once a unit was read and holds its profile (OWN-9); null while it is not known which unit that is. */
export function installedOperation(
  context: StationContext,
  principal: Principal,
  { session, wanted, changes, values }: Installation,
): OperationDraft | null {
  const { identity, ownValues = [] } = session;
  const { profile, levels } = wanted;
  const overrides = ownValues.filter(({ source }) => source === 'override');
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
      ...stayOf(context.store, session),
      profileId: profile.id,
      profileVersion: profile.version,
      firmware: identity.firmware,
      iccid: identity.iccid,
      changes: [...changes],
      verifiedAt: context.clock.now(),
      profileLevels: levels,
      profileName: profile.name,
      overrides: overrides.map(({ key, value, instead, reason, by }) => ({
        key,
        value,
        instead,
        by,
        reason: reason ?? '',
      })),
      values,
      ...(session.job === undefined ? {} : { jobId: session.job.id }),
    },
  };
}
