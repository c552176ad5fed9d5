import type { CheckResult } from '#core/domain/inspection/checklist.ts';
import type { Mark } from '../../ui/status-mark.tsx';

/** How the four results are drawn (INSP-2). What could not be measured is a warning, never a pass. */
export const resultMarks = {
  pass: 'ok',
  warn: 'warn',
  fail: 'stop',
  'not-possible': 'warn',
} as const satisfies Record<CheckResult, Mark>;
