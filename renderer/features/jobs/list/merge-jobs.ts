import type { JobRow } from '#core/contract/station/jobs.ts';
import type { JobId } from '#core/kernel/entity-ids.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';

/** What the page knows of the jobs, and up to which change. */
export interface KnownJobs {
  readonly rows: readonly JobRow[];
  readonly stamp: number;
  readonly asOf: IsoTime | null;
}

/** The station's answer to `jobs.list`. */
export interface JobNews {
  readonly isWhole: boolean;
  readonly rows: readonly JobRow[];
  readonly gone: readonly JobId[];
  readonly stamp: number;
  readonly asOf: IsoTime | null;
}

/** The list with the news in it. What did not change stays the very same row, so that nothing of it is drawn or searched anew. */
export function mergeJobs(known: KnownJobs | undefined, { isWhole, rows, gone, stamp, asOf }: JobNews): KnownJobs {
  if (known === undefined || isWhole) {
    return { rows, stamp, asOf };
  }
  if (rows.length === 0 && gone.length === 0) {
    return { ...known, stamp, asOf };
  }
  const news = new Map(rows.map((row) => [row.id, row]));
  const ended = new Set(gone);
  const kept = known.rows.flatMap((row) => {
    const changed = news.get(row.id) ?? row;
    news.delete(row.id);
    return ended.has(row.id) ? [] : [changed];
  });
  return { rows: [...kept, ...news.values()], stamp, asOf };
}
