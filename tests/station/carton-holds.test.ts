import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countOutcomes } from '#core/domain/carton/carton-outcome.ts';
import type { CartonId } from '#core/kernel/entity-ids.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';
import {
  confirmAsShown,
  eventually,
  fill,
  register,
  serialOf,
  startCarton,
  type TestUnit,
  viewOf,
} from './testing/carton-work.ts';

/** What must hold when it is much, when somebody else is quicker, when the program dies and when the wire is cut. */
describe('OWN-12 a carton holds', { timeout: 180_000 }, () => {
  let cloud: CloudWorld;
  let north: BenchWorld;
  let south: BenchWorld;
  let series = 500;

  beforeAll(async () => {
    cloud = await createCloudWorld();
    [north, south] = [await cloud.addStation({ name: 'Hall North' }), await cloud.addStation({ name: 'Hall South' })];
  }, 60_000);
  afterAll(() => cloud.close());
  beforeEach(async () => {
    series += 1;
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
    }
  });

  const units = (count: number, from: number, unit: Omit<TestUnit, 'serial'> = {}): TestUnit[] =>
    Array.from({ length: count }, (_, index) => ({ serial: serialOf(series, from + index), ...unit }));
  const countsAt = async (bench: BenchWorld, cartonId: CartonId) =>
    countOutcomes((await viewOf(bench.operator, cartonId)).rows);
  const settled = (bench: BenchWorld, cartonId: CartonId) =>
    eventually(async () => (await countsAt(bench, cartonId)).requested === 0);
  /** How often each unit was moved, as the centre booked it. */
  const movesOf = async (some: readonly TestUnit[]) => {
    const names = some.map(({ serial, unitType = 'evopulse' }) => `${unitType}:${serial}`);
    const rows = await cloud.database
      .asSystem('administration')
      .transact((transaction) =>
        transaction.selectFrom('transfers').select(['unit', 'to_id']).where('unit', 'in', names).execute(),
      );
    return names.map((name) => rows.filter(({ unit }) => unit === name));
  };

  it('200 units of every kind: each that may be moved is moved once, each other says why', async () => {
    const kinds = {
      own: units(140, 0),
      reseller: units(20, 200, { owner: 'evolane' }),
      theirs: units(20, 300, { owner: 'nordfracht' }),
      stranger: units(10, 400, { owner: 'kontor' }),
      foreignType: units(10, 500, { unitType: 'krone' }),
    };
    const all = Object.values(kinds).flat();
    await register(cloud, all);
    const cartonId = await startCarton(north.client);
    const mixed = all.map(({ serial }, index) => ({ serial, place: (index * 83) % all.length }));
    mixed.sort((left, right) => left.place - right.place);
    const added = await fill(
      north.client,
      cartonId,
      mixed.map(({ serial }) => serial),
    );
    expect(added).toMatchObject({ numbers: Array.from({ length: 200 }, (_, index) => index + 1), unreadable: [] });
    expect(await countsAt(north, cartonId)).toMatchObject({ ready: 160, already: 20, blocked: 20 });
    expect(await confirmAsShown(north.client, cartonId)).toEqual({ kind: 'requested', units: 160 });
    await settled(north, cartonId);
    expect(await countsAt(north, cartonId)).toMatchObject({ transferred: 160, already: 20, blocked: 20, refused: 0 });
    const moves = await movesOf(all);
    expect(moves.filter((list) => list.length === 1)).toHaveLength(160);
    expect(moves.every((list) => list.length <= 1)).toBe(true);
  });

  it('OWN-10 two benches, the same 30 units, two customers, gathered without a wire: one winner for each, the loser is told who and when', async () => {
    const some = units(30, 0);
    await register(cloud, some);
    const serials = some.map(({ serial }) => serial);
    // With the wire the first bench would have them reserved, and the second could not even ask (carton-reservations.test.ts).
    for (const bench of [north, south]) {
      await bench.operator.sync.run();
      bench.setConnected(false);
    }
    const [here, there] = [await startCarton(north.client), await startCarton(south.client)];
    await fill(north.client, here, serials);
    await fill(south.client, there, [...serials].reverse());
    await Promise.all([
      confirmAsShown(north.client, here, 'S. Brandt'),
      confirmAsShown(south.client, there, 'M. Kaya'),
    ]);
    for (const bench of [north, south]) {
      bench.setConnected(true);
    }
    await Promise.all([north.operator.sync.run(), south.operator.sync.run()]);
    await settled(north, here);
    await settled(south, there);
    const [ours, theirs] = [await countsAt(north, here), await countsAt(south, there)];
    expect(ours.transferred + ours.lost).toBe(30);
    expect(theirs.transferred + theirs.lost).toBe(30);
    expect(ours.transferred + theirs.transferred).toBe(30);
    expect((await movesOf(some)).every((list) => list.length === 1)).toBe(true);
    const losers = [...(await viewOf(north.operator, here)).rows, ...(await viewOf(south.operator, there)).rows].filter(
      ({ transfer }) => transfer.kind === 'refused',
    );
    expect(losers).toHaveLength(30);
    for (const { transfer } of losers) {
      expect(transfer).toMatchObject({
        code: 'OWNER_OTHER',
        lost: true,
        winner: { name: expect.stringMatching(/^(M\. Kaya|S\. Brandt), Hansen/), at: expect.any(String) },
      });
    }
  });

  it('OWN-10 a refused unit that is allowed again is tried again, by a person and under a new request', async () => {
    const [unit = { serial: '' }] = units(1, 0);
    await register(cloud, [unit]);
    const cartonId = await startCarton(north.client);
    await fill(north.client, cartonId, [unit.serial]);
    const move = (owner_epoch: number) =>
      cloud.database
        .asSystem('administration')
        .transact((transaction) =>
          transaction.updateTable('units').set({ owner_epoch }).where('serial', '=', unit.serial).execute(),
        );
    await move(2);
    await confirmAsShown(north.client, cartonId);
    await settled(north, cartonId);
    expect(await countsAt(north, cartonId)).toMatchObject({ refused: 1 });
    const tasks = (await north.operator.sync.status()).needsYou;
    expect(await north.client.carton.recheck({ cartonId })).toEqual({ kind: 'done' });
    expect(await countsAt(north, cartonId)).toMatchObject({ ready: 1 });
    await confirmAsShown(north.client, cartonId);
    await settled(north, cartonId);
    expect(await countsAt(north, cartonId)).toMatchObject({ transferred: 1 });
    expect((await movesOf([unit]))[0]).toHaveLength(1);
    expect((await north.operator.sync.status()).needsYou).toBe(tasks - 1);
  });

  it('STA-4 the program is killed while it gathers: every row is there again, and the centre is asked about it', async () => {
    const some = units(12, 0);
    await register(cloud, some);
    const cartonId = await startCarton(north.client);
    await north.client.carton.add({ cartonId, texts: some.map(({ serial }) => serial), source: 'typed' });
    await north.crash();
    expect((await viewOf(north.operator, cartonId)).rows).toHaveLength(12);
    await eventually(async () => (await countsAt(north, cartonId)).ready === 12);
    await north.signIn('M. Kaya');
    await north.chooseCustomer('nordfracht');
    expect(await north.client.carton.current()).toEqual({ cartonId });
  });

  it('STA-4 STA-3 the program is killed again and again while the centre answers: nothing is lost and nothing moved twice', async () => {
    const some = units(120, 0);
    await register(cloud, some);
    const cartonId = await startCarton(north.client);
    await fill(
      north.client,
      cartonId,
      some.map(({ serial }) => serial),
    );
    expect(await confirmAsShown(north.client, cartonId)).toEqual({ kind: 'requested', units: 120 });
    for (const afterMs of [0, 15, 60, 200, 500]) {
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      await north.crash();
      const { requested, transferred } = await countsAt(north, cartonId);
      expect(requested + transferred).toBe(120);
    }
    await settled(north, cartonId);
    expect(await countsAt(north, cartonId)).toMatchObject({ transferred: 120 });
    expect((await movesOf(some)).every((list) => list.length === 1)).toBe(true);
    expect((await viewOf(north.operator, cartonId)).carton.waiting).toBe(0);
  });

  it('OWN-11 without a wire everything is a request, survives a restart, and is decided when the wire is back', async () => {
    const some = units(15, 0);
    await register(cloud, some);
    await north.operator.sync.run();
    const cartonId = await startCarton(north.client);
    north.setConnected(false);
    await north.client.carton.add({ cartonId, texts: some.map(({ serial }) => serial), source: 'typed' });
    expect(await north.client.carton.recheck({ cartonId })).toEqual({ kind: 'no-answer' });
    const { rows } = await viewOf(north.client, cartonId);
    expect(rows.every(({ verdict }) => verdict.freshness === 'mirror')).toBe(true);
    expect(await confirmAsShown(north.client, cartonId)).toEqual({ kind: 'requested', units: 15 });
    expect(await countsAt(north, cartonId)).toMatchObject({ requested: 15, transferred: 0 });
    expect((await movesOf(some)).every((list) => list.length === 0)).toBe(true);
    await north.restart();
    expect(await countsAt(north, cartonId)).toMatchObject({ requested: 15 });
    north.setConnected(true);
    await north.operator.sync.run();
    await settled(north, cartonId);
    expect(await countsAt(north, cartonId)).toMatchObject({ transferred: 15 });
    expect((await movesOf(some)).every((list) => list.length === 1)).toBe(true);
  });

  it('OWN-11 what was taken by somebody else meanwhile comes back as lost, with a task for the supervisor', async () => {
    const some = units(4, 0);
    await register(cloud, some);
    await north.operator.sync.run();
    const cartonId = await startCarton(north.client);
    north.setConnected(false);
    await north.client.carton.add({ cartonId, texts: some.map(({ serial }) => serial), source: 'typed' });
    await confirmAsShown(north.client, cartonId);
    const there = await startCarton(south.client);
    await fill(
      south.client,
      there,
      some.slice(0, 2).map(({ serial }) => serial),
    );
    await confirmAsShown(south.client, there);
    await settled(south, there);
    const before = (await north.operator.sync.status()).needsYou;
    north.setConnected(true);
    await north.operator.sync.run();
    await settled(north, cartonId);
    expect(await countsAt(north, cartonId)).toMatchObject({ transferred: 2, lost: 2 });
    expect((await north.operator.sync.status()).needsYou - before).toBe(2);
    const [task] = (await north.operator.sync.queue({ limit: 50 })).filter(({ state }) => state === 'needs-you');
    expect(task).toMatchObject({ customerName: 'Nordfracht Logistik', code: 'OWNER_OTHER' });
  });
});
