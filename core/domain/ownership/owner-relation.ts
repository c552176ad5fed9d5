import type { Organization } from '../organizations/organization.ts';
import type { UnitFacts } from './unit-facts.ts';
import type { UnitQuestion } from './unit-question.ts';

/**
 * Who the owner is to the people at the bench. `customer`: the one we work for, or ourselves in own-organization mode.
 * `acting-partner` and `reseller` may be transferred from (OWN-3, OWN-4); `other` may not (OWN-8).
 */
export type OwnerRelation = 'customer' | 'acting-partner' | 'reseller' | 'other';

/** The owner of `unit` as the question's parties see it. */
export function ownerRelation(unit: UnitFacts, question: UnitQuestion): OwnerRelation {
  if (unit.ownerId === question.customer.id) {
    return 'customer';
  }
  if (unit.ownerId === question.partner.id) {
    return 'acting-partner';
  }
  return question.ownerOf(unit.ownerId)?.kinds.includes('reseller') === true ? 'reseller' : 'other';
}

/** The owner's name if these people may read it: always of a party, of a stranger only where its policy allows (OWN-8). */
export function shownOwnerName(unit: UnitFacts, question: UnitQuestion): string | null {
  const party = [question.customer, question.partner].find((organization) => organization.id === unit.ownerId);
  if (party !== undefined) {
    return party.name;
  }
  const owner = question.ownerOf(unit.ownerId);
  return owner === null ? unit.ownerName : publicName(owner);
}

function publicName(owner: Organization): string | null {
  return owner.nameIsPublic || owner.kinds.includes('reseller') ? owner.name : null;
}
