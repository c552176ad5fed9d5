import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mendUnit, poisonUnit } from '#cloud/testing/poisoned-unit.ts';
import type { CloudClient } from '#core/ports/cloud-client.ts';
import { noteResult } from './note-result.ts';
import { seedOfRun } from './seed-of-run.ts';
import { openWiredSite, type WiredSite } from './wired/wired-site.ts';
import { openWiredStation, type WiredStation, type WiredStationOptions } from './wired/wired-station.ts';

// P12 with both ends as they are: a real station, and a cloud on PostgreSQL whose database fails over one unit. FITBAY_POISONED sets how many
// operations there are, over fifty units.

const operations = Number(process.env['FITBAY_POISONED'] ?? '200');
const sabotaged = 100;
/** More than one request carries, so that something about the sick unit comes later. */
const sabotagedBeyond = 200;
const unitCount = 50;
const mostTries = 20;
const seed = seedOfRun();

let site: WiredSite;
let station: WiredStation | null = null;
beforeEach(async () => {
  site = await openWiredSite();
});
afterEach(async () => {
  await station?.close();
  station = null;
  await site.close();
});

/** A day's work on fifty units, one of which the cloud's database chokes on; what waits when the station has tried often enough. */
async function workWithOneSick(count: number, options: WiredStationOptions = {}) {
  const bench = await openWiredStation(site, options);
  station = bench;
  await bench.engine.runNow();
  const units = await site.addUnits(unitCount);
  const sick = units[seed % unitCount] ?? '';
  await poisonUnit(site.database, sick);
  for (let made = 0; made < count; made += 1) {
    bench.transfer(units[made % unitCount] ?? '');
  }
  await bench.drain(mostTries);
  const waiting = bench.store.pendingOperations(count);
  return { bench, sick, ofSick: count / unitCount, waiting, others: waiting.filter(({ unit }) => unit !== sick) };
}

describe(`STA-3 P12 one unit that the cloud chokes on, on PostgreSQL (seed ${seed})`, () => {
  it(`holds back what is about it and nothing else of ${operations} operations, and goes in order once it is mended`, {
    timeout: 180_000 + operations * 200,
  }, async () => {
    const { bench, sick, ofSick, waiting, others } = await workWithOneSick(operations);
    expect([others, waiting.length]).toEqual([[], ofSick]);
    await mendUnit(site.database);
    await bench.drain(mostTries);
    expect(bench.store.operationCounts().pending).toBe(0);
    const verdicts = waiting.map(({ id }) => bench.store.operation(id)?.verdict?.verdict);
    expect(verdicts).toEqual(['applied', ...Array.from({ length: ofSick - 1 }, () => 'noop')]);
    const moved = await site.database
      .asSystem('administration')
      .read((transaction) => transaction.selectFrom('transfers').select('id').where('unit', '=', sick).execute());
    expect(moved).toEqual([{ id: waiting[0]?.id }]);
    noteResult({
      promise: 'P12',
      fault: `1 unit of ${unitCount} over which the database fails`,
      times: operations,
      lost: 0,
    });
  });

  it('P41 notices a station that passes over what the cloud has not seen', { timeout: 180_000 }, async () => {
    const { others } = await workWithOneSick(sabotagedBeyond, {
      wrapStore: (store) => ({ ...store, waitingOperations: () => [] }),
    });
    expect(others).not.toEqual([]);
  });

  it('P41 notices a cloud that answers for all with the fault of one', { timeout: 180_000 }, async () => {
    const failing = (cloud: CloudClient): CloudClient => ({
      ...cloud,
      async push(request, cancel) {
        const answer = await cloud.push(request, cancel);
        const isSick =
          answer.kind === 'pushed' && answer.response.results.some(({ verdict }) => verdict === 'deferred');
        return isSick ? { kind: 'unreachable', detail: 'the whole push failed' } : answer;
      },
    });
    const { others } = await workWithOneSick(sabotaged, { wrapCloud: failing });
    expect(others).not.toEqual([]);
  });
});
