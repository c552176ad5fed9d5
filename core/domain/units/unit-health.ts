// How a unit is doing, as far as anybody here knows (UNIT-1). What nobody measured or heard is `unknown`; nothing is guessed.
import { z } from 'zod';
import { epochMs, type IsoTime } from '../../kernel/iso-time.ts';
import type { CheckOutcome, CheckResult } from '../inspection/checklist.ts';
import { worstResult } from '../inspection/worst-result.ts';

/** The parts of the overview, in the order in which they are shown. */
export const healthParts = ['communication', 'positioning', 'tachograph', 'can', 'supply'] as const;
export type HealthPart = (typeof healthParts)[number];

/** Four-valued, never a bare green dot (INSP-2). */
export const healthState = z.enum(['pass', 'warn', 'fail', 'unknown']);
export type HealthState = z.infer<typeof healthState>;

export const unitHealth = z.strictObject({
  communication: healthState,
  positioning: healthState,
  tachograph: healthState,
  can: healthState,
  supply: healthState,
});
export type UnitHealth = z.infer<typeof unitHealth>;

/** Silence after which a unit is worth a look, and after which something is wrong with it. */
const quietAfterMs = 24 * 3_600_000;
const lostAfterMs = 7 * 24 * 3_600_000;

/** Checks of the inspection that speak for each part (resources/checklists). Communication goes by them only while the unit was never heard. */
const checksOf: Readonly<Record<HealthPart, readonly string[]>> = {
  communication: ['registration', 'signal', 'data-link'],
  positioning: ['gnss-fix', 'satellites'],
  tachograph: ['tachograph'],
  can: ['can-link'],
  supply: ['supply'],
};

/** `checks`: those of the newest inspection that is known, every run of each; empty where there was none. */
export function judgeHealth(known: {
  readonly lastContactAt: IsoTime | null;
  readonly checks: readonly CheckOutcome[];
  readonly now: IsoTime;
}): UnitHealth {
  const measured = (part: HealthPart) => worstOf(known.checks, checksOf[part]);
  return {
    communication:
      known.lastContactAt === null
        ? measured('communication')
        : contactState(epochMs(known.now) - epochMs(known.lastContactAt)),
    positioning: measured('positioning'),
    tachograph: measured('tachograph'),
    can: measured('can'),
    supply: measured('supply'),
  };
}

function contactState(silentMs: number): HealthState {
  return silentMs <= quietAfterMs ? 'pass' : silentMs <= lostAfterMs ? 'warn' : 'fail';
}

/** The worst of the newest runs; what could not be measured says nothing. */
function worstOf(checks: readonly CheckOutcome[], ids: readonly string[]): HealthState {
  const results = ids.flatMap((id): CheckResult[] => {
    const newest = checks.filter(({ checkId }) => checkId === id).sort((left, right) => right.run - left.run)[0];
    return newest === undefined || newest.result === 'not-possible' ? [] : [newest.result];
  });
  const worst = worstResult(results);
  return results.length === 0 || worst === 'not-possible' ? 'unknown' : worst;
}
