import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

describe('STA-3 P11 outages', () => {
  it('drains after an outage without a new write and without being told', async () => {
    bench.cloud.normal = 'no-network';
    bench.act(1, 30);
    bench.engine.start();
    await bench.clock.advance(24 * 60 * minuteMs);
    expect(bench.cloud.effects).toHaveLength(0);
    const attempts = bench.cloud.pulls;
    expect(attempts).toBe(0);
    bench.cloud.normal = 'none';
    await bench.clock.advance(10 * minuteMs);
    expect(effectIds()).toEqual(ids(1, 30));
  });

  it('drains at once when it is told that the network is back', async () => {
    bench.cloud.normal = 'no-network';
    bench.act(1, 30);
    bench.engine.start();
    await bench.clock.advance(5 * 60 * minuteMs);
    bench.cloud.normal = 'none';
    bench.engine.networkChanged();
    await bench.clock.advance(0);
    expect(effectIds()).toEqual(ids(1, 30));
  });

  it('goes on waiting over a restart instead of hammering, and not longer because of a clock set back', async () => {
    bench.cloud.normal = 'no-network';
    bench.act(1);
    bench.engine.start();
    await bench.clock.advance(2 * 60 * minuteMs);
    const { nextAttemptInMs } = bench.engine.status();
    expect(nextAttemptInMs).toBeGreaterThan(0);
    await bench.restart();
    bench.cloud.normal = 'none';
    bench.engine.start();
    await bench.clock.advance(0);
    expect(bench.engine.status()).toMatchObject({ nextAttemptInMs, pending: 1 });
    await bench.restart();
    bench.clock.jumpWall(-30 * 24 * 60 * minuteMs);
    bench.engine.start();
    await bench.clock.advance(10 * minuteMs);
    expect(effectIds()).toEqual(['operation-1']);
  });

  it('gives up on a request that never ends and tries again', async () => {
    bench.cloud.plan.push('hangs');
    bench.act(1);
    bench.engine.start();
    await bench.clock.advance(2 * minuteMs);
    expect(effectIds()).toEqual(['operation-1']);
  });

  it('survives the loss of every timer but the watchdog', async () => {
    await bench.dispose();
    const watchdogMs = 30_000;
    bench = createSyncBench({
      wrapClock: (clock) => ({
        ...clock,
        sleep: (durationMs, cancel) =>
          durationMs === watchdogMs ? clock.sleep(durationMs, cancel) : new Promise(() => {}),
      }),
    });
    bench.cloud.plan.push('no-network');
    bench.act(1);
    bench.engine.start();
    await bench.clock.advance(watchdogMs);
    expect(effectIds()).toEqual(['operation-1']);
    bench.act(2);
    await bench.clock.advance(watchdogMs);
    expect(effectIds()).toEqual(ids(1, 2));
  });

  it('lets nobody shorten what the cloud asked for with Retry-After', async () => {
    bench.cloud.plan.push({ answer: { kind: 'busy', retryAfterMs: 90_000 } });
    bench.act(1);
    bench.engine.start();
    await bench.clock.advance(1_000);
    expect(await bench.engine.runNow()).toMatchObject({ why: 'sync.why.busy', nextAttemptInMs: 89_000 });
    await bench.clock.advance(88_000);
    expect(bench.cloud.effects).toHaveLength(0);
    await bench.clock.advance(2_000);
    expect(effectIds()).toEqual(['operation-1']);
  });

  it('keeps the queue when the station is not enrolled', async () => {
    bench.cloud.normal = { answer: { kind: 'not-enrolled', detail: '401' } };
    bench.act(1, 3);
    bench.engine.start();
    await bench.clock.advance(60 * minuteMs);
    expect(bench.engine.status()).toMatchObject({ state: 'not-enrolled', pending: 3, why: 'sync.why.not-enrolled' });
    bench.cloud.normal = 'none';
    await bench.engine.runNow();
    expect(effectIds()).toEqual(ids(1, 3));
  });
});
