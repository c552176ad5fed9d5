import type { JobRun } from './job.ts';
import { blankJobFields } from './job-fields.ts';

/** A run as it begins: nothing is settled, found or departed from yet. */
export function newRun(begun: Pick<JobRun, 'id' | 'stationId' | 'stationName' | 'startedAt' | 'technician'>): JobRun {
  return { ...begun, paused: null, steps: {}, points: [], filled: blankJobFields, overrides: [] };
}
