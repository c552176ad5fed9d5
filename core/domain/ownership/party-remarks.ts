// What the people's own standing says: trust between customer and partner, and who the owner is to both (rows of decisions.md c6).
import { assertNever } from '../../kernel/assert-never.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { FindingCode } from '../codes.ts';
import { standingOf, type TrustStanding } from '../organizations/trust.ts';
import { endingRemarks } from './ending-remarks.ts';
import { shownOwnerName } from './owner-relation.ts';
import { benchActions, blocker, info, type Remark } from './remark.ts';
import type { BenchMode, UnitQuestion } from './unit-question.ts';
import type { JudgedUnit } from './unit-remarks.ts';

/** Nobody needs trust towards itself; everybody else needs it for everything, looking at reports aside (decisions.md A11). */
export function trustRemarks(question: UnitQuestion): readonly Remark[] {
  const { customer, partner } = question;
  if (question.mode === 'own-organization') {
    invariant(customer.id === partner.id, 'in own-organization mode the customer is the acting organization');
    return [];
  }
  const standing = partnerStanding(question);
  const names = { customer: customer.name };
  switch (standing.kind) {
    case 'active':
      return [
        info('TRUST_ACTIVE', { detail: { ...names, until: standing.until ?? '' } }),
        ...endingRemarks(question, { trustEndsAt: standing.until, subscriptionEndsAt: null }),
      ];
    case 'expired':
      return [blocker('TRUST_EXPIRED', { stops: benchActions, detail: { ...names, since: standing.since } })];
    case 'none':
    case 'pending':
    case 'declined':
    case 'revoked':
      return [blocker('TRUST_MISSING', { stops: benchActions, detail: { ...names, standing: standing.kind } })];
    default:
      return assertNever(standing);
  }
}

/** A relationship counts only for an organization that has the service-partner feature (ORG-1). */
function partnerStanding({ trust, customer, partner, now }: UnitQuestion): TrustStanding {
  invariant(
    trust === null || (trust.customerId === customer.id && trust.partnerId === partner.id),
    'the trust relationship is that of this customer and this partner',
  );
  return standingOf(partner.kinds.includes('service-partner') ? trust : null, now);
}

/** Whose it is, and a transfer that somebody else has begun. */
export function ownerRemarks(subject: JudgedUnit): readonly Remark[] {
  const { relation, unit, question } = subject;
  const name = shownOwnerName(unit, question);
  const detail = { owner: name ?? '', ownerKnown: name === null ? 'no' : 'yes' };
  if (relation === 'customer') {
    return [
      info(homeCode(question.mode), { stops: ['transfer'], detail: { ...detail, customer: question.customer.name } }),
    ];
  }
  // A fleet takes over what it bought from a reseller by linking it; what a workshop holds, the workshop hands over (UNIT-2).
  const isBought = question.path === 'assets' && relation === 'reseller';
  if (question.mode === 'own-organization' && !isBought) {
    return [blocker('TRANSFER_NOT_OFFERED', { stops: benchActions, detail })];
  }
  if (relation === 'other') {
    return [blocker('OWNER_OTHER', { stops: benchActions, detail })];
  }
  const owned = info(relation === 'reseller' ? 'OWNED_BY_RESELLER' : 'OWNED_BY_YOU', { detail });
  const { transferPending } = unit;
  return transferPending === null
    ? [owned]
    : [owned, blocker('TRANSFER_PENDING', { stops: benchActions, detail: { ...transferPending } })];
}

/** What says that a unit is where it belongs: with the customer, or with ourselves on our own bench. */
export function homeCode(mode: BenchMode): FindingCode {
  return mode === 'own-organization' ? 'OWNED_BY_YOU' : 'OWNED_BY_CUSTOMER';
}
