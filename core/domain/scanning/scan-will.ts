import { acceptedScans } from './accepted-scans.ts';
import type { ScanContext } from './scan-context.ts';

/**
 * What the header says a scan will do now (`A scan will …`). The words stand in the language catalogue, one text per value.
 * `nothing`: a question stands open that only a hand can answer.
 */
export type ScanWill =
  | 'sign-you-in'
  | 'unlock'
  | 'open-unit'
  | 'open-unit-job-or-customer'
  | 'open-unit-or-job'
  | 'open-unit-or-take-vin'
  | 'take-vin'
  | 'nothing';

/** Says the main effect of a scan in this context; badges and control codes work beside it and are not named. */
export function scanWill(context: ScanContext): ScanWill {
  const accepted = acceptedScans(context);
  if (accepted.includes('badge') && accepted.length === 1) {
    return context.screen === 'locked' ? 'unlock' : 'sign-you-in';
  }
  const takesUnit = accepted.includes('unit');
  if (accepted.includes('vin')) {
    return takesUnit ? 'open-unit-or-take-vin' : 'take-vin';
  }
  return takesUnit ? wordsForUnit(context) : 'nothing';
}

function wordsForUnit({ screen, awaiting }: ScanContext): ScanWill {
  if (screen === 'dialog' || awaiting === 'unit' || screen === 'bench' || screen === 'sheet') {
    return 'open-unit';
  }
  return screen === 'other' ? 'open-unit-or-job' : 'open-unit-job-or-customer';
}
