import { toBase64 } from '../../kernel/base64.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { actOnJob } from './act-on-job.ts';
import { standingJob } from './job-book.ts';
import { printJobSheet } from './print-job-sheet.ts';

/** What of the area `jobs` happens at the bench. */
export type JobBenchCall = 'act' | 'sheet';

export function jobBenchProcedures(context: StationContext): Pick<AreaProcedures<'jobs'>, JobBenchCall> {
  return {
    act: async (asked, { principal }) => actOnJob(context, principal, asked),

    sheet: async ({ id, ...wish }) => {
      const standing = standingJob(context, id);
      if (standing === null) {
        return { kind: 'unknown' };
      }
      const printed = await printJobSheet(context, standing.job, wish);
      return printed.kind === 'failed'
        ? printed
        : { kind: 'report', pdfBase64: toBase64(printed.pdf), pages: printed.pages, fileName: printed.fileName };
    },
  };
}
