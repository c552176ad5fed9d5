import { standingOf } from '../../domain/organizations/trust.ts';
import type { OrganizationId } from '../../kernel/entity-ids.ts';
import type { StationContext } from '../station-context.ts';
import { cloudNow } from '../sync/cloud-now.ts';

/**
 * Whether this station may depart from what is prescribed for a customer's units (ORG-5): as the customer has set it for its partner, while
 * it trusts it. An organization is not its own partner; its people depart from its own profiles with a reason.
 */
export function mayOverride(context: StationContext, customerId: OrganizationId): boolean {
  const own = context.identity.organizationId;
  if (customerId === own) {
    return true;
  }
  const trust = context.store.trust(customerId, own);
  return trust?.overrideAllowed === true && standingOf(trust, cloudNow(context)).kind === 'active';
}
