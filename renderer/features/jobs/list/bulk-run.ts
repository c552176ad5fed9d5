// What happens when an act on many jobs is carried out (JOB-5, ux rule 31): in chunks that the centre takes at once, each under a number of its
// own, with a result for every job and a way back where there is one. Knows no React, so that a test drives it.
import type { CentreTrouble } from '#core/contract/station/partners.ts';
import type { JobCode } from '#core/domain/codes.ts';
import type { BulkFieldName, BulkFields } from '#core/domain/jobs/bulk-fields.ts';
import { type JobOrder, mostJobsAtOnce } from '#core/domain/jobs/job-exchange.ts';
import { assertNever } from '#core/kernel/assert-never.ts';
import type { JobId, OrganizationId } from '#core/kernel/entity-ids.ts';
import type { StationClient } from '../../../station/connection.ts';

/** What is asked for a job. Each job has its own, because taking an act back is not the same for all. */
export type BulkOrder =
  | { readonly act: 'order'; readonly order: JobOrder }
  | { readonly act: 'set'; readonly set: BulkFields }
  | { readonly act: 'duplicate' };

export interface BulkStep {
  readonly id: JobId;
  /** For people: `J-1042`. */
  readonly number: number | null;
  readonly expectedVersion: number;
  readonly order: BulkOrder;
}

/** `back`: what would take it back. */
export type BulkOutcome =
  | { readonly kind: 'done'; readonly back: BulkStep | null }
  | { readonly kind: 'refused'; readonly code: JobCode };

export interface BulkResult {
  readonly steps: readonly BulkStep[];
  /** By job; one without is not known to have changed. */
  readonly outcomes: ReadonlyMap<JobId, BulkOutcome>;
  /** Why it stopped before its end; null where it did not. */
  readonly stopped: CentreTrouble | null;
}

/** What was before, for the way back. */
export interface BeforeBulk {
  readonly partnerOf: (id: JobId) => OrganizationId | null;
}

export interface BulkRun {
  /** Goes on from where it stopped; asks nothing twice. */
  go(client: StationClient, onProgress: (done: number) => void): Promise<BulkResult>;
  /** What is known where asking failed without any answer. */
  soFar(): BulkResult;
}

export function createBulkRun(steps: readonly BulkStep[], before: BeforeBulk, nextRequestId: () => string): BulkRun {
  const chunks = chunksOf(steps).map((chunk) => ({ chunk, requestId: nextRequestId() }));
  const outcomes = new Map<JobId, BulkOutcome>();
  let next = 0;
  return {
    soFar: () => ({ steps, outcomes, stopped: 'trouble' }),
    async go(client, onProgress) {
      for (; next < chunks.length; next += 1) {
        const one = chunks[next];
        const stopped = one === undefined ? null : await carryOut(client, one, { before, outcomes });
        if (stopped !== null) {
          return { steps, outcomes, stopped };
        }
        onProgress(Math.min((next + 1) * mostJobsAtOnce, steps.length));
      }
      return { steps, outcomes, stopped: null };
    },
  };
}

interface Chunk {
  readonly chunk: readonly BulkStep[];
  readonly requestId: string;
}

function chunksOf(steps: readonly BulkStep[]): readonly (readonly BulkStep[])[] {
  const count = Math.ceil(steps.length / mostJobsAtOnce);
  return Array.from({ length: count }, (_none, index) =>
    steps.slice(index * mostJobsAtOnce, (index + 1) * mostJobsAtOnce),
  );
}

interface Noting {
  readonly before: BeforeBulk;
  readonly outcomes: Map<JobId, BulkOutcome>;
}

/** All steps of a run are of one kind, because a person asks one thing at a time. */
async function carryOut(client: StationClient, one: Chunk, noting: Noting): Promise<CentreTrouble | null> {
  const kind = one.chunk[0]?.order.act ?? 'order';
  switch (kind) {
    case 'order':
      return orderChunk(client, one, noting);
    case 'set':
      return setChunk(client, one, noting);
    case 'duplicate':
      return duplicateChunk(client, one, noting);
    default:
      return assertNever(kind);
  }
}

async function orderChunk(
  client: StationClient,
  { chunk, requestId }: Chunk,
  { before, outcomes }: Noting,
): Promise<CentreTrouble | null> {
  const jobs = chunk.flatMap(({ id, expectedVersion, order }) =>
    order.act === 'order' ? [{ id, expectedVersion, order: order.order }] : [],
  );
  const answer = await client.jobs.orderMany({ requestId, jobs });
  if (answer.kind === 'not-answered' || answer.kind === 'refused') {
    return noteWhole(answer, chunk, outcomes);
  }
  const byId = new Map(chunk.map((step) => [step.id, step]));
  for (const { id, change } of answer.results) {
    const step = byId.get(id);
    if (change.kind === 'refused') {
      outcomes.set(id, change);
    } else if (step !== undefined) {
      const version = change.kind === 'done' ? change.job.version : null;
      outcomes.set(id, { kind: 'done', back: version === null ? null : backOfOrder(step, version, before) });
    }
  }
  return null;
}

function backOfOrder(step: BulkStep, version: number, { partnerOf }: BeforeBulk): BulkStep | null {
  const act = step.order.act === 'order' ? step.order.order.act : null;
  const partnerId = partnerOf(step.id);
  const back = (order: JobOrder): BulkStep => ({ ...step, expectedVersion: version, order: { act: 'order', order } });
  if (act === 'assign') {
    return back({ act: 'recall' });
  }
  return act === 'recall' && partnerId !== null ? back({ act: 'assign', partnerId }) : null;
}

async function setChunk(
  client: StationClient,
  { chunk, requestId }: Chunk,
  { outcomes }: Noting,
): Promise<CentreTrouble | null> {
  const jobs = chunk.flatMap(({ id, expectedVersion, order }) =>
    order.act === 'set' ? [{ id, expectedVersion, set: order.set }] : [],
  );
  const answer = await client.jobBulk.setFields({ requestId, jobs });
  if (answer.kind === 'not-answered' || answer.kind === 'refused') {
    return noteWhole(answer, chunk, outcomes);
  }
  const byId = new Map(chunk.map((step) => [step.id, step]));
  for (const { id, change, before } of answer.results) {
    const step = byId.get(id);
    if (change.kind === 'refused') {
      outcomes.set(id, change);
    } else if (step !== undefined && change.kind === 'done') {
      const set = before ?? {};
      outcomes.set(id, {
        kind: 'done',
        back: { ...step, expectedVersion: change.job.version, order: { act: 'set', set } },
      });
    }
  }
  return null;
}

async function duplicateChunk(
  client: StationClient,
  { chunk, requestId }: Chunk,
  { outcomes }: Noting,
): Promise<CentreTrouble | null> {
  const answer = await client.jobBulk.duplicate({ requestId, ids: chunk.map(({ id }) => id) });
  if (answer.kind === 'not-answered' || answer.kind === 'refused') {
    return noteWhole(answer, chunk, outcomes);
  }
  const gone = new Set(answer.gone);
  const repeated = chunk.filter(({ id }) => !gone.has(id));
  for (const { id } of chunk) {
    outcomes.set(id, { kind: 'refused', code: 'JOB_UNKNOWN' });
  }
  for (const [place, step] of repeated.entries()) {
    const copy = answer.copies[place];
    const remove = { act: 'order', order: { act: 'delete' } } as const;
    const back = copy === undefined ? null : { ...step, id: copy, expectedVersion: 1, order: remove };
    outcomes.set(step.id, { kind: 'done', back });
  }
  return null;
}

/** One answer to all of a chunk: the one that stands against it says why for the others too. Answers what stops the run. */
function noteWhole(
  answer:
    | { readonly kind: 'not-answered'; readonly why: CentreTrouble }
    | { readonly kind: 'refused'; readonly code: JobCode },
  chunk: readonly BulkStep[],
  outcomes: Map<JobId, BulkOutcome>,
): CentreTrouble | null {
  if (answer.kind === 'not-answered') {
    return answer.why;
  }
  for (const { id } of chunk) {
    outcomes.set(id, { kind: 'refused', code: answer.code });
  }
  return null;
}

/** What would take back all that was done. */
export function wayBack({ outcomes }: BulkResult): readonly BulkStep[] {
  return [...outcomes.values()].flatMap((outcome) =>
    outcome.kind === 'done' && outcome.back !== null ? [outcome.back] : [],
  );
}

/** What a person wants done with all of them. */
export type BulkWish =
  | { readonly act: 'assign'; readonly partnerId: OrganizationId }
  | { readonly act: 'edit'; readonly field: BulkFieldName; readonly set: BulkFields }
  | { readonly act: 'recall' | 'duplicate' | 'delete' };

export function orderOf(wish: BulkWish): BulkOrder {
  switch (wish.act) {
    case 'assign':
      return { act: 'order', order: { act: 'assign', partnerId: wish.partnerId } };
    case 'edit':
      return { act: 'set', set: wish.set };
    case 'duplicate':
      return { act: 'duplicate' };
    case 'recall':
      return { act: 'order', order: { act: 'recall' } };
    case 'delete':
      return { act: 'order', order: { act: 'delete' } };
  }
}
