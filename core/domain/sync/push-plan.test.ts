import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterAnswer,
  afterFault,
  afterGap,
  blockUnit,
  freshPlan,
  holdUnit,
  leavesGap,
  nextPushes,
  type PushPlan,
  releaseUnit,
  tryAllAgain,
} from './push-plan.ts';

const shapeOf = (plan: PushPlan, atMs: number) => nextPushes(plan, atMs)[0];
const moment = { atMs: 1_000, random: 0.5 };
const held = { ...moment, why: 'held' as const };

/** A queue and a cloud that answers a fault to every request with something bad in it. */
interface World {
  readonly queue: { readonly unit: string; readonly bad: boolean }[];
  audit: number;
  readonly auditIsBad: boolean;
}

/** What a request of the next shape that is not empty would carry. */
function collect(world: World, plan: PushPlan, atMs: number) {
  for (const shape of nextPushes(plan, atMs)) {
    const hasAudit = shape.audit !== 'held-back' && world.audit > 0;
    const operations =
      hasAudit && shape.audit === 'before-operations'
        ? []
        : world.queue.filter(({ unit }) => !shape.exceptUnits.includes(unit)).slice(0, shape.operationsAtMost);
    if (operations.length > 0 || hasAudit) {
      return { operations, hasAudit };
    }
  }
  return null;
}

/** One request as the engine makes it. */
function request(world: World, plan: PushPlan, atMs: number) {
  const batch = collect(world, plan, atMs);
  if (batch === null) {
    return { kind: 'nothing' as const, plan };
  }
  const { operations, hasAudit } = batch;
  const contents = { units: operations.map(({ unit }) => unit), hasAudit };
  if (operations.some(({ bad }) => bad) || (hasAudit && world.auditIsBad)) {
    return afterFault(plan, contents, { atMs, random: 0.5 });
  }
  world.queue.splice(0, world.queue.length, ...world.queue.filter((one) => !operations.includes(one)));
  world.audit = hasAudit ? 0 : world.audit;
  return { kind: 'answered' as const, plan: afterAnswer(plan, contents) };
}

function drain(world: World, rounds: number): number {
  let plan = freshPlan;
  let requests = 0;
  for (let round = 0; round < rounds; round += 1) {
    const atMs = round * 300_000;
    for (let going = true; going; ) {
      const step = request(world, plan, atMs);
      plan = step.plan;
      requests += step.kind === 'nothing' ? 0 : 1;
      going = step.kind === 'answered' || step.kind === 'try-smaller';
    }
  }
  return requests;
}

const items = fc.array(fc.record({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'e'), bad: fc.boolean() }), {
  maxLength: 60,
});

describe('STA-3 P12 the push plan', () => {
  it('sends everything together while all is well', () => {
    expect(nextPushes(freshPlan, 0)).toEqual([{ operationsAtMost: 100, exceptUnits: [], audit: 'with-operations' }]);
  });

  it('separates operations from the audit trail first, then halves', () => {
    const first = afterFault(freshPlan, { units: ['a', 'b', 'c', 'd'], hasAudit: true }, moment);
    expect(first.kind).toBe('try-smaller');
    expect(shapeOf(first.plan, 1_000)).toMatchObject({ audit: 'before-operations', operationsAtMost: 100 });
    const second = afterFault(first.plan, { units: ['a', 'b', 'c', 'd'], hasAudit: false }, moment);
    expect(shapeOf(second.plan, 1_000)).toMatchObject({ operationsAtMost: 2 });
  });

  it('holds back the unit of a single operation that fails, longer each time, and no other', () => {
    const isTried = (plan: PushPlan, atMs: number) =>
      nextPushes(plan, atMs).some(({ exceptUnits }) => !exceptUnits.includes('a'));
    const once = afterFault(freshPlan, { units: ['a'], hasAudit: false }, moment).plan;
    expect(shapeOf(once, 10 ** 9)?.exceptUnits).toEqual(['a']);
    expect([isTried(once, 1_499), isTried(once, 1_500)]).toEqual([false, true]);
    const twice = afterFault(once, { units: ['a'], hasAudit: false }, { atMs: 1_500, random: 0.5 }).plan;
    expect([isTried(twice, 2_499), isTried(twice, 2_500)]).toEqual([false, true]);
    expect(isTried(afterAnswer(twice, { units: ['a'], hasAudit: false }), 1_500)).toBe(true);
  });

  it('tries what failed again one at a time, longest waiting first, after all else', () => {
    let plan = blockUnit(freshPlan, 'a', held);
    plan = blockUnit(plan, 'b', { ...held, atMs: 900 });
    plan = afterFault(plan, { units: [], hasAudit: true }, { atMs: 950, random: 0.5 }).plan;
    expect(nextPushes(plan, 5_000)).toEqual([
      { operationsAtMost: 100, exceptUnits: ['a', 'b'], audit: 'held-back' },
      { operationsAtMost: 1, exceptUnits: ['a'], audit: 'held-back' },
      { operationsAtMost: 0, exceptUnits: ['a', 'b'], audit: 'before-operations' },
      { operationsAtMost: 1, exceptUnits: ['b'], audit: 'held-back' },
    ]);
  });

  it('pauses after three single items in a row, because then the cloud is ill and not the operation', () => {
    const one = afterFault(freshPlan, { units: ['a'], hasAudit: false }, moment);
    const two = afterFault(one.plan, { units: ['b'], hasAudit: false }, moment);
    const three = afterFault(two.plan, { units: ['c'], hasAudit: false }, moment);
    expect([one.kind, two.kind, three.kind]).toEqual(['try-smaller', 'try-smaller', 'pause']);
    const answered = afterAnswer(two.plan, { units: ['x'], hasAudit: false });
    expect(afterFault(answered, { units: ['c'], hasAudit: false }, moment).kind).toBe('try-smaller');
  });

  it('grows back to full size with success', () => {
    let plan: PushPlan = { ...freshPlan, operationsAtMost: 1, auditApart: true };
    for (let answers = 0; answers < 7; answers += 1) {
      plan = afterAnswer(plan, { units: ['a'], hasAudit: false });
    }
    expect(nextPushes(plan, 0)).toEqual([{ operationsAtMost: 100, exceptUnits: [], audit: 'with-operations' }]);
  });

  it('goes back to the front of the queue when the cloud misses what was passed over', () => {
    const faulted = afterFault(freshPlan, { units: ['a'], hasAudit: false }, moment).plan;
    expect(leavesGap(faulted)).toBe(true);
    expect(shapeOf(faulted, 10 ** 9)?.exceptUnits).toEqual(['a']);
    const strict = afterGap(faulted);
    expect(strict.kind).toBe('try-smaller');
    expect(leavesGap(strict.plan)).toBe(false);
    expect(shapeOf(strict.plan, 1_001)?.exceptUnits).toEqual([]);
    const again = afterFault(strict.plan, { units: ['a'], hasAudit: false }, moment);
    expect(again.kind).toBe('pause');
    expect(shapeOf(again.plan, 1_001)?.exceptUnits).toEqual(['a']);
    expect(leavesGap(blockUnit(freshPlan, 'b', held))).toBe(false);
  });

  it('tries everything at once when somebody asks, and treats the unit that somebody waits for as sound', () => {
    const both = blockUnit(blockUnit(freshPlan, 'a', held), 'b', held);
    const auditHeld = afterFault(both, { units: [], hasAudit: true }, moment).plan;
    expect(nextPushes(auditHeld, 1_001)).toHaveLength(1);
    expect(nextPushes(tryAllAgain(auditHeld), 1_001)).toHaveLength(4);
    expect(shapeOf(releaseUnit(auditHeld, 'a'), 1_001)?.exceptUnits).toEqual(['b']);
  });

  it('sends every operation that stands before no bad one of its unit, and the audit trail unless it is bad itself', () => {
    fc.assert(
      fc.property(items, fc.boolean(), (queue, auditIsBad) => {
        const world: World = { queue: [...queue], audit: 3, auditIsBad };
        const sick = new Set<string>();
        const stuck = queue.filter(({ unit, bad }) => {
          if (bad) {
            sick.add(unit);
          }
          return sick.has(unit);
        });
        const requests = drain(world, 60);
        expect(world.queue).toEqual(stuck);
        expect(world.audit).toBe(auditIsBad ? 3 : 0);
        expect(requests).toBeLessThan(60 * 12 + 200);
      }),
      { numRuns: 200 },
    );
  });
});

describe('STA-3 P12 a unit that the cloud holds back', () => {
  const holding = (seqs: readonly number[], plan: PushPlan = freshPlan, atMs = 1_000) =>
    holdUnit(plan, 'a', { atMs, random: 0.5, seqs });

  it('is passed over as far as the cloud has seen it, and no further', () => {
    expect(shapeOf(holding([22, 72]), 1_001)).toMatchObject({ exceptUnits: ['a'], beyond: { a: 72 } });
    expect(shapeOf(holding([122], holding([22, 72])), 1_001)).toMatchObject({ beyond: { a: 122 } });
  });

  it('waits no longer because more of it was seen, and longer when it was tried again', () => {
    const first = holding([22, 72]);
    const seen = holding([122], first, 1_200);
    expect({ ...seen.blockedUnits['a'], seenSeq: 72 }).toEqual(first.blockedUnits['a']);
    const tried = holding([22], seen, 9_000);
    expect(tried.blockedUnits['a']).toMatchObject({ failures: 2, seenSeq: 122 });
    expect(tried.blockedUnits['a']?.untilMs).toBeGreaterThan(9_000);
  });

  it('leaves the shape as it was where nobody is held', () => {
    expect(shapeOf(freshPlan, 0)).not.toHaveProperty('beyond');
  });
});
