// Looks ahead (decisions.md d11): what runs now and will have ended when it is needed. Used for the customer list, a customer's head, a
// unit's verdict and jobs. What has ended already is no matter of the radar; `standingOf` and `judgeUnit` say that.
import { z } from 'zod';
import { epochMs, type IsoTime, isoTime } from '../../kernel/iso-time.ts';

/** One thing that will lapse. `before-service`: before the work that is planned is done. `soon`: within `radarDays` from now. */
export const expiryNotice = z.strictObject({
  of: z.enum(['trust', 'subscription']),
  why: z.enum(['before-service', 'soon']),
  endsAt: isoTime,
  /** Whole days that remain; 0 on the last one. */
  daysLeft: z.number().int().nonnegative(),
});
export type ExpiryNotice = z.infer<typeof expiryNotice>;

export interface RadarQuestion {
  /** End of the trust relationship; null where it is open, ended, or of no concern. */
  readonly trustEndsAt: IsoTime | null;
  /** End of the unit's subscription; null as above. */
  readonly subscriptionEndsAt: IsoTime | null;
  /** The cloud's clock as well as the caller knows it (ORG-3). */
  readonly now: IsoTime;
  /** Day on which the work is planned, `2026-12-01`; null where nothing is planned. Everything has to last until this day has ended in UTC. */
  readonly serviceDate: string | null;
}

export const radarDays = 30;
const dayMs = 86_400_000;

/** What will lapse, trust before subscription; empty when all is well. */
export function expiryRadar(question: RadarQuestion): readonly ExpiryNotice[] {
  const ends = [
    { of: 'trust', endsAt: question.trustEndsAt },
    { of: 'subscription', endsAt: question.subscriptionEndsAt },
  ] as const;
  return ends.flatMap(({ of, endsAt }) => {
    if (endsAt === null) {
      return [];
    }
    const leftMs = epochMs(endsAt) - epochMs(question.now);
    const why = leftMs <= 0 ? null : reasonToWarn(question, endsAt);
    return why === null ? [] : [{ of, why, endsAt, daysLeft: Math.floor(leftMs / dayMs) }];
  });
}

function reasonToWarn({ serviceDate, now }: RadarQuestion, endsAt: IsoTime): ExpiryNotice['why'] | null {
  if (serviceDate !== null && epochMs(endsAt) < epochMs(`${serviceDate}T00:00:00.000Z`) + dayMs) {
    return 'before-service';
  }
  return epochMs(endsAt) - epochMs(now) <= radarDays * dayMs ? 'soon' : null;
}
