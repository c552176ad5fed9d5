import type { Checklist, CheckOutcome, CheckResult } from './checklist.ts';
import { worstResult } from './worst-result.ts';

/**
 * The result of a whole inspection (INSP-2), by this rule: of every required check the newest run counts, and the worst of those is the
 * result, in the order pass, warn, not possible, fail. While a required check has no run, or a manual one is not answered, there is
 * no result: null. Checks that are not required are told and change nothing.
 */
export function overallResult(checklist: Checklist, outcomes: readonly CheckOutcome[]): CheckResult | null {
  const results: CheckResult[] = [];
  for (const check of checklist.checks.filter(({ required }) => required)) {
    const newest = newestRun(outcomes, check.id);
    if (newest === null) {
      return null;
    }
    results.push(newest.result);
  }
  return worstResult(results);
}

/** The run of a check that counts: the one with the highest number. Null before the first. */
export function newestRun(outcomes: readonly CheckOutcome[], checkId: string): CheckOutcome | null {
  return outcomes
    .filter((outcome) => outcome.checkId === checkId)
    .reduce<CheckOutcome | null>((newest, one) => (newest === null || one.run > newest.run ? one : newest), null);
}

/** Required checks that still lack a run, in the order of the list. */
export function undecidedChecks(checklist: Checklist, outcomes: readonly CheckOutcome[]): readonly string[] {
  return checklist.checks
    .filter(({ required, id }) => required && newestRun(outcomes, id) === null)
    .map(({ id }) => id);
}
