import type { IsoTime } from '../../kernel/iso-time.ts';
import type { JobStep } from '../jobs/job.ts';
import type { JobFieldGroup, JobFieldName, JobKind, MaintenanceTask } from '../jobs/job-fields.ts';

/**
 * What a job says on paper (JOB-7): for the vehicle's key hook, with a code that opens the job and room for a pen. It is no proof of anything; that is
 * the report of the unit's sheet. Values that may be secret are not on it: paper outlives the job (JOB-6).
 */
export interface JobSheet {
  readonly id: string;
  /** `J-1042`. */
  readonly number: string;
  readonly kind: JobKind;
  readonly task: MaintenanceTask | null;
  readonly fleet: string;
  /** Null where no partner has it yet. */
  readonly workshop: string | null;
  readonly technician: string | null;
  /** A day of the calendar. */
  readonly serviceDate: string | null;
  readonly servicePlace: string | null;
  readonly groups: readonly JobSheetGroup[];
  readonly symptom: string | null;
  readonly instructions: string | null;
  readonly steps: readonly JobSheetTick<JobStep>[];
  readonly checklist: readonly JobSheetTick<string>[];
  /** IANA zone of the bench; every moment on the paper is written in it. */
  readonly timeZone: string;
  readonly printedAt: IsoTime;
}

export interface JobSheetGroup {
  readonly group: Extract<JobFieldGroup, 'vehicle' | 'unit' | 'configuration'>;
  readonly lines: readonly JobSheetLine[];
}

/** `text` is null where the fleet left it open: a line for the pen. */
export interface JobSheetLine {
  readonly field: JobFieldName;
  readonly text: string | null;
}

/** A box on the paper. `settled` is null where it is still for the pen. */
export interface JobSheetTick<What> {
  readonly what: What;
  readonly settled: JobSheetSettled | null;
}

/** `by-hand`: somebody said that it is done, and no unit's sheet shows it. */
export type JobSheetSettled =
  | { readonly how: 'done' | 'by-hand'; readonly by: string; readonly at: IsoTime }
  | { readonly how: 'left-out'; readonly by: string; readonly at: IsoTime; readonly reason: string };

/** What the code on the paper says; a scan of it opens the job (SCAN-4). */
export function jobSheetLink({ id }: Pick<JobSheet, 'id'>): string {
  return `fitbay://job/${id}`;
}
