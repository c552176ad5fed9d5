import { z } from 'zod';

/**
 * Acts for which being signed in is not enough: a PIN is given again right before them (STA-1, reliability.md §5.2). `reversal`, `bulk`
 * and `erase` want the PIN of a second person, `reservation` that of a supervisor. Text keys `step-up.act.<act>`.
 */
export const stepUpAct = z.enum([
  'transfer',
  'override',
  'restore',
  'audit-export',
  'reversal',
  'bulk',
  'unlock',
  'supervise',
  'erase',
  'reservation',
]);
export type StepUpAct = z.infer<typeof stepUpAct>;

/** Acts that come in a row, one unit after another: one PIN may cover those of the next moments. All others ask each time. */
export const actsWithGrace: ReadonlySet<StepUpAct> = new Set(['transfer']);

/** How long a proof that is not used is good for, and how long at most one that may be used again. */
export const unusedProofMs = 60_000;
export const longestGraceMs = 120_000;
