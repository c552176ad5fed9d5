import type { SeatView } from '../../contract/station/access.ts';
import type { Person } from '../../domain/access/person.ts';
import { rightsNow, supervisorRights } from '../../domain/access/rights-now.ts';
import { type Right, rightsOf } from '../../domain/access/roles.ts';
import type { OrganizationId, PersonId } from '../../kernel/entity-ids.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { StoreReader } from '../../ports/station-store.ts';
import type { Principal } from '../principal.ts';
import type { RosterBook } from './roster-book.ts';

/** Somebody at the bench, as the seat keeps them. */
export interface Sitter {
  readonly personId: PersonId;
  /** As they were when they sat down, in case the list does not name them any more. */
  readonly person: Person | null;
  readonly customerId: OrganizationId | null;
  readonly locked: boolean;
  readonly supervising: boolean;
  readonly sinceMs: number;
  readonly touchedMs: number;
  readonly method: 'pin' | 'badge-and-pin';
}

export interface Present {
  readonly person: Person;
  readonly sitter: Sitter;
}

export interface SeatWorld {
  readonly store: StoreReader;
  readonly roster: Pick<RosterBook, 'person' | 'standing' | 'trouble'>;
  readonly identity: { readonly organizationId: OrganizationId };
}

/** The seat as a page draws it. */
export function seatView(world: SeatWorld, here: Present, locksAfterMs: number): SeatView {
  const { store, roster, identity } = world;
  const { person, sitter } = here;
  const own = store.organization(identity.organizationId);
  invariant(own !== null, 'the station knows its own organization before anybody signs in');
  // A locked bench tells nobody whom it works for.
  const customer = sitter.customerId === null || sitter.locked ? null : store.organization(sitter.customerId);
  const maySupervise = [...rightsOf(person.roles)].some((right) => supervisorRights.has(right));
  return {
    kind: 'signed-in',
    personId: person.id,
    displayName: person.displayName,
    givenName: person.givenName,
    roles: person.roles,
    rights: [...rightsHere(world, here)],
    organization: { id: own.id, name: own.name, isServicePartner: own.kinds.includes('service-partner') },
    customer: customer === null ? null : { id: customer.id, name: customer.name },
    locked: sitter.locked,
    roster: roster.standing(),
    supervising: !maySupervise ? 'never' : sitter.supervising && roster.standing() === 'fresh' ? 'on' : 'off',
    locksAfterMs,
  };
}

/** The seat as the gate and the trail see it. */
export function seatPrincipal(world: SeatWorld, here: Present): Principal {
  const { person, sitter } = here;
  return {
    kind: 'person',
    personId: person.id,
    name: person.displayName,
    roles: person.roles,
    rights: rightsHere(world, here),
    locked: sitter.locked,
    method: sitter.method,
    roster: world.roster.standing(),
    isServicePartner:
      world.store.organization(world.identity.organizationId)?.kinds.includes('service-partner') === true,
  };
}

function rightsHere({ roster }: SeatWorld, { person, sitter }: Present): ReadonlySet<Right> {
  return rightsNow({ roles: person.roles, standing: roster.standing(), supervising: sitter.supervising });
}
