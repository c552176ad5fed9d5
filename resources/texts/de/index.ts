// All German texts; the same areas and keys as English, which `texts.test.ts` enforces.
import report from './report.json' with { type: 'json' };

export const de = { ...report };
