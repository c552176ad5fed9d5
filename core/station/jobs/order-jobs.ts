import type { JobOrderResult, JobOrdersResult } from '../../contract/station/jobs.ts';
import type { JobChange, JobOrder, JobsChange, NewJob } from '../../domain/jobs/job-exchange.ts';
import { jobName } from '../../domain/jobs/job-name.ts';
import { rightOfParty } from '../../domain/jobs/job-table.ts';
import type { CloudFailure } from '../../ports/cloud-client.ts';
import type { OrderedJob } from '../../ports/cloud-jobs.ts';
import { settleAtCentre } from '../partners/settle-at-centre.ts';
import { operationActor, type Principal } from '../principal.ts';
import type { StationContext } from '../station-context.ts';
import { standingJob } from './job-book.ts';
import { partiesOnJob, rightsHeld } from './parties-on-job.ts';
import { takeJobChange } from './take-settled.ts';

/** What fleets and supervisors order of jobs (JOB-2): the centre decides; the station asks, takes what became of it, and writes down who asked. */
export async function createJob(
  context: StationContext,
  principal: Principal,
  { requestId, job }: { readonly requestId: string; readonly job: NewJob },
): Promise<JobOrderResult> {
  const answer = await context.cloudJobs.create({ requestId, actor: operationActor(principal), ...job });
  return settleAtCentre(context, principal, {
    answer,
    action: 'job.created',
    topic: 'jobs',
    about: aboutAnswer(answer, {
      kind: job.kind,
      ...(job.partnerId === null ? {} : { partner: context.store.organization(job.partnerId)?.name ?? job.partnerId }),
    }),
    take: (write, change) => takeJobChange(write, change, null),
  });
}

export async function orderJob(
  context: StationContext,
  principal: Principal,
  { requestId, ...asked }: OrderedJob & { readonly requestId: string },
): Promise<JobOrderResult> {
  const answer = mayOrder(context, principal, asked)
    ? await context.cloudJobs.order({ requestId, actor: operationActor(principal), ...asked })
    : refusedHere;
  return settleAtCentre(context, principal, {
    answer,
    action: actionOf(asked.order),
    topic: 'jobs',
    about: { job: asked.id, ...aboutAnswer(answer, aboutOrder(context, asked)) },
    take: (write, change) => takeJobChange(write, change, asked.id),
  });
}

/** One line of the trail for all of them; the centre's has each. */
export async function orderJobs(
  context: StationContext,
  principal: Principal,
  { requestId, jobs }: { readonly requestId: string; readonly jobs: OrderedJob[] },
): Promise<JobOrdersResult> {
  const answer: JobsChange | CloudFailure = jobs.every((asked) => mayOrder(context, principal, asked))
    ? await context.cloudJobs.orderMany({ requestId, actor: operationActor(principal), jobs })
    : { kind: 'refused', code: refusedHere.code };
  const results = answer.kind === 'done' ? answer.results : [];
  const refused = results.filter(({ change }) => change.kind === 'refused').length;
  return settleAtCentre(context, principal, {
    answer,
    action: 'jobs.ordered',
    topic: 'jobs',
    about: {
      act: [...new Set(jobs.map(({ order }) => order.act))].join(', '),
      jobs: String(jobs.length),
      ...(answer.kind === 'done' ? { refused: String(refused) } : {}),
    },
    take: (write) => {
      for (const { id, change } of results) {
        takeJobChange(write, change, id);
      }
    },
  });
}

const refusedHere = { kind: 'refused', code: 'JOB_NOT_ALLOWED', current: null } as const satisfies JobChange;

/**
 * Whether whoever asks is the party that gives such orders. In which state a job takes them is for the centre to say: the copy here may be
 * behind. A job that is not here may be new; then the right alone is asked for.
 */
function mayOrder(context: StationContext, principal: Principal, { id, order }: OrderedJob): boolean {
  const party = order.act === 'name-technician' ? 'dispatcher' : 'fleet';
  const standing = standingJob(context, id);
  return standing === null
    ? rightsHeld(principal).has(rightOfParty[party])
    : partiesOnJob(context, principal, standing.job).has(party);
}

function aboutOrder({ store }: StationContext, { order }: OrderedJob): Record<string, string> {
  switch (order.act) {
    case 'assign':
      return { partner: store.organization(order.partnerId)?.name ?? order.partnerId };
    case 'name-technician':
      return {
        ...(order.technician === null ? {} : { person: order.technician.name }),
        ...(order.reason === null ? {} : { reason: order.reason }),
      };
    case 'edit':
    case 'recall':
    case 'delete':
      return {};
  }
}

/** With the job's number, where the answer tells it. */
function aboutAnswer(answer: JobChange | CloudFailure, about: Record<string, string>): Record<string, string> {
  const job = answer.kind === 'done' ? answer.job : answer.kind === 'refused' ? answer.current : null;
  return job === null ? about : { number: jobName(job.number), ...about };
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
