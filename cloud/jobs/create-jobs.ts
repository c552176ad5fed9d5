import type { JobCode } from '#core/domain/codes.ts';
import { type Job, job } from '#core/domain/jobs/job.ts';
import type { JobChange, JobsImported, NewJob } from '#core/domain/jobs/job-exchange.ts';
import { judgeJobFields } from '#core/domain/jobs/judge-job-fields.ts';
import { standingOf } from '#core/domain/organizations/trust.ts';
import { fileActs } from '../audit/organization-log.ts';
import type { PushParts } from '../push/push-parts.ts';
import { loadOrganizations, loadTrustsWith } from '../registry/load.ts';
import { personMay } from '../registry/person-may.ts';
import { atJobDesk, type JobCall, type JobDesk, jobAct } from './job-desk.ts';
import { storeJobs, takeNumbers } from './job-rows.ts';
import { type KnownThings, knownThings, unknownIn } from './known-things.ts';

/** Writes one new job of the calling organization; with a partner it is assigned at once (JOB-2). */
export async function createJob(parts: PushParts, call: JobCall, asked: NewJob): Promise<unknown> {
  const work = async (desk: JobDesk): Promise<JobChange> => {
    const made = await makeJobs(desk, [asked]);
    const [first] = made.kind === 'made' ? made.jobs : [];
    if (first === undefined) {
      const code = made.kind === 'refused' ? made.code : 'JOB_EMPTY';
      await fileActs(desk.transaction, [jobAct(desk, { action: 'job.created', code, jobs: [], source: 'job' })]);
      return { kind: 'refused', code, current: null };
    }
    await storeJobs(desk.transaction, [first]);
    await fileActs(desk.transaction, [
      jobAct(desk, { action: 'job.created', code: null, jobs: [first], source: `job ${first.id}` }),
    ]);
    return { kind: 'done', job: first };
  };
  return (await atJobDesk(parts, call, { body: { create: asked }, work })) ?? keyUsed;
}

export const keyUsed = { kind: 'refused', code: 'JOB_KEY_USED' satisfies JobCode, current: null } as const;

export interface ImportedFile {
  readonly name: string;
  /** SHA-256 of its bytes, hex: the trail says which file it was (JOB-4). */
  readonly sha256: string;
}

/** Writes all of the jobs or none (JOB-4), as one line of the trail that names the file, where there was one. */
export async function importJobs(
  parts: PushParts,
  call: JobCall,
  { jobs, source }: { readonly jobs: readonly NewJob[]; readonly source: ImportedFile | null },
): Promise<unknown> {
  const work = async (desk: JobDesk): Promise<JobsImported> => {
    const made = await makeJobs(desk, jobs);
    const code = made.kind === 'refused' ? made.code : null;
    const all = made.kind === 'made' ? made.jobs : [];
    await storeJobs(desk.transaction, all);
    const told =
      source === null
        ? { action: 'jobs.repeated', source: `${jobs.length} jobs` }
        : { action: 'jobs.imported', source: `${jobs.length} jobs of ${source.name}, sha256 ${source.sha256}` };
    await fileActs(desk.transaction, [jobAct(desk, { ...told, code, jobs: all })]);
    return made.kind === 'refused'
      ? { kind: 'refused', code: made.code, place: made.place }
      : { kind: 'imported', jobs: all.map(({ id }) => id), assigned: all.filter(isAssigned).length };
  };
  const answer = await atJobDesk(parts, call, { body: { import: jobs, source }, work });
  return answer ?? { kind: 'refused', code: 'JOB_KEY_USED' satisfies JobCode, place: null };
}

const isAssigned = ({ status }: Job) => status === 'assigned';

type MadeJobs =
  | { readonly kind: 'made'; readonly jobs: readonly Job[] }
  | { readonly kind: 'refused'; readonly code: JobCode; readonly place: number | null };

/** Judges all that is asked, then gives numbers: what is refused uses none up. */
async function makeJobs(desk: JobDesk, asked: readonly NewJob[]): Promise<MadeJobs> {
  const { transaction, station, actor } = desk;
  const { organizationId } = station;
  if (!(await personMay(transaction, { organizationId, actor, right: 'jobs' }))) {
    return { kind: 'refused', code: 'JOB_NOT_ALLOWED', place: null };
  }
  const partners = await trustedPartners(desk);
  const known = await knownThings(
    desk,
    asked.map(({ fields }) => fields),
  );
  const judged = asked.map((one) => judgeNew(one, { partners, known }));
  const place = judged.findIndex(({ kind }) => kind === 'refused');
  const refused = judged[place];
  if (refused?.kind === 'refused') {
    return { kind: 'refused', code: refused.code, place };
  }
  const first = await takeNumbers(transaction, { organizationId, count: asked.length });
  const jobs = judged.flatMap((one, index) =>
    one.kind === 'fit' ? [jobOf(desk, { ...one, number: first + index })] : [],
  );
  return { kind: 'made', jobs };
}

type Partners = ReadonlyMap<string, NonNullable<Job['partner']>>;

async function trustedPartners({ transaction, station, now }: JobDesk): Promise<Partners> {
  const trusts = await loadTrustsWith(transaction, station.organizationId);
  const ids = trusts
    .filter((trust) => trust.customerId === station.organizationId && standingOf(trust, now).kind === 'active')
    .map(({ partnerId }) => partnerId);
  const organizations = await loadOrganizations(transaction, ids);
  return new Map([...organizations.values()].map(({ id, name }) => [id, { id, name }]));
}

interface FitJob {
  readonly kind: 'fit';
  readonly asked: NewJob;
  readonly fields: Job['fields'];
  readonly partner: Job['partner'];
}

function judgeNew(
  asked: NewJob,
  { partners, known }: { readonly partners: Partners; readonly known: KnownThings },
): FitJob | { readonly kind: 'refused'; readonly code: JobCode } {
  const judged = judgeJobFields(asked.kind, asked.fields);
  if (judged.kind === 'unfit') {
    return { kind: 'refused', code: judged.faults[0]?.code ?? 'JOB_EMPTY' };
  }
  const unknown = unknownIn(judged.fields, known);
  if (unknown !== null) {
    return { kind: 'refused', code: unknown };
  }
  const partner = asked.partnerId === null ? null : (partners.get(asked.partnerId) ?? null);
  return asked.partnerId !== null && partner === null
    ? { kind: 'refused', code: 'JOB_NO_TRUST' }
    : { kind: 'fit', asked, fields: judged.fields, partner };
}

function jobOf(desk: JobDesk, { asked, fields, partner, number }: FitJob & { readonly number: number }): Job {
  const { now } = desk;
  return job.parse({
    id: desk.nextId(),
    number,
    organizationId: desk.station.organizationId,
    kind: asked.kind,
    version: 1,
    status: partner === null ? 'pending' : 'assigned',
    fields,
    steps: asked.steps,
    partner,
    technician: null,
    templateId: asked.templateId,
    repeats: asked.repeats,
    createdAt: now,
    createdBy: desk.actor.name,
    changedAt: now,
    assignedAt: partner === null ? null : now,
    run: null,
    end: null,
  });
}
