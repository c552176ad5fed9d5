import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleSerial } from '#electron/adapters/sqlite/testing/sample-records.ts';
import type { NetworkFault } from './fake-cloud.ts';
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

describe('STA-3 push', () => {
  it('sends everything once, in order, with the audit entries and a signed head', async () => {
    bench.act(1, 250);
    bench.engine.start();
    await bench.clock.advance(0);
    expect(effectIds()).toEqual(ids(1, 250));
    expect(bench.applied.map((verdict) => verdict.operationId)).toEqual(ids(1, 250));
    expect(bench.cloud.auditEntries).toEqual(bench.store.auditFrom(1, 1_000));
    expect(bench.cloud.requests.every(({ operations }) => operations.length <= 100)).toBe(true);
    expect(bench.cloud.requests[0]?.checkpoint).toMatchObject({ size: expect.any(Number), generation: 1 });
    expect(bench.engine.status()).toMatchObject({ state: 'online', pending: 0, oldest: null, why: null });
  });

  it('sends nothing when there is nothing, and new work within seconds although nobody wakes it', async () => {
    bench.engine.start();
    await bench.clock.advance(0);
    expect(bench.cloud.requests).toHaveLength(0);
    bench.act(1);
    await bench.clock.advance(10_000);
    expect(effectIds()).toEqual(['operation-1']);
    bench.act(2);
    bench.engine.wake();
    await bench.clock.advance(0);
    expect(effectIds()).toEqual(ids(1, 2));
  });

  it('says what waits and what is done while it goes on', async () => {
    expect(bench.engine.status()).toMatchObject({ state: 'never', lastContact: null });
    bench.cloud.normal = 'no-network';
    bench.act(1, 2);
    bench.engine.start();
    await bench.clock.advance(0);
    expect(bench.engine.status()).toMatchObject({
      state: 'never',
      pending: 2,
      oldest: '2026-11-20T08:00:01.000Z',
      why: 'sync.why.unreachable',
      nextAttemptInMs: expect.any(Number),
    });
    bench.cloud.normal = 'none';
    bench.cloud.clockAheadMs = 42_000;
    await bench.engine.runNow();
    expect(bench.engine.status()).toMatchObject({
      state: 'online',
      pending: 0,
      lastContact: '2026-11-20T08:00:00.000Z',
      nextAttemptInMs: null,
      clockOffsetMs: 42_000,
    });
    bench.cloud.normal = 'no-network';
    await bench.engine.runNow();
    expect(bench.engine.status()).toMatchObject({ state: 'offline', why: 'sync.why.unreachable' });
    expect(bench.published.map(({ state }) => state)).toContain('online');
  });

  it('P10 has each operation take effect exactly once, whatever the network does', { timeout: 120_000 }, async () => {
    const faults: readonly NetworkFault[] = [
      'none',
      'no-network',
      'lost-answer',
      'delivered-twice',
      'shuffled-answer',
      'internal-error',
      'hangs',
      { answer: { kind: 'busy', retryAfterMs: 2_000 } },
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...faults), { maxLength: 30 }),
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 40 }),
        fc.record({ restartAfter: fc.integer({ min: 0, max: 40 }), wantsEveryNumber: fc.boolean() }),
        async (plan, units, { restartAfter, wantsEveryNumber }) => {
          const own = createSyncBench();
          own.cloud.wantsEveryNumber = wantsEveryNumber;
          own.cloud.plan.push(...plan);
          own.engine.start();
          for (const [index, unit] of units.entries()) {
            own.act(index + 1, index + 1, () => unit);
            await own.clock.advance(700);
            if (index === restartAfter) {
              await own.restart();
              own.engine.start();
            }
          }
          for (let minutes = 0; minutes < 300 && own.store.operationCounts().pending > 0; minutes += 1) {
            await own.clock.advance(minuteMs);
          }
          await own.clock.advance(10 * minuteMs);
          const wanted = ids(1, units.length);
          expect([...own.cloud.effects.map(({ id }) => id)].sort()).toEqual([...wanted].sort());
          expect([...own.applied.map((verdict) => verdict.operationId)].sort()).toEqual([...wanted].sort());
          for (const unit of new Set(units)) {
            const seqs = own.cloud.effects
              .filter((effect) => effect.unit === `tp:${sampleSerial(unit)}`)
              .map(({ seq }) => seq);
            expect(seqs).toEqual([...seqs].sort((one, other) => one - other));
          }
          expect(own.cloud.auditEntries).toHaveLength(units.length);
          expect(own.engine.status()).toMatchObject({ state: 'online', pending: 0 });
          await own.dispose();
        },
      ),
      { numRuns: 60 },
    );
  });
});
