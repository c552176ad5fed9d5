import type { RateBucket } from '#core/contract/cloud/call-rules.ts';

/**
 * How often who may call (reliability.md §6.3). Each kind of call has a count of its own, so that a burst of scans never holds up the sync.
 * A workshop stays far below: these numbers stop loops and floods. Counts of a person's wrong PINs and codes are no matter of these but
 * of `enrolment/try-limit.ts` and `roster/`.
 */
export interface RateRule {
  readonly quota: number;
  readonly windowMs: number;
}

export interface RateRules {
  /** Of one network address on one server, before anything is known of the caller. */
  readonly address: RateRule;
  readonly station: Readonly<Record<RateBucket, RateRule>>;
  /** Of all stations of an organization together. */
  readonly organization: Readonly<Record<RateBucket, RateRule>>;
  /** Of one person at whatever station: writes only, for nothing else names a person. */
  readonly person: RateRule;
}

const perMinute = (quota: number): RateRule => ({ quota, windowMs: 60_000 });

export const rateRules: RateRules = {
  address: perMinute(6_000),
  station: { sync: perMinute(600), reads: perMinute(1_200), writes: perMinute(240), messages: perMinute(3_000) },
  organization: {
    sync: perMinute(12_000),
    reads: perMinute(12_000),
    writes: perMinute(2_400),
    messages: perMinute(30_000),
  },
  person: perMinute(120),
};
