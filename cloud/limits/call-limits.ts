import { z } from 'zod';
import type { RateBucket } from '#core/contract/cloud/call-rules.ts';
import type { CallingStation } from '../stations/find-station.ts';
import type { RateRule, RateRules } from './rate-rules.ts';
import type { SharedWindows, WindowCount } from './shared-windows.ts';

/** Counts a call for everybody whom it is made for: the station, its organization, and the person whom a write names. */
export interface CallLimits {
  /** `input` is what came, not yet judged. */
  count(station: CallingStation, bucket: RateBucket, input: unknown): Promise<LimitedCall>;
}

export interface LimitedCall {
  readonly kind: 'within' | 'exceeded';
  /** Whose limit it was, for the metrics; null within all of them. */
  readonly exceeded: LimitSubject | null;
  readonly headers: Readonly<Record<string, string>>;
}

export type LimitSubject = 'address' | 'station' | 'organization' | 'person';

/** For tests that push as fast as they can: nobody is counted. */
export const noCallLimits: CallLimits = {
  count: async () => ({ kind: 'within', exceeded: null, headers: {} }),
};

interface Policy {
  readonly subject: LimitSubject;
  /** As the headers call it. */
  readonly name: string;
  readonly key: string;
  readonly rule: RateRule;
}

export function createCallLimits(windows: SharedWindows, rules: RateRules): CallLimits {
  return {
    async count(station, bucket, input) {
      const policies = policiesOf(station, bucket, { input, rules });
      const counted: CountedPolicy[] = [];
      for (const policy of policies) {
        const count = await windows.count(policy.key, policy.rule);
        counted.push({ ...policy, count });
        if (count.kind === 'exceeded') {
          return { kind: 'exceeded', exceeded: policy.subject, headers: { ...headersOf(counted), ...comeBack(count) } };
        }
      }
      return { kind: 'within', exceeded: null, headers: headersOf(counted) };
    },
  };
}

function policiesOf(
  { id, organizationId }: CallingStation,
  bucket: RateBucket,
  { input, rules }: { readonly input: unknown; readonly rules: RateRules },
): readonly Policy[] {
  const policy = (subject: LimitSubject, key: string, rule: RateRule): Policy => ({
    subject,
    name: `${subject}-${bucket}`,
    key: `${subject}:${bucket}:${key}`,
    rule,
  });
  const person = bucket === 'writes' ? personIn(input) : null;
  return [
    policy('station', id, rules.station[bucket]),
    policy('organization', organizationId, rules.organization[bucket]),
    ...(person === null ? [] : [policy('person', `${organizationId}:${person}`, rules.person)]),
  ];
}

const named = z.string().min(1).max(64);
const actedBy = z.union([
  z.object({ actor: z.object({ personId: named }) }).transform(({ actor }) => actor.personId),
  z.object({ personId: named }).transform(({ personId }) => personId),
]);

/** The station vouches for who acts; it is counted within its organization, so that nobody can use up a stranger's. */
function personIn(input: unknown): string | null {
  return actedBy.safeParse(input).data ?? null;
}

interface CountedPolicy extends Pick<Policy, 'name' | 'rule'> {
  readonly count: WindowCount;
}

/** `RateLimit` and `RateLimit-Policy` in the form of draft-ietf-httpapi-ratelimit-headers. */
export function headersOf(counted: readonly CountedPolicy[]): Readonly<Record<string, string>> {
  return {
    'ratelimit-policy': counted
      .map(({ name, rule }) => `"${name}";q=${rule.quota};w=${Math.ceil(rule.windowMs / 1_000)}`)
      .join(', '),
    ratelimit: counted.map(({ name, count }) => `"${name}";r=${count.remaining};t=${seconds(count)}`).join(', '),
  };
}

/** What a caller over the limit has to obey (RFC 9110 §10.2.3). */
export function comeBack(count: Pick<WindowCount, 'endsInMs'>): Readonly<Record<string, string>> {
  return { 'retry-after': String(seconds(count)) };
}

function seconds({ endsInMs }: Pick<WindowCount, 'endsInMs'>): number {
  return Math.max(1, Math.ceil(endsInMs / 1_000));
}
