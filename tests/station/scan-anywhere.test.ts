import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { organizationId } from '#core/kernel/entity-ids.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld, organizationOf } from './testing/bench-world.ts';
import { labelOf, openedBy, openFromTray, openSheetOf, scan, sheetOf } from './testing/sheet-work.ts';
import { createTestClock } from './testing/test-clock.ts';

let cloud: CloudWorld;
let bench: BenchWorld;
const clock = createTestClock();

beforeAll(async () => {
  cloud = await createCloudWorld();
  bench = await cloud.addStation({ clock });
});
afterAll(() => cloud.close());
beforeEach(async () => {
  clock.skip(10_000);
  await bench.signIn('M. Kaya');
});

describe('SCAN-4 a scan does the sensible thing wherever it happens', () => {
  const label = labelOf('partner-owned').text;

  it('counts a double scan within 1.5 s once and goes on with the open sheet later', async () => {
    await bench.chooseCustomer('nordfracht');
    const first = await scan(bench, label);
    expect(await scan(bench, label)).toEqual({ kind: 'duplicate' });
    expect(await scan(bench, ` ${label}\r`)).toEqual({ kind: 'duplicate' });
    clock.skip(1_400);
    expect(await scan(bench, label)).toEqual({ kind: 'duplicate' });
    clock.skip(1_600);
    expect(await scan(bench, label)).toEqual({
      kind: 'sheet-opened',
      sessionId: first.kind === 'sheet-opened' ? first.sessionId : '',
      resumed: true,
    });
    const [newest] = await bench.client.scan.feed({ limit: 1 });
    expect(newest).toMatchObject({ key: 'sheet-resumed' });
  });

  it('two readers that see the same label at once open one sheet', async () => {
    await bench.chooseCustomer('vallon');
    const context = { screen: 'bench', sessionId: null, awaiting: 'anything' } as const;
    const results = await Promise.all(
      (['wedge', 'camera', 'serial-reader'] as const).map((source) =>
        bench.client.scan.read({ text: 'EVP-359315075389998', source, context }),
      ),
    );
    expect(new Set(results.map((one) => (one.kind === 'sheet-opened' ? one.sessionId : one.kind))).size).toBe(1);
    expect(results.filter((one) => one.kind === 'sheet-opened' && !one.resumed)).toHaveLength(1);
  });

  it('another customer gets a sheet of its own', async () => {
    await bench.chooseCustomer('nordfracht');
    const first = await openSheetOf(bench, label);
    await bench.chooseCustomer('alpen');
    clock.skip(5_000);
    expect(await openSheetOf(bench, label)).not.toBe(first);
  });

  it('wants a customer before a unit', async () => {
    await bench.client.customers.choose({ customerId: null });
    expect(await scan(bench, label)).toEqual({ kind: 'choose-customer-first' });
    expect((await bench.client.scan.feed({ limit: 1 }))[0]).toMatchObject({ key: 'choose-customer-first' });
  });

  it('somebody at the seat works for the seat’s customer, whatever the page sends', async () => {
    await bench.chooseCustomer('nordfracht');
    const context = { screen: 'bench', sessionId: null, awaiting: 'anything' } as const;
    const customerId = organizationId.parse(organizationOf('kontor'));
    const opened = await bench.client.scan.read({ text: label, source: 'typed', context, customerId });
    const sheet = await sheetOf(bench, openedBy(opened));
    expect(sheet.session.customerName).toBe('Nordfracht Logistik');
  });

  it.each([
    ['vin-kl99', 'exact', 'KL 99'],
    ['vin-twins', 'exact', 'HH AB 74'],
    ['vin-stranger', 'none', null],
    ['vin-occupied', 'exact', 'B LK 905'],
  ] as const)('%s goes to the open sheet and finds its vehicle', async (id, match, plate) => {
    const sessionId = await openFromTray(bench, 'customer-owned');
    const context = { screen: 'sheet', sessionId, awaiting: 'anything' } as const;
    const { text } = labelOf(id);
    const result = await bench.client.scan.read({ text, source: 'wedge', context });
    expect(result).toMatchObject({ kind: 'vin-taken', sessionId, vin: text });
    expect((await sheetOf(bench, sessionId)).session.vin.scanned).toBe(text);
    const view = await bench.client.bench.pairing({ sessionId });
    const best = view.kind === 'pairing' ? view.pairing.candidates[0] : undefined;
    expect(best?.match).toBe(match);
    // Where none is meant, the list merely offers what there is.
    expect(match === 'none' ? null : best?.plate).toBe(plate);
    expect(match === 'none' ? false : best?.occupied).toBe(id === 'vin-occupied');
  });

  it('a VIN without an open sheet is kept and not applied', async () => {
    const text = labelOf('vin-kl99').text;
    expect(await scan(bench, text)).toEqual({
      kind: 'wrong-kind',
      reason: 'no-sheet',
      got: ['vin'],
      wanted: expect.any(Array),
    });
    expect((await bench.client.scan.feed({ limit: 1 }))[0]).toMatchObject({
      key: 'scan-unused',
      detail: { text, reason: 'no-sheet' },
    });
  });

  it('a VIN for a closed sheet is not put on it', async () => {
    const sessionId = await openFromTray(bench, 'customer-expired');
    await bench.client.bench.abandon({ sessionId, why: 'not today' });
    const context = { screen: 'sheet', sessionId, awaiting: 'anything' } as const;
    const result = await bench.client.scan.read({ text: labelOf('vin-kl99').text, source: 'wedge', context });
    expect(result.kind).toBe('wrong-kind');
    expect((await sheetOf(bench, sessionId)).session.vin.scanned).toBeNull();
  });

  it('a badge names its person, an unknown one nobody', async () => {
    const brandt = demoFleet.people.find(({ displayName }) => displayName === 'S. Brandt');
    expect(await scan(bench, `badge:${brandt?.badge}`)).toEqual({ kind: 'person-chosen', personId: brandt?.id });
    expect(await scan(bench, 'badge:XX-0000')).toMatchObject({ kind: 'wrong-kind', reason: 'unknown-badge' });
    expect((await bench.client.access.seat()).kind === 'signed-in').toBe(true);
  });

  it('a customer code opens the bench for a customer that trusts us, for no other', async () => {
    expect(await scan(bench, `fitbay://workshop/${organizationOf('vallon')}`)).toMatchObject({
      kind: 'customer-chosen',
    });
    expect(await bench.client.access.seat()).toMatchObject({ customer: { name: 'Groupe Vallon' } });
    expect(await scan(bench, `fitbay://workshop/${organizationOf('kontor')}`)).toMatchObject({
      reason: 'unknown-customer',
    });
    expect(await bench.client.access.seat()).toMatchObject({ customer: { name: 'Groupe Vallon' } });
  });

  it.each([
    ['dialog', 'EVP-359315075384726', 'answer-first'],
    ['home', 'FB:NEXT', 'bench-only'],
    ['sheet', '89883070000007211665', 'not-a-unit'],
  ] as const)('on %s, %s has no effect and says %s', async (screen, text, reason) => {
    await bench.chooseCustomer('nordfracht');
    const context = { screen, sessionId: null, awaiting: 'anything' } as const;
    expect(await bench.client.scan.read({ text, source: 'wedge', context })).toMatchObject({
      kind: 'wrong-kind',
      reason,
    });
    expect((await bench.client.scan.feed({ limit: 1 }))[0]).toMatchObject({ key: 'scan-unused', detail: { reason } });
  });
});

describe('STA-1 SCAN-4 scans where nobody is at work', () => {
  const read = (text: string, screen: 'sign-in' | 'locked' | 'bench') =>
    bench.client.scan.read({ text, source: 'wedge', context: { screen, sessionId: null, awaiting: 'anything' } });

  it('a badge chooses its person at an empty seat, and nothing else is taken whatever screen is named', async () => {
    await bench.client.access.signOut();
    const kaya = demoFleet.people.find(({ displayName }) => displayName === 'M. Kaya');
    expect(await read('badge:HTS-1041', 'sign-in')).toEqual({ kind: 'person-chosen', personId: kaya?.id });
    expect(await read('EVP-866344054201822', 'bench')).toMatchObject({ kind: 'wrong-kind', reason: 'sign-in-first' });
    expect(await bench.client.access.seat()).toEqual({ kind: 'empty' });
  });

  it('the same while the bench is locked', async () => {
    await bench.chooseCustomer('nordfracht');
    await bench.client.access.lock();
    expect(await read('badge:HTS-1041', 'locked')).toMatchObject({ kind: 'person-chosen' });
    expect(await read('EVP-866344054203018', 'bench')).toMatchObject({ kind: 'wrong-kind', reason: 'sign-in-first' });
    expect(await bench.client.access.seat()).toMatchObject({ kind: 'signed-in', locked: true });
  });
});
