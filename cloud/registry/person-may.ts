import type { Person } from '#core/domain/access/person.ts';
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
  const { personId } = actor;
  const person = personId === null ? null : await loadPerson(transaction, { organizationId, personId });
  return actorMay({ actor, person, right });
}

/** The same for somebody who was looked up before; `person` is null where the organization has no such person. */
export function actorMay({
  actor,
  person,
  right,
}: {
  readonly actor: StatedActor;
  readonly person: Person | null;
  readonly right: Right;
}): boolean {
  if (actor.personId === null) {
    return rightsOf(actor.roles.flatMap((name) => role.safeParse(name).data ?? [])).has(right);
  }
  return person?.active === true && rightsOf(person.roles).has(right);
}

export async function loadPerson(
  transaction: CloudTransaction,
  { organizationId, personId }: { readonly organizationId: string; readonly personId: string },
): Promise<Person | null> {
  const row = await transaction
    .selectFrom('people')
    .selectAll()
    .where('id', '=', personId)
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  return row === undefined ? null : toPerson(row);
}
