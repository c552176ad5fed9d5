import type { Right } from '#core/domain/access/roles.ts';
import type { Operation, OperationKind } from '#core/domain/sync/operation.ts';
import { actorMay } from '../registry/person-may.ts';
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
  'personal.erase': 'erase',
  'job.act': 'sign',
};

/** Checks the person again at the cloud (ORG-2), see `personMay`. */
export async function mayAct(context: PushContext, operation: Operation): Promise<boolean> {
  const { reads, station } = context;
  const { actor } = operation;
  const person = actor.personId === null ? null : await reads.person(station.organizationId, actor.personId);
  return actorMay({ actor, person, right: neededRight(context, operation) });
}

/** Linking on the page of assets is the asset people's work; only a workshop that hands a unit over needs the right to transfer too. */
function neededRight({ path, station }: PushContext, operation: Operation): Right {
  const { kind } = operation;
  if (path !== 'assets') {
    return neededRights[kind];
  }
  return kind === 'unit.transfer' && operation.payload.toId !== station.organizationId ? 'transfer' : 'assets';
}
