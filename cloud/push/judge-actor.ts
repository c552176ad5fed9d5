import type { Right } from '#core/domain/access/roles.ts';
import type { Operation, OperationKind } from '#core/domain/sync/operation.ts';
import { personMay } from '../registry/person-may.ts';
import type { PushContext } from './push-context.ts';

const neededRights: Readonly<Record<OperationKind, Right>> = {
  'unit.transfer': 'transfer',
  'reversal.ask': 'transfer',
  'reversal.decide': 'resolve',
  'unit.installed': 'configure',
  'unit.inspected': 'inspect',
  'unit.pair': 'pair',
  'unit.unpair': 'pair',
  'session.signed': 'sign',
  'profile.save': 'profiles',
};

/** Checks the person again at the cloud (ORG-2), see `personMay`. */
export function mayAct({ transaction, station }: PushContext, { actor, kind }: Operation): Promise<boolean> {
  return personMay(transaction, { organizationId: station.organizationId, actor, right: neededRights[kind] });
}
