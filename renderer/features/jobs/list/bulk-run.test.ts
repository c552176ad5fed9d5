import { describe, expect, it } from 'vitest';
import { type JobId, jobId, organizationId } from '#core/kernel/entity-ids.ts';
import { type Answers, createAnsweringStation } from '../../../testing/answering-station.ts';
import { type BulkStep, type BulkWish, createBulkRun, orderOf, wayBack } from './bulk-run.ts';

const hansen = organizationId.parse('hansen');
const idOf = (index: number): JobId => jobId.parse(`job-${index}`);
const nobody = { partnerOf: () => null };

function stepsFor(count: number, wish: BulkWish): readonly BulkStep[] {
  return Array.from({ length: count }, (_none, index) => ({
    id: idOf(index),
    number: index,
    expectedVersion: 1,
    order: orderOf(wish),
  }));
}

let requests = 0;
const nextRequestId = () => `request-${++requests}`;
type Asked = { readonly requestId: string; readonly jobs: readonly { readonly id: JobId }[] };
const takeAll = ({ jobs }: Asked) => ({
  kind: 'done',
  results: jobs.map(({ id }) => ({ id, change: { kind: 'done', job: { version: 2 } } })),
});

function start(answers: Answers, steps: readonly BulkStep[], before: Parameters<typeof createBulkRun>[1] = nobody) {
  const station = createAnsweringStation(answers);
  const progress: number[] = [];
  const run = createBulkRun(steps, before, nextRequestId);
  return { station, progress, run, go: () => run.go(station.connection.client, (done) => progress.push(done)) };
}

describe('JOB-5 an act on many jobs', () => {
  it('asks in chunks of a thousand and tells how far it is', async () => {
    const { station, progress, go } = start({ 'jobs.orderMany': takeAll }, stepsFor(2_500, { act: 'recall' }));
    const { outcomes, stopped } = await go();
    expect(station.calls.map(({ input }) => (input as Asked).jobs.length)).toEqual([1_000, 1_000, 500]);
    expect(progress).toEqual([1_000, 2_000, 2_500]);
    expect([outcomes.size, stopped]).toEqual([2_500, null]);
  });

  it('stops where no answer comes, and goes on with the very same request', async () => {
    let isDown = true;
    const answer = (asked: Asked) =>
      asked.jobs.some(({ id }) => id === idOf(1_000)) && isDown
        ? { kind: 'not-answered', why: 'offline' }
        : takeAll(asked);
    const { station, go } = start({ 'jobs.orderMany': answer }, stepsFor(1_500, { act: 'delete' }));
    const first = await go();
    expect([first.stopped, first.outcomes.size]).toEqual(['offline', 1_000]);
    isDown = false;
    const second = await go();
    expect([second.stopped, second.outcomes.size]).toEqual([null, 1_500]);
    const [, lost, again] = station.calls;
    expect(again).toEqual(lost);
    expect(station.calls).toHaveLength(3);
  });

  it('knows what was done where asking broke without an answer, and goes on from there', async () => {
    let isBroken = true;
    const answer = (asked: Asked) => {
      if (isBroken && asked.jobs.some(({ id }) => id === idOf(1_000))) {
        throw new Error('the wire broke');
      }
      return takeAll(asked);
    };
    const { station, run, go } = start({ 'jobs.orderMany': answer }, stepsFor(1_001, { act: 'recall' }));
    await expect(go()).rejects.toThrow('the wire broke');
    expect(run.soFar()).toMatchObject({ stopped: 'trouble', outcomes: { size: 1_000 } });
    isBroken = false;
    expect((await go()).outcomes.size).toBe(1_001);
    expect(station.calls[2]).toEqual(station.calls[1]);
  });

  it('says of each job what became of it', async () => {
    const results = [
      { id: idOf(0), change: { kind: 'done', job: { version: 5 } } },
      { id: idOf(1), change: { kind: 'refused', code: 'JOB_CHANGED', current: null } },
    ];
    const { go } = start(
      { 'jobs.orderMany': () => ({ kind: 'done', results }) },
      stepsFor(2, { act: 'assign', partnerId: hansen }),
    );
    const done = await go();
    expect(done.outcomes.get(idOf(1))).toMatchObject({ kind: 'refused', code: 'JOB_CHANGED' });
    expect(wayBack(done)).toMatchObject([
      { id: idOf(0), expectedVersion: 5, order: { act: 'order', order: { act: 'recall' } } },
    ]);
  });

  it('refuses all of a chunk where the station may not ask', async () => {
    const { go } = start(
      { 'jobs.orderMany': () => ({ kind: 'refused', code: 'JOB_NOT_ALLOWED' }) },
      stepsFor(3, { act: 'delete' }),
    );
    expect([...(await go()).outcomes.values()]).toEqual(
      Array.from({ length: 3 }, () => ({ kind: 'refused', code: 'JOB_NOT_ALLOWED' })),
    );
  });
});

describe('JOB-5 the way back', () => {
  it('of a recall assigns to the partner that each job had', async () => {
    const before = { partnerOf: (id: JobId) => (id === idOf(0) ? hansen : null) };
    const { go } = start({ 'jobs.orderMany': takeAll }, stepsFor(2, { act: 'recall' }), before);
    expect(wayBack(await go())).toMatchObject([
      { id: idOf(0), order: { order: { act: 'assign', partnerId: hansen } } },
    ]);
  });

  it('of an edit puts back what stood there', async () => {
    const set = { servicePlace: 'Kiel' };
    const answer = () => ({
      kind: 'done',
      results: [{ id: idOf(0), change: { kind: 'done', job: { version: 3 } }, before: { servicePlace: 'Mainz' } }],
    });
    const { go } = start({ 'jobBulk.setFields': answer }, stepsFor(1, { act: 'edit', field: 'servicePlace', set }));
    expect(wayBack(await go())).toMatchObject([
      { expectedVersion: 3, order: { act: 'set', set: { servicePlace: 'Mainz' } } },
    ]);
  });

  it('of duplicates deletes the copies, and what was gone had none', async () => {
    const answer = () => ({ kind: 'done', copies: [jobId.parse('copy')], gone: [idOf(0)] });
    const { go } = start({ 'jobBulk.duplicate': answer }, stepsFor(2, { act: 'duplicate' }));
    const done = await go();
    expect(done.outcomes.get(idOf(0))).toEqual({ kind: 'refused', code: 'JOB_UNKNOWN' });
    expect(wayBack(done)).toMatchObject([{ id: 'copy', expectedVersion: 1, order: { order: { act: 'delete' } } }]);
  });

  it('there is none of what was deleted', async () => {
    const deleted = { kind: 'done', results: [{ id: idOf(0), change: { kind: 'deleted' } }] };
    const { go } = start({ 'jobs.orderMany': () => deleted }, stepsFor(1, { act: 'delete' }));
    const done = await go();
    expect(done.outcomes.get(idOf(0))?.kind).toBe('done');
    expect(wayBack(done)).toEqual([]);
  });
});
