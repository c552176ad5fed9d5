import type { JobRow, JobSide } from '../../contract/station/jobs.ts';
import type { JobId } from '../../kernel/entity-ids.ts';
import type { IsoTime } from '../../kernel/iso-time.ts';
import type { StationContext } from '../station-context.ts';
import { asLine, isOnSide, standingJob, standingLines } from './job-book.ts';
import { createRowMaker } from './job-row.ts';

export interface JobList {
  readonly isWhole: boolean;
  readonly rows: JobRow[];
  readonly gone: JobId[];
  readonly stamp: number;
  readonly asOf: IsoTime | null;
}

/** The jobs of one side: all, or what became otherwise since a stamp. A stamp that says nothing here any more brings all. */
export function listJobs(
  context: StationContext,
  { side, since }: { readonly side: JobSide; readonly since: number | null },
): JobList {
  const { store } = context;
  const rowOf = createRowMaker(context);
  const changes = since === null ? ({ kind: 'too-old' } as const) : store.jobChangesAfter(since);
  const known = { stamp: store.jobStamp(), asOf: store.mirrorAsOf() };
  if (changes.kind === 'too-old') {
    const rows = standingLines(context, side).map((standing) => rowOf(standing, side));
    return { isWhole: true, rows, gone: [], ...known };
  }
  const rows: JobRow[] = [];
  const gone: JobId[] = [];
  for (const id of changes.ids) {
    const standing = standingJob(context, id);
    if (standing !== null && isOnSide(context, standing.job, side)) {
      rows.push(rowOf(asLine(standing), side));
    } else {
      gone.push(id);
    }
  }
  return { isWhole: false, rows, gone, ...known };
}
