import { expiryRadar, type RadarQuestion } from '../organizations/expiry-radar.ts';
import { type Remark, warning } from './remark.ts';
import type { UnitQuestion } from './unit-question.ts';

const codes = { trust: 'TRUST_ENDING', subscription: 'SUBSCRIPTION_ENDING' } as const;

/** A warning for what runs now and lapses soon (decisions.md d11). It stops nothing. */
export function endingRemarks(
  { now, customer, serviceDate = null }: UnitQuestion,
  ends: Pick<RadarQuestion, 'trustEndsAt' | 'subscriptionEndsAt'>,
): readonly Remark[] {
  return expiryRadar({ ...ends, now, serviceDate }).map(({ of, endsAt, daysLeft, why }) =>
    warning(codes[of], { detail: { customer: customer.name, endsAt, days: String(daysLeft), why } }),
  );
}
