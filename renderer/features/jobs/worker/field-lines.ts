import type { JobView } from '#core/contract/station/jobs.ts';
import type { Job, JobOverride } from '#core/domain/jobs/job.ts';
import {
  isBlank,
  type JobFieldEntry,
  type JobFieldGroup,
  type JobFieldName,
  jobFieldTable,
} from '#core/domain/jobs/job-fields.ts';

/**
 * What a job says of its vehicle, unit and configuration, as whoever works on it needs it: line by line with who said it and what can be done
 * about it (INST-4, ORG-5). No words and no layout.
 */
export interface FieldLine {
  /** A field of the job, or `values.` and the key of a prescribed value. */
  readonly key: string;
  readonly name: JobFieldName;
  readonly group: JobFieldGroup;
  /** What the job says, or what was found for a field that was left open; null while it is open. */
  readonly said: string | null;
  /** `prescribed`: locked, or departed from by `override` · `found`: by whoever works on it · `open`: to be found out. */
  readonly standing: 'prescribed' | 'found' | 'open';
  readonly override: JobOverride | null;
}

const valuePrefix = 'values.';
/** Groups whose fields are about the thing itself; the others order the work and are read, not filled. */
const thingGroups: readonly JobFieldGroup[] = ['vehicle', 'unit', 'configuration'];

/** Prescribed and found lines in the order of the form, then what is open. */
export function fieldLines(job: Job): readonly FieldLine[] {
  const lines = jobFieldTable.filter((entry) => isOfJob(job, entry)).flatMap((entry) => linesOf(job, entry));
  return [
    ...lines.filter(({ standing }) => standing !== 'open'),
    ...lines.filter(({ standing }) => standing === 'open'),
  ];
}

/** Fields that the fleet left blank and that a technician may fill; what was found already stays among them, to be corrected. */
export function fillableFields(job: Job): readonly JobFieldName[] {
  return jobFieldTable
    .filter((entry) => isOfJob(job, entry) && entry.fillable && isBlank(job.fields, entry.name))
    .map(({ name }) => name);
}

/** Whether this line can be departed from at all: an asset is chosen where unit and vehicle are paired, not here. */
export function mayDepart(line: FieldLine, view: Pick<JobView, 'overrideAllowed' | 'may'>): boolean {
  return (
    line.standing === 'prescribed' &&
    line.name !== 'assetId' &&
    view.overrideAllowed &&
    view.may.override?.kind === 'may'
  );
}

function isOfJob({ kind, fields }: Job, { kinds, group, name }: JobFieldEntry): boolean {
  const concernsSwap = name !== 'oldUnitSerial' || fields.task === 'swap' || !isBlank(fields, name);
  return kinds.includes(kind) && thingGroups.includes(group) && concernsSwap;
}

function linesOf(job: Job, { name, group, fillable }: JobFieldEntry): readonly FieldLine[] {
  const { fields, run } = job;
  const overrideOf = (key: string) => run?.overrides.find(({ field }) => field === key) ?? null;
  if (name === 'values') {
    return Object.entries(fields.values).map(([key, said]) => ({
      key: `${valuePrefix}${key}`,
      name,
      group,
      said,
      standing: 'prescribed',
      override: overrideOf(`${valuePrefix}${key}`),
    }));
  }
  const prescribed = textOf(fields[name]);
  if (prescribed !== null) {
    return [{ key: name, name, group, said: prescribed, standing: 'prescribed', override: overrideOf(name) }];
  }
  const found = run === null ? null : textOf(run.filled[name]);
  const line = { key: name, name, group, said: found, override: null } as const;
  return found === null && !fillable ? [] : [{ ...line, standing: found === null ? 'open' : 'found' }];
}

function textOf(value: Job['fields'][JobFieldName]): string | null {
  return typeof value === 'string' ? value : null;
}

/** The key of a prescribed value as the profile names it; null for every other line. */
export function valueKeyOf({ key }: Pick<FieldLine, 'key'>): string | null {
  return key.startsWith(valuePrefix) ? key.slice(valuePrefix.length) : null;
}
