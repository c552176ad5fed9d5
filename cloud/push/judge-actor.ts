import { type Right, rightsOf, role } from '#core/domain/access/roles.ts';
import type { Operation, OperationKind } from '#core/domain/sync/operation.ts';
import { toPerson } from '../registry/rows.ts';
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
};

/**
 * Checks the person again at the cloud (ORG-2). What somebody may do is what the cloud knows of them now, whatever roles the station
 * wrote down. Without a person (command line, system) the roles that the station vouches for count.
 */
export async function mayAct(context: PushContext, operation: Operation): Promise<boolean> {
  const { personId, roles } = operation.actor;
  const needed = neededRights[operation.kind];
  if (personId === null) {
    return rightsOf(roles.flatMap((name) => role.safeParse(name).data ?? [])).has(needed);
  }
  const row = await context.transaction
    .selectFrom('people')
    .selectAll()
    .where('id', '=', personId)
    .where('organization_id', '=', context.station.organizationId)
    .executeTakeFirst();
  const person = row === undefined ? null : toPerson(row);
  return person?.active === true && rightsOf(person.roles).has(needed);
}
