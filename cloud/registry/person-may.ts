import { type Right, rightsOf, role } from '#core/domain/access/roles.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { toPerson } from './rows.ts';

/** Who a station says is acting. */
export interface StatedActor {
  readonly personId: string | null;
  readonly name: string;
  readonly roles: readonly string[];
}

/**
 * Whether the person may do this (ORG-2). What somebody may do is what the cloud knows of them now, whatever roles the station wrote down.
 * Without a person (command line, system) the roles that the station vouches for count.
 */
export async function personMay(
  transaction: CloudTransaction,
  {
    organizationId,
    actor,
    right,
  }: { readonly organizationId: string; readonly actor: StatedActor; readonly right: Right },
): Promise<boolean> {
  if (actor.personId === null) {
    return rightsOf(actor.roles.flatMap((name) => role.safeParse(name).data ?? [])).has(right);
  }
  const row = await transaction
    .selectFrom('people')
    .selectAll()
    .where('id', '=', actor.personId)
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  const person = row === undefined ? null : toPerson(row);
  return person?.active === true && rightsOf(person.roles).has(right);
}
