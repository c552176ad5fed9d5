import { withBulkFields } from '../../domain/jobs/bulk-fields.ts';
import type { NewJob } from '../../domain/jobs/job-exchange.ts';
import type { JobId } from '../../kernel/entity-ids.ts';
import type { OrderedJob } from '../../ports/cloud-jobs.ts';
import { settleAtCentre } from '../partners/settle-at-centre.ts';
import { operationActor, type Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { isOnSide, standingJob } from './job-book.ts';
import { orderJobs } from './order-jobs.ts';

type Bulk = AreaProcedures<'jobBulk'>;
type SetFields = Parameters<Bulk['setFields']>[0];
type SetAnswer = Awaited<ReturnType<Bulk['setFields']>>;
type DuplicateAnswer = Awaited<ReturnType<Bulk['duplicate']>>;

/** Acts on many of our own jobs for which the copy is read first (JOB-5). The centre decides on each. */
export function jobBulkProcedures(context: StationContext): Bulk {
  const edits = createUnanswered<Edits>();
  const copies = createUnanswered<Copies>();
  return {
    async setFields(asked, { principal }) {
      const made = edits.of(asked, () => makeEdits(context, asked));
      const answer = await setFields(context, principal, { requestId: asked.requestId, made });
      edits.settle(answer.kind);
      return answer;
    },

    async duplicate(asked, { principal }) {
      const made = copies.of(asked, () => makeCopies(context, asked.ids));
      const answer = await duplicate(context, principal, { requestId: asked.requestId, made });
      copies.settle(answer.kind);
      return answer;
    },
  };
}

/**
 * What was asked of the centre last without an answer. Asked again under the same number it is exactly the same, whatever a pull brought
 * meanwhile, so that it is done once.
 */
function createUnanswered<Made>() {
  let last: { readonly wish: string; readonly made: Made } | null = null;
  return {
    of(asked: object, make: () => Made): Made {
      const wish = JSON.stringify(asked);
      last = last?.wish === wish ? last : { wish, made: make() };
      return last.made;
    },
    settle(kind: string): void {
      last = kind === 'not-answered' ? last : null;
    },
  };
}

interface Edits {
  readonly orders: OrderedJob[];
  readonly before: ReadonlyMap<JobId, ReturnType<typeof withBulkFields>['before']>;
  readonly ids: readonly JobId[];
}

function makeEdits(context: StationContext, { jobs }: SetFields): Edits {
  const known = jobs.flatMap(({ id, expectedVersion, set }) => {
    const job = ownJob(context, id);
    return job === null ? [] : [{ id, expectedVersion, steps: job.steps, ...withBulkFields(job.fields, set) }];
  });
  return {
    orders: known.map(({ id, expectedVersion, steps, fields }) => ({
      id,
      expectedVersion,
      order: { act: 'edit', fields, steps },
    })),
    before: new Map(known.map(({ id, before }) => [id, before])),
    ids: jobs.map(({ id }) => id),
  };
}

async function setFields(
  context: StationContext,
  principal: Principal,
  { requestId, made }: { readonly requestId: string; readonly made: Edits },
): Promise<SetAnswer> {
  const { orders, before, ids } = made;
  const answer =
    orders.length === 0
      ? ({ kind: 'done', results: [] } as const)
      : await orderJobs(context, principal, { requestId, jobs: orders });
  if (answer.kind !== 'done') {
    return answer;
  }
  const changes = new Map(answer.results.map(({ id, change }) => [id, change]));
  return {
    kind: 'done',
    results: ids.map((id) => ({
      id,
      change: changes.get(id) ?? { kind: 'refused', code: 'JOB_UNKNOWN', current: null },
      before: before.get(id) ?? null,
    })),
  };
}

interface Copies {
  readonly jobs: NewJob[];
  readonly from: readonly JobId[];
  readonly gone: JobId[];
}

/** Each is pending and says what the fleet wrote of the other; what a technician found or did belongs to the other alone. */
function makeCopies(context: StationContext, ids: readonly JobId[]): Copies {
  const known = ids.flatMap((id) => ownJob(context, id) ?? []);
  const from = known.map(({ id }) => id);
  return {
    jobs: known.map(({ id, kind, fields, steps, templateId }) => ({
      kind,
      fields,
      steps,
      templateId,
      partnerId: null,
      repeats: id,
    })),
    from,
    gone: ids.filter((id) => !from.includes(id)),
  };
}

async function duplicate(
  context: StationContext,
  principal: Principal,
  { requestId, made }: { readonly requestId: string; readonly made: Copies },
): Promise<DuplicateAnswer> {
  const { jobs, from, gone } = made;
  if (jobs.length === 0) {
    return { kind: 'done', copies: [], gone };
  }
  const taken = await context.cloudJobs.importMany({
    requestId,
    actor: operationActor(principal),
    jobs,
    source: null,
  });
  // The centre says `imported` of whatever came in one piece.
  const answer = taken.kind === 'imported' ? ({ ...taken, kind: 'done' } as const) : taken;
  const settled = settleAtCentre(context, principal, {
    answer,
    action: 'jobs.repeated',
    topic: 'jobs',
    about: { jobs: String(jobs.length) },
  });
  switch (settled.kind) {
    case 'done':
      // The copies stand in the list when the page is answered.
      await context.sync.runNow();
      return { kind: 'done', copies: settled.jobs, gone };
    case 'refused':
      return { kind: 'refused', code: settled.code, id: settled.place === null ? null : (from[settled.place] ?? null) };
    case 'not-answered':
      return settled;
  }
}

function ownJob(context: StationContext, id: JobId) {
  const standing = standingJob(context, id);
  return standing !== null && isOnSide(context, standing.job, 'fleet') ? standing.job : null;
}
