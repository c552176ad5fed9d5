import type { JobHistoryLine } from '../../contract/station/jobs.ts';
import { isSaidByHand, type Job } from '../../domain/jobs/job.ts';

/** What happened to a job as far as the job itself says, newest first; what happened at one moment, the later act first. */
export function historyOf(job: Job, fleetName: string): JobHistoryLine[] {
  const { createdAt, createdBy, assignedAt, partner, end } = job;
  const lines: JobHistoryLine[] = [
    { at: createdAt, by: createdBy, what: 'created', detail: {} },
    ...(assignedAt === null
      ? []
      : [{ at: assignedAt, by: fleetName, what: 'assigned' as const, detail: { partner: partner?.name ?? '' } }]),
    ...linesOfRun(job),
    ...(end === null ? [] : [{ at: end.at, by: end.by, what: 'ended' as const, detail: detailOfEnd(end) }]),
  ];
  return lines
    .map((line, index) => ({ line, index }))
    .sort((one, other) => other.line.at.localeCompare(one.line.at) || other.index - one.index)
    .map(({ line }) => line);
}

function linesOfRun({ run, steps, fields }: Job): readonly JobHistoryLine[] {
  if (run === null) {
    return [];
  }
  const settled = steps.flatMap((step): JobHistoryLine[] => {
    const progress = run.steps[step];
    if (progress === undefined) {
      return [];
    }
    const { at, by } = progress;
    return progress.kind === 'done'
      ? [{ at, by, what: isSaidByHand(progress) ? 'step-by-hand' : 'step-done', detail: { step } }]
      : [{ at, by, what: 'step-waived', detail: { step, reason: progress.reason } }];
  });
  const leftOut = run.points.flatMap((one): JobHistoryLine[] =>
    one.kind === 'done'
      ? []
      : [
          {
            at: one.at,
            by: one.by,
            what: 'point-waived',
            detail: { point: fields.checklist[one.point] ?? '', reason: one.reason },
          },
        ],
  );
  const overridden = run.overrides.map(
    ({ at, by, field, prescribed, instead, reason }): JobHistoryLine => ({
      at,
      by,
      what: 'overridden',
      detail: { field, prescribed, instead, reason },
    }),
  );
  const { paused, startedAt, technician, stationName } = run;
  return [
    { at: startedAt, by: technician.name, what: 'started', detail: { station: stationName } },
    ...settled,
    ...leftOut,
    ...overridden,
    ...(paused === null
      ? []
      : [{ at: paused.at, by: paused.by, what: 'paused' as const, detail: { note: paused.note ?? '' } }]),
  ];
}

function detailOfEnd(end: NonNullable<Job['end']>): Record<string, string> {
  return end.kind === 'failed'
    ? { kind: 'failed', failure: end.failure, explanation: end.explanation }
    : { kind: 'succeeded', comment: end.comment ?? '' };
}
