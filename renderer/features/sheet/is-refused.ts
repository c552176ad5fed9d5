import type { Verdict } from '#core/domain/ownership/verdict.ts';

/** Whether something that was asked for is not allowed; a unit that may only be transferred is one of them. */
export function isRefused(verdict: Verdict): boolean {
  return verdict.kind === 'verdict' && verdict.findings.some((finding) => finding.severity === 'block');
}
