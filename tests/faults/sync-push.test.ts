import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operationId } from '#core/kernel/entity-ids.ts';
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
        fc.integer({ min: 0, max: 40 }),
        async (plan, units, restartAfter) => {
          const own = createSyncBench();
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

    bench.cloud.poison.clear();
    await bench.clock.advance(10 * minuteMs);
    expect(bench.cloud.effects).toHaveLength(1_000);
    const sickOnes = bench.cloud.effects.filter(({ unit }) => unit === `tp:${sampleSerial(sick)}`);
    expect(sickOnes.map(({ seq }) => seq)).toEqual([...sickOnes.map(({ seq }) => seq)].sort((a, b) => a - b));
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
