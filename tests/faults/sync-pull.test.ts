import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeedRow } from '#core/domain/sync/changes.ts';
import { sampleOrganizations, sampleSerial, sampleUnit } from '#electron/adapters/sqlite/testing/sample-records.ts';
import { createSyncBench, type SyncBench } from './sync-bench.ts';

let bench: SyncBench;
beforeEach(() => {
  bench = createSyncBench();
});
afterEach(() => bench.dispose());

const unitRow = (number: number, ownerEpoch = 1): FeedRow => ({
  kind: 'unit',
  value: sampleUnit(number, { ownerEpoch }),
});
const unitsKnown = () => bench.store.countUnitsOwnedBy(sampleOrganizations.partner);

describe('STA-3 pull', () => {
  it('brings every page, then only what is new, within seconds', async () => {
    for (let number = 1; number <= 250; number += 1) {
      bench.cloud.rows.push(unitRow(number));
    }
    expect(bench.store.mirrorAsOf()).toBeNull();
    bench.engine.start();
    await bench.clock.advance(0);
    expect(unitsKnown()).toBe(250);
    expect(bench.store.mirrorAsOf()).toBe('2026-11-20T08:00:00.000Z');
    bench.cloud.rows.push(unitRow(1, 2), { kind: 'removed', of: 'unit', key: `tp:${sampleSerial(2)}` });
    await bench.clock.advance(10_000);
    expect(unitsKnown()).toBe(249);
    expect(bench.store.unitsBySerial(sampleSerial(1))[0]?.ownerEpoch).toBe(2);
    expect(bench.store.mirrorAsOf()).toBe('2026-11-20T08:00:10.000Z');
  });

  it('stores rows and cursor together: a page that fails is pulled again and nothing is skipped', async () => {
    await bench.dispose();
    let fails = true;
    bench = createSyncBench({
      applyPage: (_write, page) => {
        if (fails && page.cursor === '200') {
          throw new Error('killed in between');
        }
      },
    });
    for (let number = 1; number <= 250; number += 1) {
      bench.cloud.rows.push(unitRow(number));
    }
    bench.engine.start();
    await bench.clock.advance(0);
    expect(unitsKnown()).toBe(0);
    fails = false;
    await bench.restart();
    bench.engine.start();
    await bench.clock.advance(60_000);
    expect(unitsKnown()).toBe(250);
  });

  it('after too long an absence copies everything anew and drops what is gone', async () => {
    bench.cloud.rows.push(unitRow(1), unitRow(2));
    bench.engine.start();
    await bench.clock.advance(0);
    bench.cloud.rows.push(unitRow(3), unitRow(4));
    bench.cloud.oldestCursor = 3;
    bench.cloud.pageSize = 1;
    await bench.clock.advance(10_000);
    expect(bench.store.unitsBySerial(sampleSerial(1))).toEqual([]);
    expect(bench.store.unitsBySerial(sampleSerial(4))).toHaveLength(1);
    expect(unitsKnown()).toBe(1);
  });

  it('finishes a copy that a restart interrupted, and only then drops what is gone', async () => {
    bench.cloud.rows.push(unitRow(1), unitRow(2));
    bench.engine.start();
    await bench.clock.advance(0);
    bench.cloud.rows.push(unitRow(3), unitRow(4), unitRow(5));
    bench.cloud.oldestCursor = 3;
    bench.cloud.pageSize = 1;
    // Push is skipped, so these are: resync, first page, then the network goes.
    bench.cloud.plan.push('none', 'none', 'no-network');
    await bench.clock.advance(10_000);
    expect(bench.store.unitsBySerial(sampleSerial(1))).toHaveLength(1);
    await bench.restart();
    bench.engine.start();
    await bench.clock.advance(60_000);
    expect(bench.store.unitsBySerial(sampleSerial(1))).toEqual([]);
    expect(unitsKnown()).toBe(2);
  });

  it('tells listeners what came, and pulls although the cloud chokes on what is pushed', async () => {
    const heard: number[] = [];
    bench.engine.onPulled((rows) => heard.push(rows.length));
    bench.act(1);
    bench.cloud.poison.add('operation-1');
    bench.cloud.rows.push(unitRow(1), unitRow(2));
    bench.engine.start();
    await bench.clock.advance(0);
    expect(heard).toEqual([2]);
    expect(bench.engine.status()).toMatchObject({ state: 'online', pending: 1 });
  });

  it('keeps what it has while offline, with its age', async () => {
    bench.cloud.rows.push(unitRow(1));
    bench.engine.start();
    await bench.clock.advance(0);
    bench.cloud.normal = 'no-network';
    await bench.clock.advance(3_600_000);
    expect(unitsKnown()).toBe(1);
    expect(bench.store.mirrorAsOf()).toBe('2026-11-20T08:00:00.000Z');
    expect(bench.engine.status()).toMatchObject({ state: 'offline', lastContact: '2026-11-20T08:00:00.000Z' });
  });

  it('puts a waiting technician before the rest of a long copy', async () => {
    bench.cloud.pageSize = 1;
    for (let number = 1; number <= 50; number += 1) {
      bench.cloud.rows.push(unitRow(number));
    }
    let pullsBefore = 0;
    bench.cloud.onChanges = (pulls) => {
      if (pulls === 3) {
        bench.act(1);
        bench.engine.wake();
        pullsBefore = pulls;
      }
    };
    bench.engine.onVerdict(() => expect(bench.cloud.pulls).toBe(pullsBefore));
    bench.engine.start();
    await bench.clock.advance(0);
    expect(pullsBefore).toBe(3);
    expect(bench.applied).toHaveLength(1);
    expect(unitsKnown()).toBe(50);
  });
});
