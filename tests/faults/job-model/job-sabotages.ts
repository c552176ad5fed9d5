import { holdAnyJob, storeJobs } from '#cloud/jobs/job-rows.ts';
import type { FeedRow } from '#core/domain/sync/changes.ts';
import { operation } from '#core/domain/sync/operation.ts';
import type { PushRequest } from '#core/domain/sync/push.ts';
import { verdictOfResult } from '#core/domain/sync/push.ts';
import { organizationId } from '#core/kernel/entity-ids.ts';
import type { CloudClient } from '#core/ports/cloud-client.ts';
import { type CloudWorld, organizationOf } from '../../station/testing/bench-world.ts';
import type { Behind } from './real-world.ts';

// Bad habits of a centre or of the wire (P41): each breaks one promise, and the series have to show it.

/** A finish that came too late is answered as if it had been taken. */
const saysThatAllIsTaken: Behind = (client) => ({
  ...client,
  async push(request, cancel) {
    const answer = await client.push(request, cancel);
    if (answer.kind !== 'pushed') {
      return answer;
    }
    const results = answer.response.results.map((result) => {
      const verdict = verdictOfResult(result);
      return verdict.verdict === 'conflict' ? { ...verdict, verdict: 'applied' as const, code: null } : result;
    });
    return { ...answer, response: { ...answer.response, results } };
  },
});

function changingRows(client: CloudClient, change: (row: FeedRow) => readonly FeedRow[]): CloudClient {
  return {
    ...client,
    async changes(cursor, cancel) {
      const answer = await client.changes(cursor, cancel);
      return answer.kind === 'changes'
        ? { ...answer, page: { ...answer.page, rows: answer.page.rows.flatMap(change) } }
        : answer;
    },
  };
}

/** Jobs that were recalled or ended stay where they were. */
export const takesNothingBack: Behind = (client) =>
  changingRows(client, (row) => (row.kind === 'removed' && row.of === 'job' ? [] : [row]));

/** Every fleet seems to let the workshop depart from what it prescribes. */
const unlocksEverything: Behind = (client) =>
  changingRows(client, (row) =>
    row.kind === 'trust' ? [{ ...row, value: { ...row.value, overrideAllowed: true } }] : [row],
  );

/** Whoever has begun a job that was recalled meanwhile gets it after all. */
const takesStartsOfRecalledJobs: Behind = (client, world) => ({
  ...client,
  async push(request, cancel) {
    await assignAgain(world, request);
    return client.push(request, cancel);
  },
});

async function assignAgain({ database }: Pick<CloudWorld, 'database'>, { operations }: PushRequest): Promise<void> {
  const started = operations.flatMap((pushed) => {
    const one = operation.safeParse(pushed).data;
    return one?.kind === 'job.act' && one.payload.command.act === 'start' ? [one.payload.jobId] : [];
  });
  await database.asSystem('administration').transact(async (transaction) => {
    for (const id of started) {
      const job = await holdAnyJob(transaction, id);
      if (job?.status === 'pending') {
        const partner = { id: organizationId.parse(organizationOf('hansen')), name: 'Hansen Trailer Service' };
        await storeJobs(transaction, [{ ...job, status: 'assigned', partner }]);
      }
    }
  });
}

/** What a bench was told is kept does not leave it, and nobody hears of it again. */
const swallowsFinishes: Behind = (client) => ({
  ...client,
  async push(request, cancel) {
    const isFinish = (pushed: PushRequest['operations'][number]): boolean => {
      const one = operation.safeParse(pushed).data;
      return one?.kind === 'job.act' && ['succeed', 'fail'].includes(one.payload.command.act);
    };
    const kept = request.operations.filter((pushed) => !isFinish(pushed));
    const answer = await client.push({ ...request, operations: kept }, cancel);
    if (answer.kind !== 'pushed') {
      return answer;
    }
    const swallowed = request.operations.filter(isFinish).map(({ id }) => ({
      operationId: id,
      verdict: 'applied' as const,
      code: null,
      decidedAt: answer.response.serverTime,
      ownerEpoch: null,
      by: null,
    }));
    return { ...answer, response: { ...answer.response, results: [...answer.response.results, ...swallowed] } };
  },
});

export const jobSabotages: readonly (readonly [string, Behind])[] = [
  ['says of every late finish that it was taken', saysThatAllIsTaken],
  ['swallows finishes and says that they were taken', swallowsFinishes],
  ['leaves jobs at benches that have no business with them any more', takesNothingBack],
  ['lets everybody depart from what is locked', unlocksEverything],
  ['takes the start of a job that was recalled', takesStartsOfRecalledJobs],
];
