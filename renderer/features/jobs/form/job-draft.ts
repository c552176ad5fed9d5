import type { Job, JobStep } from '#core/domain/jobs/job.ts';
import type { JobTemplate } from '#core/domain/jobs/job-exchange.ts';
import {
  blankJobFields,
  type JobFieldName,
  type JobFields,
  type JobKind,
  jobFieldTable,
  type MaintenanceTask,
} from '#core/domain/jobs/job-fields.ts';
import { overlayFields } from '#core/domain/jobs/judge-job-fields.ts';

/** What stands in the form of a job or a template: words as they are typed, not yet trimmed or judged. */
export interface JobDraft {
  readonly kind: JobKind;
  readonly fields: JobFields;
  readonly steps: readonly JobStep[];
  /** Whether somebody chose the steps; until then they follow the kind and the task. */
  readonly stepsChosen: boolean;
}

export function newDraft(kind: JobKind): JobDraft {
  return { kind, fields: blankJobFields, steps: usualSteps(kind, null), stepsChosen: false };
}

/** What a job, or a template, says, to go on writing from. */
export function draftOf({ kind, fields, steps }: Pick<Job | JobTemplate, 'kind' | 'fields' | 'steps'>): JobDraft {
  return { kind, fields, steps, stepsChosen: true };
}

/** What most jobs of this kind ask for. */
export function usualSteps(kind: JobKind, task: MaintenanceTask | null): readonly JobStep[] {
  if (kind === 'installation' || task === 'swap') {
    return ['owner', 'configure', 'inspect', 'pair'];
  }
  return task === 'removal' ? [] : ['inspect'];
}

/** The draft with this in a field. */
export function withField<Name extends JobFieldName>(draft: JobDraft, name: Name, value: JobFields[Name]): JobDraft {
  const fields = { ...draft.fields, [name]: value };
  return followSteps({ ...draft, fields });
}

/** Another kind: what the other one does not have goes out of the form, because nobody would see it any more. */
export function withKind(draft: JobDraft, kind: JobKind): JobDraft {
  const foreign = jobFieldTable.filter(({ kinds }) => !kinds.includes(kind)).map(({ name }) => [name, null]);
  return followSteps({ ...draft, kind, fields: { ...draft.fields, ...Object.fromEntries(foreign) } });
}

/** A template fills what is still blank: what was typed stays. */
export function withTemplate(draft: JobDraft, template: JobTemplate): JobDraft {
  const typed = withKind(draft, template.kind);
  return {
    ...typed,
    fields: overlayFields(template.fields, spoken(typed.fields)),
    steps: draft.stepsChosen ? draft.steps : template.steps,
    stepsChosen: true,
  };
}

function followSteps(draft: JobDraft): JobDraft {
  return draft.stepsChosen ? draft : { ...draft, steps: usualSteps(draft.kind, draft.fields.task) };
}

/** The fields as they are sent: trimmed, what holds no word is blank, and no value or point of the list is empty. */
export function spoken(fields: JobFields): JobFields {
  const trimmed = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.trim() || null : value,
  ]);
  const checklist = fields.checklist.map((point) => point.trim()).filter((point) => point !== '');
  const values = Object.fromEntries(Object.entries(fields.values).filter(([, value]) => value.trim() !== ''));
  // Each value is of the type that its field had before.
  return { ...(Object.fromEntries(trimmed) as JobFields), checklist, values };
}

/** Longest text of a field, as core's schema has it. */
export function longestOf(name: JobFieldName): number {
  switch (name) {
    case 'symptom':
    case 'instructions':
      return 4_000;
    case 'unitSerial':
    case 'oldUnitSerial':
      return 40;
    default:
      return 80;
  }
}

/** Fields in which two drafts differ. */
export function differentFields(one: JobFields, other: JobFields): readonly JobFieldName[] {
  return jobFieldTable
    .map(({ name }) => name)
    .filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
}

/**
 * Mine put on top of what somebody else saved meanwhile: what I changed since `base` stays as I have it, everything else is theirs.
 */
export function mergeDrafts(base: JobDraft, mine: JobDraft, theirs: JobDraft): JobDraft {
  const changed = differentFields(base.fields, mine.fields).map((name) => [name, mine.fields[name]]);
  const haveSteps = JSON.stringify(base.steps) !== JSON.stringify(mine.steps);
  return {
    ...theirs,
    // Each value is of the type that its field had before.
    fields: { ...theirs.fields, ...(Object.fromEntries(changed) as Partial<JobFields>) },
    steps: haveSteps ? mine.steps : theirs.steps,
  };
}
