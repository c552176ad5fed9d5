import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operationId } from '#core/kernel/entity-ids.ts';
import { createSyncBench, type SyncBench } from './sync-bench.ts';

const minuteMs = 60_000;
let bench: SyncBench;
beforeEach(() => {
  bench = createSyncBench();
});
afterEach(() => bench.dispose());

const effectIds = () => bench.cloud.effects.map(({ id }) => id);
const ids = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_none, index) => `operation-${first + index}`);

describe('OWN-11 verdicts', () => {
  it('makes a refusal and a lost race somebody’s task, and everything else done', async () => {
    bench.act(1, 4);
    bench.cloud.rulings.set('operation-1', { verdict: 'conflict', code: 'OWNER_OTHER' });
    bench.cloud.rulings.set('operation-2', { verdict: 'refused', code: 'TRUST_EXPIRED' });
    bench.cloud.rulings.set('operation-3', { verdict: 'noop', code: 'ALREADY_DONE' });
    bench.engine.start();
    await bench.clock.advance(0);
    expect(bench.engine.status()).toMatchObject({ pending: 0, needsYou: 2 });
    expect(bench.store.operation(operationId.parse('operation-1'))?.verdict).toMatchObject({ code: 'OWNER_OTHER' });
  });

  it('takes a refusal that is told again after a lost answer for the refusal that it is', async () => {
    bench.act(1, 2);
    bench.cloud.rulings.set('operation-1', { verdict: 'refused', code: 'TRUST_EXPIRED' });
    bench.cloud.plan.push('lost-answer');
    bench.engine.start();
    await bench.clock.advance(minuteMs);
    expect(bench.engine.status()).toMatchObject({ pending: 0, needsYou: 1 });
    expect(bench.applied.map(({ verdict }) => verdict)).toEqual(['refused', 'applied']);
    expect(bench.cloud.effects).toHaveLength(1);
  });

  it('stores a verdict together with what follows from it, or neither', async () => {
    await bench.dispose();
    let fails = true;
    bench = createSyncBench({
      applyVerdict: (write, record, verdict) => {
        write.setSetting(`applied.${record.operation.id}`, verdict.verdict);
        if (fails && record.operation.id === 'operation-2') {
          throw new Error('a bug in a use case');
        }
      },
    });
    bench.act(1, 3);
    bench.engine.start();
    await bench.clock.advance(0);
    expect(bench.store.setting('applied.operation-1')).toBe('applied');
    expect(bench.store.setting('applied.operation-2')).toBeNull();
    expect(bench.store.operation(operationId.parse('operation-2'))?.verdict).toBeNull();
    expect(bench.store.setting('applied.operation-3')).toBe('applied');
    fails = false;
    await bench.clock.advance(5 * minuteMs);
    expect(bench.store.setting('applied.operation-2')).toBe('applied');
    expect(bench.cloud.effects).toHaveLength(3);
  });

  it('tells listeners after the verdict is stored, and survives one that fails', async () => {
    const heard: string[] = [];
    bench.engine.onVerdict(() => {
      throw new Error('a page that went away');
    });
    bench.engine.onVerdict(({ operation, verdict }) => {
      expect(bench.store.operation(operation.id)?.verdict).toEqual(verdict);
      heard.push(operation.id);
    });
    bench.act(1, 2);
    bench.engine.start();
    await bench.clock.advance(0);
    expect(heard).toEqual(ids(1, 2));
  });
});

describe('OWN-10 a technician waits for the verdict of one operation', () => {
  const second = operationId.parse('operation-2');

  it('gets it, after everything before it was sent', async () => {
    bench.engine.start();
    await bench.clock.advance(0);
    bench.act(1, 2);
    expect(await bench.engine.pushOperation(second)).toMatchObject({ verdict: 'applied' });
    expect(effectIds()).toEqual(ids(1, 2));
    expect(await bench.engine.pushOperation(second)).toMatchObject({ verdict: 'applied' });
  });

  it('is told at once that there is no answer while offline, and the verdict arrives later', async () => {
    bench.cloud.normal = 'no-network';
    bench.engine.start();
    await bench.clock.advance(0);
    bench.act(1, 2);
    expect(await bench.engine.pushOperation(second)).toBe('no-answer');
    bench.cloud.normal = 'none';
    await bench.clock.advance(minuteMs);
    expect(effectIds()).toEqual(ids(1, 2));
  });

  it('is kept waiting no longer than ten seconds', async () => {
    bench.act(1, 2);
    bench.cloud.normal = 'hangs';
    bench.engine.start();
    let answer: unknown = null;
    const asked = bench.engine.pushOperation(second).then((given) => {
      answer = given;
    });
    await bench.clock.advance(9_900);
    expect(answer).toBeNull();
    await bench.clock.advance(200);
    await asked;
    expect(answer).toBe('no-answer');
  });

  it('is not made to wait for a unit that is held back', async () => {
    bench.act(1, 2);
    bench.cloud.poison.add('operation-2');
    bench.engine.start();
    await bench.clock.advance(minuteMs);
    bench.cloud.poison.clear();
    expect(await bench.engine.pushOperation(second)).toMatchObject({ verdict: 'applied' });
  });
});
