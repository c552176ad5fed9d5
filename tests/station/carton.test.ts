import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countOutcomes } from '#core/domain/carton/carton-outcome.ts';
import { planTransfers } from '#core/domain/carton/transfer-plan.ts';
import type { CartonId } from '#core/kernel/entity-ids.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld, organizationOf } from './testing/bench-world.ts';
import {
  confirmAsShown,
  eventually,
  fill,
  giveSecondPin,
  outcomesOf,
  register,
  serialOf,
  startCarton,
  viewOf,
} from './testing/carton-work.ts';
import { labelOf, scan, sheetOf } from './testing/sheet-work.ts';
import { givePin } from './testing/with-pin.ts';

const nordfracht = organizationOf('nordfracht');

/** A pallet on a bench of the workshop, the centre on the other end of the wire. */
describe('OWN-12 a carton of units', { timeout: 120_000 }, () => {
  let cloud: CloudWorld;
  let bench: BenchWorld;
  let cartonId: CartonId;
  let series = 0;

  beforeAll(async () => {
    cloud = await createCloudWorld();
    bench = await cloud.addStation({ name: 'Hall North' });
  }, 60_000);
  afterAll(() => cloud.close());
  beforeEach(async () => {
    bench.setConnected(true);
    await bench.signIn('M. Kaya');
    await bench.chooseCustomer('nordfracht');
    const open = await bench.client.carton.current();
    if (open.cartonId !== null) {
      await bench.client.carton.close({ cartonId: open.cartonId });
    }
    series += 1;
    cartonId = await startCarton(bench.client);
  });

  const rows = async () => (await viewOf(bench.client, cartonId)).rows;
  const counts = async () => countOutcomes(await rows());
  const own = (count: number, from = 0) => Array.from({ length: count }, (_, index) => serialOf(series, from + index));
  const linesOf = (organizationId: string) =>
    cloud.database
      .asSystem('administration')
      .transact((transaction) =>
        transaction
          .selectFrom('organization_audit')
          .select(['action', 'unit', 'transfer_id'])
          .where('organization_id', '=', organizationId)
          .where('carton_id', '=', cartonId)
          .execute(),
      );

  it('says of every story of the demo how it stands, before anything is asked', async () => {
    const stories = demoFleet.tray.filter(({ kind, customerHint }) => kind === 'unit' && customerHint === 'nordfracht');
    await fill(
      bench.client,
      cartonId,
      stories.map(({ text }) => text),
    );
    const told = Object.fromEntries(
      outcomesOf(await rows()).map((outcome, index) => [stories[index]?.id ?? '', outcome]),
    );
    expect(told).toEqual({
      'partner-owned': 'ready',
      'customer-owned': 'already',
      'reseller-owned': 'ready',
      'two-types': 'choose-type',
      'transfer-only': 'ready',
      'not-transferable': 'blocked',
      'subscription-expired': 'ready',
      'customer-expired': 'already',
      'third-party': 'blocked',
      'third-party-hidden': 'blocked',
      'still-paired': 'ready',
      unknown: 'blocked',
    });
    const plan = planTransfers(await rows());
    expect(plan).toMatchObject({ stillPaired: 1, transferOnly: 1, notLive: 0 });
    expect(plan.owners.map(({ name }) => name)).toEqual(['Hansen Trailer Service', 'Evolane Units']);
  });

  it('OWN-5 has the type of a shared number chosen, and only then transfers that unit', async () => {
    const [serial = ''] = own(1);
    await register(cloud, [{ serial }, { serial, unitType: 'krone', owner: 'kontor' }]);
    await fill(bench.client, cartonId, [serial]);
    expect(outcomesOf(await rows())).toEqual(['choose-type']);
    expect(planTransfers(await rows()).units).toEqual([]);
    const choose = (unitType: string) => bench.client.carton.chooseType({ cartonId, number: 1, unitType });
    expect(await choose('txgo')).toEqual({ kind: 'refused', reason: 'no-such-type' });
    expect(await choose('krone')).toEqual({ kind: 'done' });
    expect(outcomesOf(await rows())).toEqual(['blocked']);
    expect(await choose('evopulse')).toEqual({ kind: 'done' });
    expect(outcomesOf(await rows())).toEqual(['ready']);
  });

  it('takes nothing twice: a repeat points at its row, a row that was taken out comes back', async () => {
    const [first = '', second = ''] = own(2);
    await register(cloud, [{ serial: first }, { serial: second }]);
    await fill(bench.client, cartonId, [first, second]);
    await bench.client.carton.remove({ cartonId, numbers: [2] });
    const again = await fill(bench.client, cartonId, [`EVP-${first}`, second, `evopulse:${first}`, 'not a label']);
    expect(again).toEqual({
      kind: 'added',
      numbers: [],
      duplicates: [
        { text: `EVP-${first}`, number: 1, restored: false },
        { text: second, number: 2, restored: true },
        { text: `evopulse:${first}`, number: 1, restored: false },
      ],
      unreadable: [{ text: 'not a label', code: 'SCAN_UNREADABLE' }],
    });
    expect(await counts()).toMatchObject({ ready: 2 });
  });

  it('SCAN-4 a label held under the reader goes into the carton, and says so at once', async () => {
    const [serial = ''] = own(1);
    await register(cloud, [{ serial }]);
    const read = (text: string) =>
      bench.client.scan.read({
        text,
        source: 'wedge',
        context: { screen: 'carton', sessionId: null, awaiting: 'unit' },
      });
    expect(await read(`EVP-${serial}`)).toEqual({
      kind: 'carton-row',
      cartonId,
      number: 1,
      already: false,
      outcome: 'blocked',
    });
    expect(await read(serial)).toEqual({
      kind: 'carton-row',
      cartonId,
      number: 1,
      already: true,
      outcome: expect.any(String),
    });
    expect(await bench.client.bench.sheets({ limit: 100 })).toEqual(
      expect.not.arrayContaining([expect.objectContaining({ unit: expect.stringContaining(serial) })]),
    );
  });

  it('OWN-9 OWN-13 transfers all that is allowed in one step, each with its result, and both logs name unit and carton', async () => {
    const serials = own(3);
    await register(
      cloud,
      serials.map((serial) => ({ serial })),
    );
    await fill(bench.client, cartonId, [...serials, labelOf('third-party').text]);
    expect(await confirmAsShown(bench.client, cartonId)).toEqual({ kind: 'requested', units: 3 });
    await eventually(async () => (await counts()).requested === 0);
    expect(outcomesOf(await rows())).toEqual(['transferred', 'transferred', 'transferred', 'blocked']);
    for (const serial of serials) {
      expect(await cloud.ownerOf(`evopulse:${serial}`)).toBe(nordfracht);
    }
    await bench.operator.sync.run();
    for (const side of [nordfracht, organizationOf('hansen')]) {
      const applied = (await linesOf(side)).filter(({ action }) => action === 'transfer.applied');
      expect(applied.map(({ unit }) => unit).sort()).toEqual(serials.map((serial) => `evopulse:${serial}`).sort());
      expect(new Set(applied.map(({ transfer_id }) => transfer_id)).size).toBe(3);
    }
    const opened = await bench.client.carton.openSheet({ cartonId, number: 1 });
    if (opened.kind !== 'sheet-opened') throw new Error(`no sheet: ${opened.kind}`);
    const sheet = await sheetOf(bench, opened.sessionId);
    expect(sheet.session.verdict).toMatchObject({ next: 'OWNED_BY_CUSTOMER' });
    expect(sheet.session.verdict).toMatchObject({
      findings: expect.arrayContaining([expect.objectContaining({ code: 'NEEDS_CONFIGURATION' })]),
    });
  });

  it('names the profile of the carton on the sheets of its units', async () => {
    const [serial = ''] = own(1);
    await register(cloud, [{ serial }]);
    const profiles = await bench.client.carton.profiles();
    const wished = profiles.at(-1);
    if (wished === undefined) throw new Error('the demo has profiles');
    await fill(bench.client, cartonId, [serial]);
    expect(await bench.client.carton.setProfile({ cartonId, profileId: wished.id })).toEqual({ kind: 'done' });
    const opened = await bench.client.carton.openSheet({ cartonId, number: 1 });
    if (opened.kind !== 'sheet-opened') throw new Error(`no sheet: ${opened.kind}`);
    expect((await sheetOf(bench, opened.sessionId)).session.wishedProfileId).toBe(wished.id);
  });

  it('OWN-10 confirms what was shown and nothing else', async () => {
    const serials = own(2);
    await register(
      cloud,
      serials.map((serial) => ({ serial })),
    );
    await fill(bench.client, cartonId, serials.slice(0, 1));
    const shown = planTransfers(await rows()).units.map((unit) => ({ ...unit }));
    await fill(bench.client, cartonId, serials.slice(1));
    await givePin(bench.client, 'transfer');
    expect(await bench.client.carton.confirm({ cartonId, units: shown })).toEqual({ kind: 'confirm-again' });
    const [one] = shown;
    if (one === undefined) throw new Error('one unit was shown');
    expect(await bench.client.carton.confirm({ cartonId, units: [{ ...one, expectedEpoch: 9 }] })).toEqual({
      kind: 'confirm-again',
    });
    expect(await counts()).toMatchObject({ ready: 2, requested: 0 });
  });

  it('reliability 5.2: more than 20 at once pass by no PIN but that of a second person who may transfer', async () => {
    const serials = own(21);
    await register(
      cloud,
      serials.map((serial) => ({ serial })),
    );
    await fill(bench.client, cartonId, serials);
    const units = planTransfers(await rows()).units.map((unit) => ({ ...unit }));
    expect(units).toHaveLength(21);
    await givePin(bench.client, 'transfer');
    await expect(bench.client.carton.confirm({ cartonId, units })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(bench.client.carton.confirmBulk({ cartonId, units })).rejects.toMatchObject({
      code: 'STEP_UP_NEEDED',
      data: { act: 'bulk', second: 'transfer' },
    });
    for (const name of ['M. Kaya', 'A. Okafor', 'J. Lind']) {
      expect(await giveSecondPin(bench.client, name)).toEqual({ kind: 'not-allowed' });
    }
    expect(await giveSecondPin(bench.client, 'S. Brandt')).toEqual({ kind: 'proved' });
    expect(await bench.client.carton.confirmBulk({ cartonId, units })).toEqual({ kind: 'requested', units: 21 });
    const { carton } = await viewOf(bench.client, cartonId);
    expect(carton.confirmations).toMatchObject([{ by: 'M. Kaya', units: 21, secondPerson: 'S. Brandt' }]);
    await eventually(async () => (await counts()).transferred === 21);
  });

  it('OWN-14 ends a standing pairing first, as it was shown', async () => {
    await fill(bench.client, cartonId, [labelOf('still-paired').text]);
    expect(planTransfers(await rows()).units).toMatchObject([{ unpairFirst: true }]);
    await confirmAsShown(bench.client, cartonId);
    await eventually(async () => (await counts()).transferred === 1);
  });

  it('REP-2 makes a list that can be printed before, and after with every result', async () => {
    const serials = own(2);
    await register(
      cloud,
      serials.map((serial) => ({ serial })),
    );
    await fill(bench.client, cartonId, serials);
    expect(await bench.client.carton.report({ cartonId })).toMatchObject({ kind: 'report', pages: 1 });
    await confirmAsShown(bench.client, cartonId);
    await eventually(async () => (await counts()).transferred === 2);
    expect(await bench.client.carton.close({ cartonId })).toEqual({ kind: 'done' });
    expect(await bench.client.carton.report({ cartonId, locale: 'de' })).toMatchObject({ kind: 'report' });
    expect(await bench.client.carton.add({ cartonId, texts: serials, source: 'typed' })).toEqual({ kind: 'closed' });
    const [latest] = (await bench.client.carton.list({ limit: 50 })).filter(({ id }) => id === cartonId);
    expect(latest).toMatchObject({ state: 'closed', counts: { transferred: 2 } });
  });

  it('OWN-3 offers no carton for our own organization', async () => {
    await bench.chooseCustomer('hansen');
    expect(await bench.client.carton.start({ profileId: null })).toEqual({ kind: 'not-a-customer' });
    expect(await scan(bench, labelOf('partner-owned').text)).toMatchObject({ kind: 'sheet-opened' });
  });
});
