import type { CheckResult } from './checklist.ts';

/** From good to bad. Not having been able to measure is worse than a warning, since nobody knows, and better than a proven failure. */
const order: readonly CheckResult[] = ['pass', 'warn', 'not-possible', 'fail'];

/** The worst of these results; `pass` for none. */
export function worstResult(results: readonly CheckResult[]): CheckResult {
  return order[Math.max(0, ...results.map((result) => order.indexOf(result)))] ?? 'pass';
}
