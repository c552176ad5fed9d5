import { z } from 'zod';
import { jobStep } from '#core/domain/jobs/job.ts';
import { blankJobFields, type JobFields, jobKind } from '#core/domain/jobs/job-fields.ts';
import { jobId, jobTemplateId, organizationId } from '#core/kernel/entity-ids.ts';
import { readKept } from '../../../station/read-kept.ts';
import type { JobDraft } from './job-draft.ts';

/** Fields as they are typed: judged by nobody yet, so only their shape is sure. */
const typedFields = z.custom<JobFields>(
  (value) =>
    isRecord(value) &&
    Object.keys(value).length === Object.keys(blankJobFields).length &&
    Object.entries(blankJobFields).every(([name, blank]) => hasShape(blank, value[name])),
);
const draft = z.strictObject({
  kind: jobKind,
  fields: typedFields,
  steps: z.array(jobStep).readonly(),
  stepsChosen: z.boolean(),
});

const begunForm = z.strictObject({
  /** What it began with, and what stands in it. */
  start: draft,
  draft,
  /** Of a job or template that is edited: the one that it was begun from. */
  version: z.number().int().nonnegative(),
  /** Of a template. */
  startName: z.string(),
  name: z.string(),
  partnerId: organizationId.nullable(),
  templateId: jobTemplateId.nullable(),
  repeats: jobId.nullable(),
});

/** A form that was begun. */
export type BegunForm = Readonly<z.infer<typeof begunForm>>;

/** A form in which nobody has typed yet. */
export function begunWith(start: JobDraft, known: Partial<Omit<BegunForm, 'start' | 'draft'>> = {}): BegunForm {
  return {
    start,
    draft: start,
    version: 0,
    startName: '',
    name: '',
    partnerId: null,
    templateId: null,
    repeats: null,
    ...known,
  };
}

export function readBegunForm(text: string | null): BegunForm | null {
  return readKept(begunForm, text);
}

function hasShape(blank: JobFields[keyof JobFields], value: unknown): boolean {
  if (Array.isArray(blank)) {
    return Array.isArray(value) && value.every((one) => typeof one === 'string');
  }
  return blank === null
    ? value === null || typeof value === 'string'
    : isRecord(value) && Object.values(value).every((one) => typeof one === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
