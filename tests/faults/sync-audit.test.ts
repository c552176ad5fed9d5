import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSyncBench, type SyncBench } from './sync-bench.ts';

const minuteMs = 60_000;
let bench: SyncBench;
beforeEach(() => {
  bench = createSyncBench();
});
afterEach(() => bench.dispose());

describe('REP-1 the chain at the cloud', () => {
  it('fills a cloud that has lost entries, from where it stands', async () => {
    bench.act(1, 20);
    bench.engine.start();
    await bench.clock.advance(0);
    bench.cloud.auditEntries.length = 5;
    bench.act(21);
    await bench.clock.advance(minuteMs);
    expect(bench.cloud.auditEntries).toEqual(bench.store.auditFrom(1, 100));
  });

  it('stops pushing, keeps everything and says so when another disk speaks with its name', async () => {
    bench.act(1, 3);
    bench.engine.start();
    await bench.clock.advance(0);
    const twin = createSyncBench();
    twin.act(101, 105);
    twin.cloud.auditEntries.push(...bench.cloud.auditEntries);
    twin.engine.start();
    await twin.clock.advance(60 * minuteMs);
    expect(twin.engine.status()).toMatchObject({ state: 'halted', why: 'sync.why.forked' });
    expect(twin.store.auditHead().size).toBe(5);
    expect(twin.cloud.requests).toHaveLength(1);
    await twin.dispose();
  });

  it('stops when the cloud holds more of its chain than it has itself: an old copy of the folder', async () => {
    bench.act(1, 8);
    bench.engine.start();
    await bench.clock.advance(0);
    // The same acts at the same times make the same entries: this is that station as it was after two of them.
    const restored = createSyncBench();
    restored.act(1, 2);
    restored.cloud.auditEntries.push(...bench.cloud.auditEntries);
    restored.engine.start();
    await restored.clock.advance(0);
    expect(restored.engine.status()).toMatchObject({ state: 'halted', why: 'sync.why.forked' });
    await restored.dispose();
  });

  it('tries again after a halt when somebody asks, and goes on if the centre has settled it', async () => {
    bench.act(1, 2);
    bench.cloud.plan.push({ answer: { kind: 'forked', detail: '409' } });
    bench.engine.start();
    await bench.clock.advance(60 * minuteMs);
    expect(bench.engine.status()).toMatchObject({ state: 'halted', pending: 2 });
    expect(await bench.engine.runNow()).toMatchObject({ state: 'online', pending: 0 });
  });
});
