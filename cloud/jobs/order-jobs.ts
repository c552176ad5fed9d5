import type { JobCode } from '#core/domain/codes.ts';
import { applyJobCommand } from '#core/domain/jobs/apply-job-command.ts';
import type { Job } from '#core/domain/jobs/job.ts';
import type { JobChange, JobOrder, JobsChange } from '#core/domain/jobs/job-exchange.ts';
import type { JobId } from '#core/kernel/entity-ids.ts';
import { fileActs, type LogAct } from '../audit/organization-log.ts';
import type { PushParts } from '../push/push-parts.ts';
import { keyUsed } from './create-jobs.ts';
import { atJobDesk, circumstancesOf, type JobCall, type JobDesk, jobAct } from './job-desk.ts';
import { deleteJob, holdJob, storeJobs } from './job-rows.ts';
import { knownThings, unknownIn } from './known-things.ts';

export interface OrderedJob {
  readonly id: JobId;
  /** The version that the person saw; another one by now is refused. */
  readonly expectedVersion: number;
  readonly order: JobOrder;
}

/** Carries out what a fleet, or a partner's supervisor, asks of one job. `core/domain/jobs/job-table.ts` says what they may. */
export async function orderJob(parts: PushParts, call: JobCall, asked: OrderedJob): Promise<unknown> {
  const work = async (desk: JobDesk): Promise<JobChange> => {
    const { change, act } = await carryOut(desk, asked);
    await fileActs(desk.transaction, [act]);
    return change;
  };
  return (await atJobDesk(parts, call, { body: { order: asked }, work })) ?? keyUsed;
}

/** The same for many, in one transaction. Each is judged by itself: what stands against one holds up no other. */
export async function orderJobs(parts: PushParts, call: JobCall, asked: readonly OrderedJob[]): Promise<unknown> {
  const work = async (desk: JobDesk): Promise<JobsChange> => {
    const done: { readonly id: JobId; readonly change: JobChange; readonly act: LogAct }[] = [];
    // In one order everywhere, so that two that change the same jobs do not wait for each other in a circle.
    for (const one of [...asked].sort((left, right) => (left.id < right.id ? -1 : 1))) {
      done.push({ id: one.id, ...(await carryOut(desk, one)) });
    }
    await fileActs(
      desk.transaction,
      done.map(({ act }) => act),
    );
    return { kind: 'done', results: asked.flatMap(({ id }) => done.find((one) => one.id === id) ?? []).map(resultOf) };
  };
  // Of many jobs none in particular is shown.
  return (await atJobDesk(parts, call, { body: { orders: asked }, work })) ?? { kind: 'refused', code: keyUsed.code };
}

const resultOf = ({ id, change }: { readonly id: JobId; readonly change: JobChange }) => ({ id, change });

interface CarriedOut {
  readonly change: JobChange;
  readonly act: LogAct;
}

async function carryOut(desk: JobDesk, { id, expectedVersion, order }: OrderedJob): Promise<CarriedOut> {
  const { transaction, station } = desk;
  const before = await holdJob(transaction, { id, askedBy: station.organizationId });
  const refuse = (code: JobCode): CarriedOut => ({
    change: { kind: 'refused', code, current: before },
    act: jobAct(desk, { action: actionOf(order), code, jobs: [before], source: `job ${id}` }),
  });
  if (before === null) {
    return refuse('JOB_UNKNOWN');
  }
  const misfit = await misfitOf(desk, before, order);
  if (before.version !== expectedVersion || misfit !== null) {
    return refuse(before.version === expectedVersion ? (misfit ?? 'JOB_UNKNOWN') : 'JOB_CHANGED');
  }
  const partnerId = order.act === 'assign' ? order.partnerId : undefined;
  const outcome = applyJobCommand(before, order, await circumstancesOf(desk, before, partnerId));
  if (outcome.kind === 'refused') {
    return refuse(outcome.code);
  }
  const after = outcome.kind === 'changed' ? outcome.job : null;
  await (after === null ? deleteJob(transaction, id) : storeJobs(transaction, [after]));
  return {
    change: after === null ? { kind: 'deleted' } : { kind: 'done', job: after },
    act: jobAct(desk, { action: actionOf(order), code: null, jobs: [before, after], source: `job ${id}` }),
  };
}

/** What only the registry can say against it. */
async function misfitOf(desk: JobDesk, job: Job, order: JobOrder): Promise<JobCode | null> {
  switch (order.act) {
    case 'edit':
      return job.organizationId === desk.station.organizationId
        ? unknownIn(order.fields, await knownThings(desk, [order.fields]))
        : null;
    case 'name-technician':
      return order.technician === null || (await worksHere(desk, order.technician.personId))
        ? null
        : 'JOB_PERSON_UNKNOWN';
    case 'assign':
    case 'recall':
    case 'delete':
      return null;
  }
}

async function worksHere({ transaction, station }: JobDesk, personId: string): Promise<boolean> {
  const row = await transaction
    .selectFrom('people')
    .select('id')
    .where('id', '=', personId)
    .where('organization_id', '=', station.organizationId)
    .where('active', '=', true)
    .executeTakeFirst();
  return row !== undefined;
}

function actionOf({ act }: JobOrder): string {
  const actions = {
    edit: 'job.edited',
    assign: 'job.assigned',
    recall: 'job.recalled',
    delete: 'job.deleted',
    'name-technician': 'job.technician-named',
  } as const;
  return actions[act];
}
