import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operationId } from '#core/kernel/entity-ids.ts';
import { createSyncBench, type SyncBench } from './sync-bench.ts';

const minuteMs = 60_000;
let bench: SyncBench;
beforeEach(() => {
  bench = createSyncBench();
});
afterEach(() => bench.dispose());

function standingOf(number: number) {
  const record = bench.store.operation(operationId.parse(`operation-${number}`));
  if (record === null) {
    throw new Error(`there is no operation ${number}`);
  }
  return bench.engine.standingOf(record.operation);
}

describe('STA-3 a list of what waits and why', () => {
  it('before anything was tried: goes next', () => {
    bench.act(1);
    expect(standingOf(1)).toEqual({ why: 'next', nextTryInMs: null, tries: 0, behindSeq: null });
  });

  it.each([
    ['no-network', 'unreachable'],
    ['internal-error', 'refused-by-fault'],
    [{ answer: { kind: 'not-enrolled', detail: '401' } }, 'not-enrolled'],
    [{ answer: { kind: 'revoked', detail: '401' } }, 'revoked'],
    [{ answer: { kind: 'busy', retryAfterMs: 90_000 } }, 'busy'],
  ] as const)('%o: %s, and when it is tried again', async (fault, why) => {
    bench.cloud.normal = fault;
    bench.act(1);
    bench.engine.start();
    await bench.clock.advance(100);
    const standing = standingOf(1);
    expect(standing.why).toBe(why);
    expect(standing.nextTryInMs).toBeGreaterThan(0);
  });

  it('names what is on its way now', async () => {
    bench.cloud.plan.push('hangs');
    bench.act(1);
    bench.engine.start();
    await bench.clock.advance(0);
    expect(standingOf(1)).toMatchObject({ why: 'sending', nextTryInMs: null });
    await bench.clock.advance(2 * minuteMs);
    expect(bench.store.operation(operationId.parse('operation-1'))?.verdict).not.toBeNull();
  });

  it('P12 tells the one that the cloud chokes on from those behind it, and others pass', async () => {
    bench.act(1, 3, (number) => (number === 3 ? 3 : 1));
    bench.cloud.poison.add('operation-1');
    bench.engine.start();
    await bench.clock.advance(minuteMs);
    expect(standingOf(1)).toMatchObject({ why: 'refused-by-fault', behindSeq: null });
    expect(standingOf(1).tries).toBeGreaterThan(1);
    expect(standingOf(2)).toMatchObject({ why: 'behind', behindSeq: 1 });
    expect(bench.cloud.effects.map(({ id }) => id)).toEqual(['operation-3']);
  });

  it.each([
    ['CLOUD_FAULT', 'kept-at-centre'],
    ['OPERATION_NOT_UNDERSTOOD', 'not-understood'],
  ])('of what the cloud put off with %s it says %s, until it has its verdict', async (code, why) => {
    bench.act(1);
    bench.cloud.rulings.set('operation-1', { verdict: 'deferred', code });
    bench.engine.start();
    await bench.clock.advance(100);
    expect(standingOf(1)).toMatchObject({ why, tries: 1 });
    bench.cloud.rulings.clear();
    await bench.engine.runNow();
    expect(bench.engine.status().pending).toBe(0);
  });

  it('P18 says of a frozen station that nothing is tried', async () => {
    bench.act(1);
    bench.cloud.normal = { answer: { kind: 'forked', detail: '409' } };
    bench.engine.start();
    await bench.clock.advance(minuteMs);
    expect(standingOf(1)).toEqual({ why: 'forked', nextTryInMs: null, tries: 0, behindSeq: null });
    expect(bench.engine.status()).toMatchObject({ state: 'halted', pending: 1 });
  });
});

describe('reliability 2.4 changes of a later version', () => {
  it('are counted, do not stop the pull, and are read by the version that understands them', async () => {
    bench.cloud.unread.push({ kind: 'tyre', key: 'tyre-1', value: {} });
    bench.engine.start();
    await bench.clock.advance(0);
    expect(bench.engine.status()).toMatchObject({ state: 'online', laterChanges: 1 });
    const later = { kind: 'organization', value: { id: 'org-9', name: 'Later', kinds: [], autoPairing: false } };
    bench.store.transact(({ mirror }) => mirror.park(later));
    await bench.restart();
    bench.engine.start();
    expect(bench.store.organizations()).toEqual([]);
    bench.store.transact(({ mirror }) => mirror.park({ ...later, value: { ...later.value, nameIsPublic: true } }));
    await bench.restart();
    bench.engine.start();
    expect(bench.store.organizations()).toMatchObject([{ id: 'org-9', name: 'Later' }]);
    expect(bench.engine.status().laterChanges).toBe(1);
  });
});
