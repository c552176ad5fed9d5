import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleSerial } from '#electron/adapters/sqlite/testing/sample-records.ts';
import { noteResult } from './note-result.ts';
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

describe('STA-3 P12 one operation that the cloud chokes on', () => {
  it('holds back its own unit only, for as long as it takes', async () => {
    const unitOf = (number: number) => (number % 50) + 1;
    bench.act(1, 1_000, unitOf);
    bench.cloud.poison.add('operation-7');
    const sick = unitOf(7);
    bench.engine.start();
    await bench.clock.advance(10 * minuteMs);
    const blocked = ids(1, 1_000).filter((_id, index) => unitOf(index + 1) === sick && index + 1 >= 7);
    expect(bench.cloud.effects).toHaveLength(1_000 - blocked.length);
    expect(bench.store.pendingOperations(1_000).map(({ id }) => id)).toEqual(blocked);
    expect(bench.cloud.auditEntries).toHaveLength(1_000);
    expect(bench.engine.status().state).toBe('online');
    noteResult({ promise: 'P12', fault: '1 operation of 50 units that the cloud chokes on', times: 1_000, lost: 0 });

    bench.cloud.poison.clear();
    await bench.clock.advance(10 * minuteMs);
    expect(bench.cloud.effects).toHaveLength(1_000);
    const sickOnes = bench.cloud.effects.filter(({ unit }) => unit === `tp:${sampleSerial(sick)}`);
    expect(sickOnes.map(({ seq }) => seq)).toEqual([...sickOnes.map(({ seq }) => seq)].sort((a, b) => a - b));
  });

  it('P41 notices a queue that waits for its first operation, whatever unit it is of', async () => {
    await bench.dispose();
    bench = createSyncBench({
      wrapStore: (store) => ({ ...store, pendingOperations: (limit) => store.pendingOperations(limit) }),
    });
    bench.act(1, 200, (number) => (number % 50) + 1);
    bench.cloud.poison.add('operation-7');
    bench.engine.start();
    await bench.clock.advance(10 * minuteMs);
    expect(effectIds()).toEqual(ids(1, 6));
  });

  it('does not hammer a cloud that is ill as a whole', async () => {
    bench.act(1, 300);
    bench.cloud.normal = 'internal-error';
    bench.engine.start();
    await bench.clock.advance(60 * minuteMs);
    expect(bench.cloud.effects).toHaveLength(0);
    expect(bench.cloud.pulls).toBeLessThan(60);
    bench.cloud.normal = 'none';
    await bench.clock.advance(10 * minuteMs);
    expect(bench.cloud.effects).toHaveLength(300);
  });

  it.each([true, false])(
    'drains within minutes after such an illness (cloud wants every number: %s)',
    async (strict) => {
      bench.cloud.wantsEveryNumber = strict;
      bench.act(1, 300);
      bench.cloud.normal = 'internal-error';
      bench.engine.start();
      await bench.clock.advance(60 * minuteMs);
      bench.cloud.normal = 'none';
      await bench.engine.runNow();
      await bench.clock.advance(minuteMs);
      expect(bench.cloud.effects.length).toBeGreaterThan(250);
      await bench.clock.advance(10 * minuteMs);
      expect(bench.cloud.effects).toHaveLength(300);
    },
  );

  it('neither hammers nor stops pulling when the cloud takes nothing that comes after the bad one', async () => {
    bench.cloud.wantsEveryNumber = true;
    bench.act(1, 50);
    bench.cloud.poison.add('operation-7');
    bench.engine.start();
    await bench.clock.advance(60 * minuteMs);
    expect(effectIds()).toEqual(ids(1, 6));
    expect(bench.cloud.auditEntries).toHaveLength(50);
    expect(bench.cloud.requests.length).toBeLessThan(200);
    expect(bench.cloud.pulls).toBeGreaterThan(10);
    bench.cloud.poison.clear();
    await bench.clock.advance(10 * minuteMs);
    expect(effectIds()).toEqual(ids(1, 50));
  });

  it('goes on with other units when one operation is deferred', async () => {
    bench.act(1, 5);
    bench.cloud.rulings.set('operation-2', { verdict: 'deferred', code: null });
    bench.engine.start();
    await bench.clock.advance(0);
    expect(effectIds()).toEqual(['operation-1', 'operation-3', 'operation-4', 'operation-5']);
    expect(bench.engine.status().pending).toBe(1);
    bench.cloud.rulings.clear();
    await bench.clock.advance(5 * minuteMs);
    expect(effectIds()).toContain('operation-2');
  });
});
