import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { actOnJob } from './act-on-job.ts';

/** What of the area `jobs` happens at the bench. */
export type JobBenchCall = 'act';

export function jobBenchProcedures(context: StationContext): Pick<AreaProcedures<'jobs'>, JobBenchCall> {
  return {
    act: async (asked, { principal }) => actOnJob(context, principal, asked),
  };
}
