import type { ScanContext } from './scan-context.ts';
import { type ScanPlace, scanPlace } from './scan-table.ts';

/**
 * What the header says a scan will do now (`A scan will …`). The words stand in the language catalogue, one text per value.
 * `nothing`: a question stands open that only a hand can answer. `show-what-it-reads`: readers are being tried out.
 */
export type ScanWill =
  | 'sign-you-in'
  | 'unlock'
  | 'open-unit'
  | 'open-unit-job-or-customer'
  | 'open-unit-or-job'
  | 'open-unit-or-take-vin'
  | 'take-vin'
  | 'add-unit-to-carton'
  | 'fill-the-form'
  | 'show-what-it-reads'
  | 'nothing';

/** Says the main effect of a scan in this context; badges and control codes work beside it and are not named. */
export function scanWill(context: ScanContext): ScanWill {
  const will = WORDS[scanPlace(context)];
  return will === 'open-unit-job-or-customer' && context.screen === 'other' ? 'open-unit-or-job' : will;
}

const WORDS: Readonly<Record<ScanPlace, ScanWill>> = {
  'empty-seat': 'sign-you-in',
  'locked-seat': 'unlock',
  question: 'nothing',
  'question-for-unit': 'open-unit',
  'question-for-vin': 'take-vin',
  page: 'open-unit-job-or-customer',
  'page-over-sheet': 'open-unit-or-take-vin',
  bench: 'open-unit',
  carton: 'add-unit-to-carton',
  sheet: 'open-unit-or-take-vin',
  'sheet-for-unit': 'open-unit',
  'sheet-for-vin': 'take-vin',
  asset: 'fill-the-form',
  test: 'show-what-it-reads',
};
