import { putPerson } from '#cloud/registry/put.ts';
import type { TestStation } from '#cloud/testing/test-cloud.ts';
import { createIds } from '#cloud/world/create-ids.ts';
import { person } from '#core/domain/access/person.ts';
import type { Role } from '#core/domain/access/roles.ts';
import type { Operation, OperationVerdict } from '#core/domain/sync/operation.ts';
import type { WiredSite } from '../wired/wired-site.ts';

/** Somebody of the workshop, as an operation names them. */
export interface Actor {
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly string[];
}

export interface WorkshopPeople {
  readonly technician: Actor;
  readonly supervisor: Actor;
}

/** Nobody signs in here. */
const noPin = { algorithm: 'scrypt', cost: 2, blockSize: 8, parallelization: 1, salt: 'c2FsdA==', derived: 'bm9uZQ==' };
const ids = createIds();
const largestPush = 100;

export async function addWorkshopPeople(site: WiredSite): Promise<WorkshopPeople> {
  const add = async (displayName: string, role: Role): Promise<Actor> => {
    const id = ids.next();
    const standing = { id, organizationId: site.world.partner, displayName, givenName: displayName, roles: [role] };
    const value = person.parse({ ...standing, active: true, badge: null, pinVerifier: noPin });
    await site.database.asSystem('administration').transact((transaction) => putPerson(transaction, value));
    return { personId: id, name: displayName, roles: [role] };
  };
  return { technician: await add('M. Kaya', 'technician'), supervisor: await add('S. Brandt', 'supervisor') };
}

/** Pushes however many there are, in order; answers the verdicts in order. */
export async function pushAll(station: TestStation, all: readonly Operation[]): Promise<readonly OperationVerdict[]> {
  const verdicts: OperationVerdict[] = [];
  for (let from = 0; from < all.length; from += largestPush) {
    verdicts.push(...(await station.push(all.slice(from, from + largestPush))).results);
  }
  return verdicts;
}
