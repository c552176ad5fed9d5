import type { Job } from '../../domain/jobs/job.ts';
import type { BenchJobCommand } from '../../domain/jobs/job-command.ts';
import { prescribedFields } from '../../domain/jobs/job-fields.ts';
import { jobName } from '../../domain/jobs/job-name.ts';
import { assertNever } from '../../kernel/assert-never.ts';

/**
 * What the trail keeps of an act on a job. Prescribed values of a configuration are named and never written out: they may be secrets, and the
 * trail outlives the job (JOB-6). What people typed stands under keys that can be erased (REP-1).
 */
export function jobAuditWords(job: Job, command: BenchJobCommand): Readonly<Record<string, string>> {
  const named = { job: jobName(job.number) };
  switch (command.act) {
    case 'start':
    case 'hand-over':
      return { ...named, station: command.stationName };
    case 'fill':
      return { ...named, fields: prescribedFields(command.fields).join(', ') };
    case 'override':
      return { ...named, ...departure(job, command), reason: command.reason };
    case 'advance':
      return { ...named, step: command.step, ...(command.to.kind === 'waived' ? { reason: command.to.reason } : {}) };
    case 'tick':
      return {
        ...named,
        point: String(command.point + 1),
        ...(command.to.kind === 'waived' ? { reason: command.to.reason } : {}),
      };
    case 'pause':
      return { ...named, note: command.note ?? '' };
    case 'resume':
      return named;
    case 'succeed':
      return {
        ...named,
        remarks: command.comment ?? '',
        ...(command.disposition === undefined ? {} : { disposition: command.disposition }),
      };
    case 'fail':
      return { ...named, failure: command.failure, reason: command.explanation, ...photosIn(command) };
    default:
      return assertNever(command);
  }
}

/** By what they hold, so that each can be told from any other later. */
function photosIn({ photos }: Extract<BenchJobCommand, { act: 'fail' }>): Readonly<Record<string, string>> {
  return photos === undefined ? {} : { photos: photos.join(', ') };
}

/** ORG-5: what was to be, and what is instead. */
function departure(
  { fields }: Job,
  { field, instead }: Extract<BenchJobCommand, { act: 'override' }>,
): Readonly<Record<string, string>> {
  if (field.startsWith('values.')) {
    return { field };
  }
  const prescribed = Object.entries(fields).find(([name]) => name === field)?.[1];
  return { field, prescribed: typeof prescribed === 'string' ? prescribed : '', instead };
}
