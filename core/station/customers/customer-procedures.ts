import type { CustomerRow } from '../../contract/station/customers.ts';
import { expiryRadar } from '../../domain/organizations/expiry-radar.ts';
import { standingOf, type TrustRelationship } from '../../domain/organizations/trust.ts';
import type { OrganizationId } from '../../kernel/entity-ids.ts';
import type { IsoTime } from '../../kernel/iso-time.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { cloudNow } from '../sync/cloud-now.ts';

/** The customer list of a service partner and the choice of whom the bench works for (ORG-6, ORG-7). */
export function customerProcedures(context: StationContext): AreaProcedures<'customers'> {
  return {
    list: async ({ search }) => {
      const rows = customerRows(context);
      return search === undefined ? rows : rows.filter((row) => folded(row.name).includes(folded(search.trim())));
    },

    current: async () => {
      const chosen = context.seat.customerId();
      const customer = customerRows(context).find(({ id }) => id === chosen);
      return customer === undefined ? { kind: 'none' } : { kind: 'customer', customer };
    },

    choose: async ({ customerId }, { principal }) => {
      // The command line has no seat of its own and must not change whom somebody else is working for.
      if (principal.kind !== 'person' || (customerId !== null && !mayWorkFor(context, customerId))) {
        return { kind: 'not-a-customer' };
      }
      context.seat.chooseCustomer(customerId);
      context.changed('seat');
      return { kind: 'chosen', seat: context.seat.view() };
    },
  };
}

function customerRows(context: StationContext): CustomerRow[] {
  const { store, identity } = context;
  if (!isServicePartner(context)) {
    return [];
  }
  const now = cloudNow(context);
  return store
    .trustsOfPartner(identity.organizationId)
    .map((trust) => customerRow(context, trust, now))
    .sort((left, right) => left.name.localeCompare(right.name));
}

function customerRow({ store }: StationContext, trust: TrustRelationship, now: IsoTime): CustomerRow {
  const standing = standingOf(trust, now);
  const trustEndsAt = standing.kind === 'active' ? standing.until : null;
  const [ending = null] = expiryRadar({ trustEndsAt, subscriptionEndsAt: null, now, serviceDate: null });
  return {
    id: trust.customerId,
    name: store.organization(trust.customerId)?.name ?? trust.customerId,
    trust: standing,
    ending,
    partnerCode: trust.partnerCode,
    overrideAllowed: trust.overrideAllowed,
    unitCount: store.countUnitsOwnedBy(trust.customerId),
  };
}

/** Our own organization is always open, for inspection; others only where they onboarded us as a service partner. */
function mayWorkFor(context: StationContext, customerId: OrganizationId): boolean {
  const { store, identity } = context;
  return (
    customerId === identity.organizationId ||
    (isServicePartner(context) && store.trust(customerId, identity.organizationId) !== null)
  );
}

function isServicePartner({ store, identity }: StationContext): boolean {
  return store.organization(identity.organizationId)?.kinds.includes('service-partner') === true;
}

/** Case and accents aside, so that `kuhl` finds `Kühl`. */
function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
}
