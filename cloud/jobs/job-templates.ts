import type { JobCode } from '#core/domain/codes.ts';
import {
  type JobTemplate,
  type JobTemplateChange,
  type JobTemplateDraft,
  jobTemplate,
} from '#core/domain/jobs/job-exchange.ts';
import { judgeJobFields } from '#core/domain/jobs/judge-job-fields.ts';
import type { JobTemplateId } from '#core/kernel/entity-ids.ts';
import { fileActs } from '../audit/organization-log.ts';
import { publish } from '../changes/publishing.ts';
import type { CloudTransaction } from '../database/tables.ts';
import type { PushParts } from '../push/push-parts.ts';
import { personMay } from '../registry/person-may.ts';
import { keyUsed } from './create-jobs.ts';
import { atJobDesk, type JobCall, type JobDesk, jobAct } from './job-desk.ts';
import { knownThings, unknownIn } from './known-things.ts';

interface SeenTemplate {
  readonly id: JobTemplateId;
  /** 0 for a template that is to be new. */
  readonly expectedVersion: number;
}

/** Writes a template of the calling organization (JOB-3): compare-and-set on the version that was seen. */
export async function putJobTemplate(
  parts: PushParts,
  call: JobCall,
  asked: SeenTemplate & { readonly draft: JobTemplateDraft },
): Promise<unknown> {
  const work = async (desk: JobDesk): Promise<JobTemplateChange> => {
    const { before, code: against } = await mayChange(desk, asked);
    const code = against ?? (await faultIn(desk, asked.draft));
    if (code !== null) {
      return refuse(desk, { action: 'job-template.saved', code, before });
    }
    const template = jobTemplate.parse({
      ...asked.draft,
      id: asked.id,
      organizationId: desk.station.organizationId,
      version: asked.expectedVersion + 1,
      changedAt: desk.now,
      changedBy: desk.actor.name,
    });
    if (!(await storeJobTemplate(desk.transaction, template))) {
      return refuse(desk, { action: 'job-template.saved', code: 'JOB_UNKNOWN', before });
    }
    await note(desk, { action: 'job-template.saved', code: null, id: asked.id });
    return { kind: 'done', template };
  };
  return (await atJobDesk(parts, call, { body: { template: asked }, work })) ?? keyUsed;
}

/** Deletes it. Jobs that were made from it stay as they are. */
export async function removeJobTemplate(parts: PushParts, call: JobCall, asked: SeenTemplate): Promise<unknown> {
  const work = async (desk: JobDesk): Promise<JobTemplateChange> => {
    const { before, code } = await mayChange(desk, asked);
    if (code !== null || before === null) {
      return refuse(desk, { action: 'job-template.deleted', code: code ?? 'JOB_UNKNOWN', before });
    }
    await desk.transaction.deleteFrom('job_templates').where('id', '=', asked.id).execute();
    await publish(desk.transaction, [{ kind: 'job-template', keys: [asked.id] }]);
    await note(desk, { action: 'job-template.deleted', code: null, id: asked.id });
    return { kind: 'deleted' };
  };
  return (await atJobDesk(parts, call, { body: { removeTemplate: asked }, work })) ?? keyUsed;
}

export async function readJobTemplates(
  transaction: CloudTransaction,
  organizationId: string,
): Promise<readonly JobTemplate[]> {
  const rows = await transaction
    .selectFrom('job_templates')
    .select('document')
    .where('organization_id', '=', organizationId)
    .orderBy('id')
    .execute();
  return rows.map(({ document }) => jobTemplate.parse(document));
}

export async function loadJobTemplates(
  transaction: CloudTransaction,
  ids: readonly string[],
): Promise<readonly JobTemplate[]> {
  const rows = await transaction.selectFrom('job_templates').select('document').where('id', 'in', ids).execute();
  return rows.map(({ document }) => jobTemplate.parse(document));
}

async function mayChange(
  desk: JobDesk,
  { id, expectedVersion }: SeenTemplate,
): Promise<{ readonly before: JobTemplate | null; readonly code: JobCode | null }> {
  const { transaction, station, actor } = desk;
  const { organizationId } = station;
  const row = await transaction
    .selectFrom('job_templates')
    .select(['organization_id', 'document'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  const before = row?.organization_id === organizationId ? jobTemplate.parse(row.document) : null;
  if (!(await personMay(transaction, { organizationId, actor, right: 'jobs' }))) {
    return { before, code: 'JOB_NOT_ALLOWED' };
  }
  if (row !== undefined && before === null) {
    return { before, code: 'JOB_UNKNOWN' };
  }
  return { before, code: (before?.version ?? 0) === expectedVersion ? null : 'JOB_CHANGED' };
}

/** A template may leave everything open, which a job may not. */
async function faultIn(desk: JobDesk, { kind, fields }: JobTemplateDraft): Promise<JobCode | null> {
  const judged = judgeJobFields(kind, fields);
  const fault = judged.kind === 'unfit' ? judged.faults.find(({ code }) => code !== 'JOB_EMPTY') : undefined;
  return fault?.code ?? unknownIn(fields, await knownThings(desk, [fields]));
}

/** Writes it and tells its organization. False: the id is another organization's, whose row is not to be seen from here. */
export async function storeJobTemplate(transaction: CloudTransaction, template: JobTemplate): Promise<boolean> {
  const { id, organizationId, version } = template;
  const changed = { version, document: JSON.stringify(template) };
  if (version > 1) {
    await transaction.updateTable('job_templates').set(changed).where('id', '=', id).execute();
  } else {
    const { numInsertedOrUpdatedRows = 0n } = await transaction
      .insertInto('job_templates')
      .values({ id, organization_id: organizationId, ...changed })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 0n) {
      return false;
    }
  }
  await publish(transaction, [{ kind: 'job-template', keys: [id] }]);
  return true;
}

async function refuse(
  desk: JobDesk,
  { action, code, before }: { readonly action: string; readonly code: JobCode; readonly before: JobTemplate | null },
): Promise<JobTemplateChange> {
  await note(desk, { action, code, id: before?.id ?? null });
  return { kind: 'refused', code, current: before };
}

async function note(
  desk: JobDesk,
  { action, code, id }: { readonly action: string; readonly code: JobCode | null; readonly id: string | null },
): Promise<void> {
  const source = id === null ? 'job-template' : `job-template ${id}`;
  await fileActs(desk.transaction, [jobAct(desk, { action, code, jobs: [], source })]);
}
