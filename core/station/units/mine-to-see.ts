import { standingOf } from '../../domain/organizations/trust.ts';
import type { OrganizationId } from '../../kernel/entity-ids.ts';
import type { StationContext } from '../station-context.ts';
import { cloudNow } from '../sync/cloud-now.ts';

/** Whether this station works with the things of an organization: its own, or a customer's that trusts it now (ORG-3, OWN-8). */
export function isMineToSee(context: StationContext, id: OrganizationId): boolean {
  const { store, identity } = context;
  if (id === identity.organizationId) {
    return true;
  }
  const isPartner = store.organization(identity.organizationId)?.kinds.includes('service-partner') === true;
  return isPartner && standingOf(store.trust(id, identity.organizationId), cloudNow(context)).kind === 'active';
}
