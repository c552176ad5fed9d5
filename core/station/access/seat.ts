import type { SeatView } from '../../contract/station/access.ts';
import type { Person } from '../../domain/access/person.ts';
import { rightsOf } from '../../domain/access/roles.ts';
import type { OrganizationId, PersonId } from '../../kernel/entity-ids.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { StoreReader } from '../../ports/station-store.ts';
import type { Principal } from '../principal.ts';

/**
 * Who sits at the bench and for which customer they work (STA-1). Kept by the station, not by the page, so a reload changes nothing;
 * forgotten when the station stops, so nobody finds somebody else signed in.
 */
export interface Seat {
  view(): SeatView;
  principal(): Principal;
  take(personId: PersonId): void;
  leave(): void;
  lock(): void;
  chooseCustomer(customerId: OrganizationId | null): void;
  /** The customer of the bench, null at home. */
  customerId(): OrganizationId | null;
}

export interface SeatDeps {
  readonly store: StoreReader;
  readonly organizationId: OrganizationId;
}

interface Sitter {
  readonly personId: PersonId;
  readonly customerId: OrganizationId | null;
  readonly locked: boolean;
}

export function createSeat({ store, organizationId }: SeatDeps): Seat {
  let sitter: Sitter | null = null;

  /** Somebody whom the cloud switched off loses the seat at the next call. */
  const person = (): Person | null => {
    const found = sitter === null ? null : store.person(sitter.personId);
    return found?.active === true ? found : null;
  };

  return {
    view() {
      const found = person();
      if (sitter === null || found === null) {
        return { kind: 'empty' };
      }
      const own = store.organization(organizationId);
      invariant(own !== null, 'the station knows its own organization before anybody signs in');
      const customer = sitter.customerId === null ? null : store.organization(sitter.customerId);
      return {
        kind: 'signed-in',
        personId: found.id,
        displayName: found.displayName,
        givenName: found.givenName,
        roles: found.roles,
        rights: [...rightsOf(found.roles)],
        organization: { id: own.id, name: own.name, isServicePartner: own.kinds.includes('service-partner') },
        customer: customer === null ? null : { id: customer.id, name: customer.name },
        locked: sitter.locked,
      };
    },
    principal() {
      const found = person();
      return sitter === null || found === null
        ? { kind: 'nobody' }
        : {
            kind: 'person',
            personId: found.id,
            name: found.displayName,
            roles: found.roles,
            rights: rightsOf(found.roles),
            locked: sitter.locked,
            isServicePartner: store.organization(organizationId)?.kinds.includes('service-partner') === true,
          };
    },
    take(personId) {
      const sameCustomer = sitter?.personId === personId ? sitter.customerId : null;
      sitter = { personId, customerId: sameCustomer, locked: false };
    },
    leave() {
      sitter = null;
    },
    lock() {
      sitter = sitter === null ? null : { ...sitter, locked: true };
    },
    chooseCustomer(customerId) {
      invariant(sitter !== null, 'a customer is chosen by somebody who is signed in');
      sitter = { ...sitter, customerId };
    },
    customerId: () => sitter?.customerId ?? null,
  };
}
