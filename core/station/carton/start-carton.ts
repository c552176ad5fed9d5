import type { Carton } from '../../domain/carton/carton.ts';
import { type CartonId, cartonId, type OrganizationId, type ProfileId } from '../../kernel/entity-ids.ts';
import { auditActor, type Principal } from '../principal.ts';
import { profilesFor, profilesForCustomer } from '../profiles/profile-book.ts';
import type { StationContext } from '../station-context.ts';
import { mustTakeNewWork } from '../storage/must-take-new-work.ts';

export type StartedCarton =
  | { readonly kind: 'started'; readonly cartonId: CartonId; readonly resumed: boolean }
  | { readonly kind: 'choose-customer-first' }
  | { readonly kind: 'not-a-customer' }
  | { readonly kind: 'no-such-profile' };

/** Begins a carton, or goes on with the one that is open for the seat's customer. */
export function startCarton(
  context: StationContext,
  principal: Principal,
  wish: { readonly customerId?: OrganizationId | undefined; readonly profileId: ProfileId | null },
): StartedCarton {
  const { store, seat } = context;
  const isPerson = principal.kind === 'person';
  const customerId = isPerson ? seat.customerId() : (wish.customerId ?? null);
  if (customerId === null) {
    return { kind: 'choose-customer-first' };
  }
  const customer = store.organization(customerId);
  if (customer === null || !isServed(context, customerId)) {
    return { kind: 'not-a-customer' };
  }
  const open = isPerson ? store.openCartonFor(customerId) : null;
  if (open !== null) {
    return { kind: 'started', cartonId: open.id, resumed: true };
  }
  mustTakeNewWork(context);
  const profile = profileOf(context, wish.profileId);
  if (profile === 'no-such-profile') {
    return { kind: 'no-such-profile' };
  }
  const carton = newCarton(context, principal, { customer, profile });
  store.transact((write) => {
    write.saveCarton(carton);
    write.appendAudit({
      actor: auditActor(principal),
      organizations: [context.identity.organizationId, customerId],
      action: 'carton.started',
      outcome: 'done',
      after: { carton: carton.id, ...(profile === null ? {} : { profile: profile.name }) },
    });
  });
  context.changed('cartons', 'audit');
  return { kind: 'started', cartonId: carton.id, resumed: false };
}

function newCarton(
  { clock, ids }: StationContext,
  principal: Principal,
  of: {
    readonly customer: { readonly id: OrganizationId; readonly name: string };
    readonly profile: Carton['profile'];
  },
): Carton {
  const at = clock.now();
  return {
    id: cartonId.parse(ids.next()),
    revision: 1,
    state: 'open',
    customerId: of.customer.id,
    customerName: of.customer.name,
    profile: of.profile,
    lastNumber: 0,
    waiting: 0,
    startedAt: at,
    startedBy: auditActor(principal).name,
    changedAt: at,
    confirmations: [],
  };
}

/** Units go to customers that onboarded us; to ourselves nothing is transferred here (decisions.md A8). */
function isServed({ store, identity }: StationContext, customerId: OrganizationId): boolean {
  return customerId !== identity.organizationId && store.trust(customerId, identity.organizationId) !== null;
}

/** The profile that a carton may name; null where none was wished. */
export function profileOf(context: StationContext, id: ProfileId | null): Carton['profile'] | 'no-such-profile' {
  if (id === null) {
    return null;
  }
  const found = cartonProfiles(context).find((profile) => profile.id === id);
  return found === undefined ? 'no-such-profile' : { id: found.id, name: found.name };
}

/** Profiles of all types that are configured here and that the bench's customer may have, each once, by name. */
export function cartonProfiles(context: StationContext) {
  const { store, unitTypes, seat } = context;
  const customerId = seat.customerId();
  const offered = (unitType: string) =>
    customerId === null ? profilesFor({ store }, unitType) : profilesForCustomer(context, { unitType, customerId });
  const profiles = unitTypes.flatMap((entry) => (entry.class === 'FULL' ? offered(entry.unitType) : []));
  const byId = new Map(profiles.map((profile) => [profile.id, profile]));
  return [...byId.values()]
    .map(({ id, name, unitTypes: types }) => ({ id, name, unitTypes: [...types] }))
    .sort((left, right) => left.name.localeCompare(right.name));
}
