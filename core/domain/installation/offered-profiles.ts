import type { OrganizationId } from '../../kernel/entity-ids.ts';
import type { ConfigurationProfile } from './profile.ts';

/**
 * Which profiles a customer's unit may be configured by (INST-4, ORG-5). Where the customer has profiles of its own for the type, these are
 * what it prescribes: another one would be a way around them, so it is offered only where the customer allows to depart. Otherwise the
 * partner's own and those of the platform. In the order given, the customer's first. Station and cloud ask the same.
 */
export function offeredProfiles<Profile extends Pick<ConfigurationProfile, 'organizationId' | 'unitTypes'>>(
  profiles: readonly Profile[],
  question: {
    readonly unitType: string;
    readonly customerId: OrganizationId;
    readonly partnerId: OrganizationId;
    readonly overrideAllowed: boolean;
  },
): readonly Profile[] {
  const { unitType, customerId, partnerId, overrideAllowed } = question;
  const fitting = profiles.filter(({ unitTypes }) => unitTypes.includes(unitType));
  const own = fitting.filter(({ organizationId }) => organizationId === customerId);
  const others = fitting.filter(
    ({ organizationId }) => organizationId !== customerId && (organizationId == null || organizationId === partnerId),
  );
  return own.length === 0 || overrideAllowed ? [...own, ...others] : own;
}
