import { describe, expect, it } from 'vitest';
import { worldOfTest } from '../testing/cloud-of-file.ts';
import { commandLineActor, type TestStation } from '../testing/test-cloud.ts';

const site = worldOfTest();
const leaseMs = 15 * 60_000;

interface Wish {
  readonly fence?: number;
  readonly cartonId?: string;
  readonly customerId?: string;
  readonly expectedEpoch?: number;
  readonly person?: string;
}

/** The one answer about one unit of the reseller. */
async function take(station: TestStation, unit: string, wish: Wish = {}) {
  const { cartonId = `carton of ${station.id}`.slice(0, 64), customerId = site.world.customer, ...rest } = wish;
  const one = { unit, fromId: site.world.reseller, expectedEpoch: 0, person: 'M. Kaya', ...rest };
  const { units } = await station.api.reservations.take({ cartonId, customerId, units: [one] } as never);
  return units[0];
}

async function fenceFor(station: TestStation, unit: string, wish: Wish = {}): Promise<number> {
  const answer = await take(station, unit, wish);
  return answer?.kind === 'granted' ? answer.fence : expect.fail(`not granted: ${JSON.stringify(answer)}`);
}

async function transfer(station: TestStation, unit: string, more: { fence?: number; toId?: string } = {}) {
  const payload = { fromId: site.world.reseller, toId: site.world.customer, expectedEpoch: 0, unpairFirst: false };
  const { results } = await station.push([
    station.operation({ kind: 'unit.transfer', unit, payload: { ...payload, ...more } }),
  ]);
  return results[0];
}

const colleague = () => site.cloud.addStation(site.world.partner, 'Hall South');
const newUnit = () => site.world.addUnit(site.world.reseller);
const supervisor = { personId: null, name: 'S. Brandt', roles: ['supervisor'] };
const breakIt = (station: TestStation, unit: string, fence: number, actor = supervisor) =>
  station.api.reservations.break({ unit, fence, actor });

/** A workshop of its own with the same reach: a fleet trusts it, and the reseller's units are everybody's. */
async function rival() {
  const partnerId = await site.world.addOrganization(['service-partner'], { name: 'Rival Workshop' });
  const customerId = await site.world.addOrganization(['fleet-customer']);
  await site.world.trust({ customerId, partnerId });
  return { station: await site.cloud.addStation(partnerId, 'Their bench'), customerId };
}

describe('OWN-10 OWN-12 a unit reserved for a carton', () => {
  it('is held for a quarter of an hour, and longer each time the carton asks again: with the same fence', async () => {
    const unit = await newUnit();
    const first = await take(site.station, unit);
    site.cloud.clock.advance(5 * 60_000);
    const again = await take(site.station, unit);
    const fence = first?.kind === 'granted' ? first.fence : 0;
    expect(again).toMatchObject({ kind: 'granted', fence });
    expect(again?.kind === 'granted' && first?.kind === 'granted' && again.expiresAt > first.expiresAt).toBe(true);
    site.cloud.clock.advance(leaseMs);
    expect(await fenceFor(site.station, unit), 'nobody came after it').toBe(fence);
  });

  it('OWN-8 is told to a colleague by name and bench, to a stranger by the workshop', async () => {
    const unit = await newUnit();
    const fence = await fenceFor(site.station, unit);
    const standing = { fence, since: expect.any(String), until: expect.any(String) };
    const held = { kind: 'held', holder: { ...standing, name: 'M. Kaya, Bench', breakable: true } };
    expect(await take(await colleague(), unit)).toMatchObject(held);
    const other = await rival();
    expect(await take(other.station, unit, { customerId: other.customerId })).toMatchObject({
      kind: 'held',
      holder: { name: 'Workshop', breakable: false },
    });
  });

  it('is nothing for whoever could not move it: no trust, another epoch, no such unit', async () => {
    const unit = await newUnit();
    const other = await rival();
    const refused = async (station: TestStation, wish: Wish, of = unit) => {
      const answer = await take(station, of, wish);
      return answer?.kind === 'not-reservable' ? answer.code : answer?.kind;
    };
    expect(await refused(other.station, { customerId: site.world.customer })).toBe('TRUST_MISSING');
    expect(await refused(site.station, { expectedEpoch: 3 })).toBe('UNVERIFIED_OFFLINE');
    expect(await refused(site.station, {}, 'evopulse:123456789012347')).toBe('SERIAL_UNKNOWN');
    expect(await fenceFor(site.station, unit)).toBeGreaterThan(0);
  });

  it('is anybody’s again when it was given back, when its time is over, and when it has moved on: each with a higher fence', async () => {
    const unit = await newUnit();
    const [north, south] = [site.station, await colleague()];
    const first = await fenceFor(north, unit);
    await south.api.reservations.release({ units: [{ unit, fence: first }] });
    expect(await take(south, unit), 'only its holder gives it back').toMatchObject({ kind: 'held' });
    await north.api.reservations.release({ units: [{ unit, fence: first }] });
    const second = await fenceFor(south, unit);
    await north.api.reservations.release({ units: [{ unit, fence: second }] });
    site.cloud.clock.advance(leaseMs);
    const third = await fenceFor(north, unit);
    expect([first < second, second < third]).toEqual([true, true]);
    expect(await transfer(north, unit, { fence: third })).toMatchObject({ verdict: 'applied' });
    expect(await take(south, unit)).toMatchObject({ kind: 'not-reservable', code: 'ALREADY_DONE' });
  });

  it('of one bench is not the other carton’s of the same bench', async () => {
    const unit = await newUnit();
    await fenceFor(site.station, unit, { cartonId: 'one' });
    expect(await take(site.station, unit, { cartonId: 'two' })).toMatchObject({ kind: 'held' });
  });

  it('a question that names a unit twice is none', async () => {
    const one = { unit: await newUnit(), fromId: site.world.reseller, expectedEpoch: 0, person: 'M. Kaya' };
    const asked = { cartonId: 'one', customerId: site.world.customer, units: [one, one] };
    await expect(site.station.api.reservations.take(asked as never)).rejects.toMatchObject({ status: 400 });
  });
});

describe('OWN-10 a transfer in front of which somebody reserved', () => {
  it('of another bench waits: it is told who and since when, and nothing has moved', async () => {
    const unit = await newUnit();
    const south = await colleague();
    await fenceFor(site.station, unit);
    const since = site.cloud.clock.now();
    expect(await transfer(south, unit)).toMatchObject({
      verdict: 'conflict',
      code: 'TRANSFER_PENDING',
      by: { name: 'M. Kaya, Bench', at: since, toName: null },
      ownerEpoch: 0,
    });
    site.cloud.clock.advance(leaseMs);
    expect(await transfer(south, unit), 'nobody after it').toMatchObject({ verdict: 'applied' });
  });

  it('with an older fence is refused, and stays so when the newest grant has run out', async () => {
    const unit = await newUnit();
    const south = await colleague();
    const old = await fenceFor(site.station, unit);
    site.cloud.clock.advance(leaseMs);
    await fenceFor(south, unit);
    expect(await transfer(site.station, unit, { fence: old })).toMatchObject({ code: 'TRANSFER_PENDING' });
    site.cloud.clock.advance(leaseMs);
    expect(await transfer(site.station, unit, { fence: old })).toMatchObject({
      verdict: 'conflict',
      code: 'TRANSFER_PENDING',
      by: { name: 'M. Kaya, Hall South' },
    });
    const again = await fenceFor(site.station, unit, { fence: old });
    expect(await transfer(site.station, unit, { fence: again })).toMatchObject({ verdict: 'applied' });
  });

  it('passes with its own fence that ran out, and from the same bench without one', async () => {
    const [late, plain] = [await newUnit(), await newUnit()];
    const fence = await fenceFor(site.station, late);
    await fenceFor(site.station, plain);
    expect(await transfer(site.station, plain)).toMatchObject({ verdict: 'applied' });
    site.cloud.clock.advance(leaseMs);
    expect(await transfer(site.station, late, { fence })).toMatchObject({ verdict: 'applied' });
  });

  it('OWN-8 tells nothing of it to whoever could not move the unit anyway', async () => {
    const unit = await newUnit();
    await fenceFor(site.station, unit);
    const other = await rival();
    expect(await transfer(other.station, unit)).toMatchObject({ code: 'TRUST_MISSING', by: null });
  });

  it('of two benches that ask at once, and then push at once: each unit is one’s, and moved by that one', async () => {
    const units = await Promise.all(Array.from({ length: 6 }, newUnit));
    const benches = [site.station, await colleague()] as const;
    const wishes = units.map((unit) => ({ unit, fromId: site.world.reseller, expectedEpoch: 0, person: 'M. Kaya' }));
    const ask = async (station: TestStation, asked: typeof wishes) =>
      (
        await station.api.reservations.take({
          cartonId: 'carton',
          customerId: site.world.customer,
          units: asked,
        } as never)
      ).units;
    const answers = await Promise.all([ask(benches[0], wishes), ask(benches[1], wishes.toReversed())]);
    const fences = answers.map(
      (said) => new Map(said.flatMap((one) => (one.kind === 'granted' ? [[one.unit, one.fence] as const] : []))),
    );
    const payload = { fromId: site.world.reseller, toId: site.world.customer, expectedEpoch: 0, unpairFirst: false };
    const pushed = await Promise.all(
      benches.map((station, bench) =>
        station.push(
          units.map((unit) => {
            const fence = fences[bench]?.get(unit);
            return station.operation({
              kind: 'unit.transfer',
              unit,
              payload: { ...payload, ...(fence === undefined ? {} : { fence }) },
            });
          }),
        ),
      ),
    );
    for (const [index, unit] of units.entries()) {
      const holder = fences.findIndex((held) => held.has(unit));
      expect(fences.filter((held) => held.has(unit))).toHaveLength(1);
      expect(pushed[holder]?.results[index]).toMatchObject({ verdict: 'applied' });
      expect(pushed[1 - holder]?.results[index]?.code).toMatch(/TRANSFER_PENDING|ALREADY_DONE/);
    }
  });

  it('STA-3 gets the same answer again, although the reservation is gone by then', async () => {
    const unit = await newUnit();
    const south = await colleague();
    await fenceFor(site.station, unit);
    const payload = { fromId: site.world.reseller, toId: site.world.customer, expectedEpoch: 0, unpairFirst: false };
    const wanted = south.operation({ kind: 'unit.transfer', unit, payload });
    const first = await south.push([wanted]);
    site.cloud.clock.advance(leaseMs);
    expect((await south.push([wanted])).results).toEqual(first.results);
  });
});

describe('OWN-10 ORG-2 a supervisor ends the reservation of another bench', () => {
  it('and the fence of that bench is worth nothing from then on', async () => {
    const unit = await newUnit();
    const south = await colleague();
    const fence = await fenceFor(site.station, unit);
    expect(await breakIt(south, unit, fence)).toEqual({ kind: 'done' });
    expect(await breakIt(south, unit, fence), 'asked again').toEqual({ kind: 'gone' });
    expect(await take(site.station, unit, { fence })).toMatchObject({ kind: 'lost', name: 'S. Brandt, Hall South' });
    expect(await transfer(site.station, unit, { fence })).toMatchObject({ code: 'TRANSFER_PENDING' });
    const newest = await fenceFor(south, unit);
    expect(newest).toBeGreaterThan(fence);
    expect(await breakIt(south, unit, fence), 'a newer one is left alone').toEqual({ kind: 'gone' });
    expect(await transfer(south, unit, { fence: newest })).toMatchObject({ verdict: 'applied' });
  });

  it('REP-1 stands in the trail with both names, the refused attempt of a technician too', async () => {
    const unit = await newUnit();
    const south = await colleague();
    const fence = await fenceFor(site.station, unit);
    expect(await breakIt(south, unit, fence, commandLineActor)).toEqual({
      kind: 'refused',
      code: 'ACTOR_NOT_ALLOWED',
    });
    expect(await take(south, unit)).toMatchObject({ kind: 'held' });
    await breakIt(south, unit, fence);
    const { rows } = await south.api.organizations.audit({ organizationId: site.world.partner, unit });
    const lines = rows.map(({ action, outcome, actor }) => [action, outcome, actor]);
    expect(lines).toEqual([
      ['reservation.broken', 'done', 'S. Brandt, Workshop'],
      ['reservation.broken', 'refused', 'T. Ester, Workshop'],
    ]);
  });

  it('only where it is a colleague’s or the unit is one’s own: to others there is nothing', async () => {
    const unit = await newUnit();
    const fence = await fenceFor(site.station, unit);
    const other = await rival();
    expect(await breakIt(other.station, unit, fence)).toEqual({ kind: 'gone' });
    expect(await take(await colleague(), unit)).toMatchObject({ kind: 'held' });
    const owner = await site.cloud.addStation(site.world.reseller, 'Depot');
    expect(await breakIt(owner, unit, fence)).toEqual({ kind: 'done' });
  });
});
