import { assertNever } from '../../kernel/assert-never.ts';
import { isReason } from '../../kernel/reason.ts';
import { type Job, type JobEnd, type JobRun, maySayByHand, openPoints, type PointProgress } from './job.ts';
import { change, type JobCircumstances, type JobOutcome, refuse } from './job-circumstances.ts';
import type { BenchJobCommand } from './job-command.ts';
import { isBlank, type JobFieldName, jobFieldTable, prescribedFields, takesUnitOut } from './job-fields.ts';
import { withDeparture } from './job-wants.ts';
import { judgeJobFields, overlayFields } from './judge-job-fields.ts';

type RunCommand = Exclude<BenchJobCommand, { act: 'start' }>;
type RunCommandOf<Act extends RunCommand['act']> = Extract<RunCommand, { act: Act }>;

/** A job at work, with the run that the command belongs to. */
interface AtWork {
  readonly job: Job;
  readonly run: JobRun;
  readonly about: JobCircumstances;
}

/** What the technician does between start and finish (JOB-7). Only whoever has the run may; somebody else takes it over first. */
export function workOnRun(job: Job, command: RunCommand, about: JobCircumstances): JobOutcome {
  const { run } = job;
  if (run === null || run.id !== command.runId) {
    return refuse('JOB_OTHER_RUN');
  }
  if (run.technician.personId !== about.actor.personId && command.act !== 'hand-over') {
    return refuse('JOB_OTHER_TECHNICIAN');
  }
  const atWork = { job, run, about };
  switch (command.act) {
    case 'fill':
      return fill(atWork, command);
    case 'override':
      return override(atWork, command);
    case 'advance':
      return advance(atWork, command);
    case 'tick':
      return tick(atWork, command);
    case 'pause':
      return changeRun(atWork, { paused: { note: command.note, ...actOf(about) } });
    case 'resume':
      return changeRun(atWork, { paused: null });
    case 'hand-over': {
      const { stationId, stationName } = command;
      return changeRun(atWork, { technician: about.actor, stationId, stationName, paused: null });
    }
    case 'succeed':
      return succeed(atWork, command);
    case 'fail':
      return change(job, about, { status: 'failed', end: failedEnd(command, about) });
    default:
      return assertNever(command);
  }
}

/** Every step and every point of the checklist done or left out with a reason (X4), and what was taken out is on its way somewhere. */
function succeed({ job, run, about }: AtWork, { comment, disposition }: RunCommandOf<'succeed'>): JobOutcome {
  if (!job.steps.every((step) => run.steps[step] !== undefined)) {
    return refuse('JOB_STEPS_OPEN');
  }
  if (openPoints(job).length > 0) {
    return refuse('JOB_POINTS_OPEN');
  }
  if (takesUnitOut(job.fields) && disposition === undefined) {
    return refuse('JOB_DISPOSITION_MISSING');
  }
  const end = {
    kind: 'succeeded',
    comment,
    ...(disposition === undefined ? {} : { disposition }),
    ...actOf(about),
  } as const;
  return change(job, about, { status: 'succeeded', end });
}

function failedEnd({ failure, explanation, photos }: RunCommandOf<'fail'>, about: JobCircumstances): JobEnd {
  const named = photos === undefined ? {} : { photos: photos.map((sha256) => ({ sha256, arrivedAt: null })) };
  return { kind: 'failed', failure, explanation, ...named, ...actOf(about) };
}

function changeRun({ job, run, about }: AtWork, changed: Partial<JobRun>): JobOutcome {
  return change(job, about, { run: { ...run, ...changed } });
}

const actOf = ({ now, actor }: JobCircumstances) => ({ at: now, by: actor.name });

/** What the fleet left blank (C6). What it prescribed is departed from by `override` or not at all. */
function fill(atWork: AtWork, { fields }: RunCommandOf<'fill'>): JobOutcome {
  const { job, run } = atWork;
  if (prescribedFields(fields).some((name) => !isFillable(name) || !isBlank(job.fields, name))) {
    return refuse('JOB_FIELD_LOCKED');
  }
  const filled = overlayFields(run.filled, fields);
  const judged = judgeJobFields(job.kind, overlayFields(job.fields, filled));
  if (judged.kind === 'unfit') {
    return refuse(judged.faults[0]?.code ?? 'JOB_EMPTY');
  }
  const spelled = prescribedFields(filled).map((name) => [name, judged.fields[name]]);
  return changeRun(atWork, { filled: { ...filled, ...Object.fromEntries(spelled) } });
}

function isFillable(name: JobFieldName): boolean {
  return jobFieldTable.some((entry) => entry.name === name && entry.fillable);
}

/** Departs from one prescribed thing, with the reason for the fleet (ORG-5). The newest word on a thing counts; all stay in the trail. */
function override(atWork: AtWork, { field, instead, reason }: RunCommandOf<'override'>): JobOutcome {
  const { job, run, about } = atWork;
  const prescribed = prescribedText(job, field);
  if (prescribed === null) {
    return refuse('JOB_FIELD_OPEN');
  }
  if (!about.overrideAllowed) {
    return refuse('JOB_OVERRIDE_OFF');
  }
  const judged = judgeJobFields(job.kind, withDeparture(job.fields, { field, instead }));
  if (judged.kind === 'unfit') {
    return refuse(judged.faults[0]?.code ?? 'JOB_EMPTY');
  }
  const made = { field, prescribed, instead, reason, ...actOf(about) };
  return changeRun(atWork, { overrides: [...run.overrides.filter((one) => one.field !== field), made] });
}

const valuePrefix = 'values.';

/** What the job says there, null where it says nothing or where nobody may depart from it. */
function prescribedText({ fields }: Job, field: string): string | null {
  if (field.startsWith(valuePrefix)) {
    return fields.values[field.slice(valuePrefix.length)] ?? null;
  }
  const entry = jobFieldTable.find(({ name, fillable }) => name === field && fillable);
  const value = entry === undefined ? null : fields[entry.name];
  return typeof value === 'string' ? value : null;
}

function advance(atWork: AtWork, { step, to }: RunCommandOf<'advance'>): JobOutcome {
  const { job, run, about } = atWork;
  if (!job.steps.includes(step)) {
    return refuse('JOB_STEP_UNKNOWN');
  }
  if (to.kind === 'open') {
    const { [step]: _open, ...others } = run.steps;
    return changeRun(atWork, { steps: others });
  }
  if (to.kind === 'waived' && !isReason(to.reason)) {
    return refuse('JOB_REASON_MISSING');
  }
  if (to.kind === 'done' && to.sessionId === null && !maySayByHand(step)) {
    return refuse('JOB_STEP_BY_SHEET');
  }
  return changeRun(atWork, { steps: { ...run.steps, [step]: { ...to, ...actOf(about) } } });
}

/** One point of the fleet's checklist (c2). The newest word on it counts; it stays when the unit is exchanged, as it says nothing of one. */
function tick(atWork: AtWork, { point, to }: RunCommandOf<'tick'>): JobOutcome {
  const { job, run, about } = atWork;
  if (point >= job.fields.checklist.length) {
    return refuse('JOB_POINT_UNKNOWN');
  }
  if (to.kind === 'waived' && !isReason(to.reason)) {
    return refuse('JOB_REASON_MISSING');
  }
  const others = run.points.filter((one) => one.point !== point);
  return changeRun(atWork, {
    points: to.kind === 'open' ? others : [...others, { ...to, point, ...actOf(about) }].sort(byPoint),
  });
}

const byPoint = (one: PointProgress, other: PointProgress): number => one.point - other.point;
