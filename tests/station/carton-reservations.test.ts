import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countOutcomes } from '#core/domain/carton/carton-outcome.ts';
import { rowReason } from '#core/domain/carton/row-reason.ts';
import type { CartonId } from '#core/kernel/entity-ids.ts';
import { epochMs, toIsoTime } from '#core/kernel/iso-time.ts';
import { systemClock } from '#electron/adapters/clock/system-clock.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld, organizationOf } from './testing/bench-world.ts';
import {
  confirmAsShown,
  eventually,
  fill,
  giveSecondPin,
  register,
  serialOf,
  startCarton,
  viewOf,
} from './testing/carton-work.ts';
import { givePin } from './testing/with-pin.ts';

const leaseMs = 15 * 60_000;

/** Two benches of one workshop want the same units, and the centre says who has them. */
describe('OWN-10 OWN-12 a unit in a carton is reserved', { timeout: 180_000 }, () => {
  let cloud: CloudWorld;
  let north: BenchWorld;
  let south: BenchWorld;
  let series = 700;
  /** How far the centre's clock is ahead. */
  let aheadMs = 0;
  let here: CartonId;
  let there: CartonId;
  let serials: readonly string[];

  beforeAll(async () => {
    cloud = await createCloudWorld({ now: () => toIsoTime(epochMs(systemClock.now()) + aheadMs) });
    [north, south] = [await cloud.addStation({ name: 'Hall North' }), await cloud.addStation({ name: 'Hall South' })];
  }, 60_000);
  afterAll(() => cloud.close());
  beforeEach(async () => {
    series += 1;
    serials = [0, 1].map((index) => serialOf(series, index));
    await register(
      cloud,
      serials.map((serial) => ({ serial })),
    );
    for (const [bench, person, customer] of [
      [north, 'M. Kaya', 'nordfracht'],
      [south, 'S. Brandt', 'alpen'],
    ] as const) {
      bench.setConnected(true);
      await bench.signIn(person);
      await bench.chooseCustomer(customer);
      const open = await bench.client.carton.current();
      if (open.cartonId !== null) {
        await bench.client.carton.close({ cartonId: open.cartonId });
      }
      await bench.operator.sync.run();
    }
    here = await startCarton(north.client);
    there = await startCarton(south.client);
  });

  const rowsOf = async (bench: BenchWorld, cartonId: CartonId) =>
    [...(await viewOf(bench.operator, cartonId)).rows].sort((left, right) => left.number - right.number);
  const reservationsOf = async (bench: BenchWorld, cartonId: CartonId) =>
    (await rowsOf(bench, cartonId)).map(({ reservation }) => reservation?.kind ?? 'none');
  const countsOf = async (bench: BenchWorld, cartonId: CartonId) => countOutcomes(await rowsOf(bench, cartonId));
  const fencesOf = async (bench: BenchWorld, cartonId: CartonId) =>
    (await rowsOf(bench, cartonId)).flatMap(({ reservation }) =>
      reservation?.kind === 'held' ? [reservation.fence] : [],
    );
  const ownerOf = (serial = '') => cloud.ownerOf(`evopulse:${serial}`);
  const becomes = (bench: BenchWorld, cartonId: CartonId, kinds: readonly string[]) =>
    eventually(async () => (await reservationsOf(bench, cartonId)).join() === kinds.join());

  it('in the background, for whoever put it in first; the other row says who, and what to do', async () => {
    await north.client.carton.add({ cartonId: here, texts: [...serials], source: 'typed' });
    await becomes(north, here, ['held', 'held']);
    await fill(south.client, there, serials);
    expect(await reservationsOf(south, there)).toEqual(['taken', 'taken']);
    expect(await countsOf(south, there)).toMatchObject({ blocked: 2, ready: 0 });
    const [row] = await rowsOf(south, there);
    expect(row === undefined ? null : rowReason(row)).toMatchObject({
      code: 'TRANSFER_PENDING',
      holder: { name: 'M. Kaya, Hall North', breakable: true },
    });
  });

  it('until it is taken out or the carton is closed: then the other bench has it', async () => {
    await fill(north.client, here, serials);
    await fill(south.client, there, serials);
    await north.client.carton.remove({ cartonId: here, numbers: [1] });
    await becomes(north, here, ['none', 'held']);
    await south.client.carton.recheck({ cartonId: there });
    expect(await reservationsOf(south, there)).toEqual(['held', 'taken']);
    await north.client.carton.close({ cartonId: here });
    await becomes(north, here, ['none', 'none']);
    await south.client.carton.recheck({ cartonId: there });
    expect(await countsOf(south, there)).toMatchObject({ ready: 2 });
  });

  it('and the confirmed transfer carries its fence, also when the program ended in between', async () => {
    await fill(north.client, here, serials);
    const fences = await fencesOf(north, here);
    expect(fences).toHaveLength(2);
    await north.restart();
    await north.signIn('M. Kaya');
    await north.chooseCustomer('nordfracht');
    expect(await fencesOf(north, here)).toEqual(fences);
    await confirmAsShown(north.client, here);
    await eventually(async () => (await countsOf(north, here)).transferred === 2);
    expect(await reservationsOf(north, here)).toEqual(['none', 'none']);
    const sent = (await north.operator.sync.queue({ limit: 50 })).filter(({ unit }) =>
      serials.some((one) => unit.endsWith(one)),
    );
    expect(sent.every(({ state }) => state !== 'needs-you')).toBe(true);
  });

  it('OWN-11 but not without a wire: all goes on as it did', async () => {
    north.setConnected(false);
    await fill(north.client, here, serials);
    expect(await reservationsOf(north, here)).toEqual(['none', 'none']);
    await confirmAsShown(north.client, here);
    north.setConnected(true);
    await north.operator.sync.run();
    await eventually(async () => (await countsOf(north, here)).transferred === 2);
  });

  it('no longer than a quarter of an hour when the bench is dead, and its older fence never wins', async () => {
    await fill(north.client, here, serials);
    north.setConnected(false);
    await confirmAsShown(north.client, here);
    await fill(south.client, there, serials);
    expect(await reservationsOf(south, there)).toEqual(['taken', 'taken']);
    aheadMs += leaseMs;
    await south.operator.sync.run();
    await south.client.carton.recheck({ cartonId: there });
    expect(await reservationsOf(south, there)).toEqual(['held', 'held']);
    // The second one runs out too, and still the first is older than it.
    aheadMs += leaseMs;
    south.setConnected(false);
    north.setConnected(true);
    await north.operator.sync.run();
    await eventually(async () => (await countsOf(north, here)).requested === 0);
    const [row] = await rowsOf(north, here);
    expect(row?.transfer).toMatchObject({
      kind: 'refused',
      code: 'TRANSFER_PENDING',
      lost: false,
      winner: { name: 'S. Brandt, Hall South' },
    });
    south.setConnected(true);
    await south.operator.sync.run();
    await confirmAsShown(south.client, there);
    await eventually(async () => (await countsOf(south, there)).transferred === 2);
    expect(await ownerOf(serials[0])).toBe(organizationOf('alpen'));
  });

  it('ORG-2 until a supervisor gives it to another bench, with a PIN and both names in the trail', async () => {
    await fill(south.client, there, serials);
    await fill(north.client, here, serials);
    const ask = () => north.client.carton.breakReservation({ cartonId: here, number: 1 });
    await expect(ask()).rejects.toMatchObject({ code: 'STEP_UP_NEEDED' });
    await giveSecondPin(north.client, 'S. Brandt', 'reservation');
    expect(await ask()).toEqual({ kind: 'done' });
    expect(await reservationsOf(north, here)).toEqual(['held', 'taken']);
    const { entries } = await north.operator.audit.search({ filter: {}, limit: 20 });
    const entry = entries.find(({ action }) => action === 'reservation.broken');
    expect(entry).toMatchObject({ actor: { name: 'M. Kaya' }, after: { second: 'S. Brandt' } });
    await confirmAsShown(south.client, there);
    await eventually(async () => (await countsOf(south, there)).requested === 0);
    expect(await countsOf(south, there)).toMatchObject({ transferred: 1, refused: 1 });
    await confirmAsShown(north.client, here);
    await eventually(async () => (await countsOf(north, here)).transferred === 1);
    expect(await ownerOf(serials[0])).toBe(organizationOf('nordfracht'));
  });

  it('ORG-2 which the supervisor at the bench does alone; a bench that lost one asks again by a person only', async () => {
    await fill(north.client, here, serials);
    await fill(south.client, there, serials);
    const ask = () => south.client.carton.breakReservationAlone({ cartonId: there, number: 1 });
    await expect(north.client.carton.breakReservationAlone({ cartonId: here, number: 1 })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
    await givePin(south.client, 'reservation');
    expect(await ask()).toEqual({ kind: 'done' });
    await givePin(south.client, 'reservation');
    expect(await ask()).toEqual({ kind: 'refused', reason: 'not-reserved' });
    await south.client.carton.remove({ cartonId: there, numbers: [1] });
    await becomes(south, there, ['none', 'taken']);
    await north.client.carton.recheck({ cartonId: here });
    expect(await reservationsOf(north, here)).toEqual(['held', 'held']);
  });

  it('is not released without the centre: nothing happens', async () => {
    await fill(south.client, there, serials);
    await fill(north.client, here, serials);
    north.setConnected(false);
    await giveSecondPin(north.client, 'S. Brandt', 'reservation');
    expect(await north.client.carton.breakReservation({ cartonId: here, number: 1 })).toEqual({ kind: 'no-answer' });
    expect(await reservationsOf(south, there)).toEqual(['held', 'held']);
  });
});
