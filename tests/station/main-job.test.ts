import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sheet } from '#core/contract/station/bench.ts';
import { sessionId as asSessionId, type SessionId } from '#core/kernel/entity-ids.ts';
import { readPrinted } from '#electron/adapters/pdf/read-printed.ts';
import { createDemoUnit } from '#sim/demo/demo-unit.ts';
import { createInProcessPorts } from '#sim/fronts/in-process.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';
import { withPin } from './testing/with-pin.ts';

const serial = '359315075384726';
const bay = 1;

/** The whole main job over the contract, with a real cloud, a real database file and a virtual unit that speaks bytes. */
describe('the main job: scan, transfer, configure, inspect, pair, sign, report', { timeout: 120_000 }, () => {
  let cloud: CloudWorld;
  let bench: BenchWorld;
  let unit: VirtualUnit;
  let sessionId: SessionId;

  beforeAll(async () => {
    cloud = await createCloudWorld();
    unit = createDemoUnit(
      { unit: `evopulse:${serial}`, imei: serial, model: 'FTSIM1', seed: 7 },
      { poweredForSeconds: 600 },
    );
    bench = await cloud.addStation({ unitPorts: createInProcessPorts({ 'sim:1': unit }) });
  });
  afterAll(async () => {
    await cloud.close();
    unit.close();
  });

  const sheetNow = async (): Promise<Sheet> => {
    const answer = await bench.client.bench.sheet({ sessionId });
    if (answer.kind !== 'sheet') {
      throw new Error('the sheet is there');
    }
    return answer.sheet;
  };

  it('STA-1 signs in by PIN and refuses a wrong one', async () => {
    const [kaya] = await bench.client.access.people();
    const wrong = await bench.client.access.signIn({ personId: kaya?.id ?? '', pin: '000000' });
    expect(wrong).toMatchObject({ kind: 'wrong-pin', triesLeft: 9 });
    await bench.signIn('M. Kaya');
    expect(await bench.client.access.seat()).toMatchObject({ kind: 'signed-in', displayName: 'M. Kaya' });
  });

  it('ORG-7 lists the customers that onboarded us, each with its trust', async () => {
    const rows = await bench.client.customers.list({});
    expect(rows.map((row) => [row.name, row.trust.kind])).toEqual([
      ['Alpen Kühltransporte', 'active'],
      ['Baltic Reefer Lines', 'expired'],
      ['Groupe Vallon', 'active'],
      ['Hafen Spedition Ost', 'pending'],
      ['Nordfracht Logistik', 'active'],
    ]);
    expect((await bench.client.customers.list({ search: 'KUHL' })).map((row) => row.name)).toEqual([
      'Alpen Kühltransporte',
    ]);
    await bench.chooseCustomer('nordfracht');
  });

  it('SCAN-4 OWN-3 a scanned label opens the sheet with its verdict', async () => {
    const scanned = await bench.client.scan.read({
      text: `EVP-${serial}`,
      source: 'wedge',
      context: { screen: 'bench', sessionId: null, awaiting: 'unit' },
    });
    expect(scanned).toMatchObject({ kind: 'sheet-opened', resumed: false });
    sessionId = asSessionId.parse(scanned.kind === 'sheet-opened' ? scanned.sessionId : '');
    const { session } = await sheetNow();
    expect(session.verdict).toMatchObject({ kind: 'verdict', next: 'TRANSFER_AVAILABLE', freshness: 'live' });
  });

  it('INST-1 the unit on the cable says the serial that was scanned', async () => {
    await expect.poll(async () => (await bench.client.cable.bays()).length, { timeout: 5_000 }).toBe(1);
    expect(await bench.client.bench.identify({ sessionId, bay })).toMatchObject({ kind: 'agrees' });
  });

  it('OWN-3 OWN-10 transfers what was confirmed and is told by the cloud', async () => {
    const { session } = await sheetNow();
    if (session.verdict.kind !== 'verdict') {
      throw new Error('the type is known');
    }
    const shown = {
      sessionId,
      fromId: session.verdict.owner?.id ?? '',
      toId: session.customerId,
      expectedEpoch: session.verdict.ownerEpoch ?? -1,
      unpairFirst: false,
    };
    await expect(bench.client.bench.transfer(shown)).rejects.toMatchObject({ code: 'STEP_UP_NEEDED' });
    const result = await withPin(bench.client, () => bench.client.bench.transfer(shown));
    expect(result.kind).toBe('transferred');
    const after = (await sheetNow()).session;
    expect(after.transfer).toMatchObject({
      kind: 'done',
      fromName: 'Hansen Trailer Service',
      toName: 'Nordfracht Logistik',
    });
    expect(after.verdict).toMatchObject({ next: 'OWNED_BY_CUSTOMER' });
  });

  it('OWN-9 cannot be signed before it is configured again', async () => {
    expect((await sheetNow()).missing).toContain('configuration');
  });

  it('INST-3 reads, compares, writes the difference, reads back and verifies', async () => {
    const compared = await bench.client.bench.compareConfiguration({ sessionId });
    expect(compared.kind).toBe('updated');
    const { session } = await sheetNow();
    expect(session.configuration.kind).toBe('compared');
    expect(await bench.client.bench.writeConfiguration({ sessionId })).toMatchObject({ kind: 'updated' });
    const after = (await sheetNow()).session.configuration;
    expect(after).toMatchObject({ kind: 'verified' });
    expect(unit.parameters('same')['2004']).toBe('ingest.example.com');
    expect(JSON.stringify(after)).not.toContain('demo-apn-secret');
  });

  it('INSP-1 INSP-2 measures live and takes the manual answers', async () => {
    expect(await bench.client.bench.measure({ sessionId })).toMatchObject({ kind: 'updated' });
    for (const checkId of ['mounting', 'wiring', 'seal', 'antenna']) {
      await bench.client.bench.answerCheck({ sessionId, checkId, result: 'pass', note: null });
    }
    const { inspection, vin } = (await sheetNow()).session;
    expect(inspection).toMatchObject({ kind: 'measured' });
    expect(vin.fromUnit).toBe('WSM00000003111444');
  });

  it('PAIR-2 PAIR-5 predicts auto pairing and hears it from the cloud', async () => {
    await bench.client.bench.setVin({ sessionId, vin: 'WSM 000000 03111444' });
    const view = await bench.client.bench.pairing({ sessionId });
    expect(view).toMatchObject({ kind: 'pairing', pairing: { prediction: 'AutoPair', agreement: 'all-agree' } });
    expect(await bench.client.bench.awaitAutomaticPairing({ sessionId })).toMatchObject({ kind: 'updated' });
    await bench.client.sync.run();
    await cloud.deliver(`evopulse:${serial}`, {
      at: new Date().toISOString(),
      position: { latitude: 50.869, longitude: 2.8942 },
      sensorVin: 'WSM00000003111444',
      supplyMillivolts: 24_400,
    });
    await bench.client.sync.run();
    expect((await sheetNow()).session.pairing).toMatchObject({
      kind: 'paired',
      reason: 'AutoPair',
      assetLabel: 'KL 99',
    });
  });

  it('INSP-4 is signed by PIN and frozen', async () => {
    const { session, missing } = await sheetNow();
    expect({
      missing,
      checks:
        session.inspection.kind === 'measured' ? session.inspection.checks.filter((c) => c.result !== 'pass') : [],
    }).toMatchObject({ missing: [] });
    const wish = { sessionId, result: 'succeeded' as const, remarks: null, signatureSvgPath: null };
    expect(await bench.client.bench.sign({ ...wish, pin: '111111' })).toMatchObject({ kind: 'wrong-pin' });
    expect(await bench.client.bench.sign({ ...wish, pin: '471902' })).toMatchObject({
      kind: 'signed',
      reportNumber: '1001',
    });
    expect(
      await bench.client.bench.answerCheck({ sessionId, checkId: 'seal', result: 'fail', note: null }),
    ).toMatchObject({
      kind: 'refused',
      reason: 'sheet-closed',
    });
  });

  it('REP-2 prints the report of the signed sheet', async () => {
    const report = await bench.client.bench.report({ sessionId });
    expect(report).toMatchObject({ kind: 'report', draft: false, fileName: `report-1001-${serial}.pdf` });
    expect(await bench.client.bench.saveReport({ sessionId })).toMatchObject({ kind: 'saved' });
  });

  it('REP-2 P21 the code on the paper holds a head that the trail is checked against', async () => {
    const report = await bench.client.bench.report({ sessionId });
    const pdf = report.kind === 'report' ? new Uint8Array(Buffer.from(report.pdfBase64, 'base64')) : new Uint8Array();
    const printed = await readPrinted(pdf);
    const [code = ''] = await printed.codes(1);
    await printed.close();
    const knownHead = new URL(code).searchParams.get('head') ?? '';
    expect(knownHead).toMatch(/^[0-9a-f]{12}$/);
    expect(await bench.client.audit.verify({ knownHead })).toMatchObject({ kind: 'intact' });
    const another = `${knownHead.slice(0, 11)}${knownHead.endsWith('0') ? '1' : '0'}`;
    expect(await bench.client.audit.verify({ knownHead: another })).toMatchObject({ kind: 'broken', fault: 'missing' });
  });

  it('STA-3 REP-1 OWN-13 everything reaches the cloud and both organizations can prove it', async () => {
    await bench.client.sync.run();
    expect(await bench.client.sync.status()).toMatchObject({ pending: 0, needsYou: 0, state: 'online' });
    expect(await bench.client.audit.verify()).toMatchObject({ kind: 'intact' });
    const atCloud = await bench.client.audit.atCloud({ sessionId });
    const transfers = atCloud.kind === 'rows' ? atCloud.rows.filter((row) => row.transferId !== null) : [];
    expect(new Set(transfers.map((row) => row.organizationName))).toEqual(
      new Set(['Hansen Trailer Service', 'Nordfracht Logistik']),
    );
    expect(new Set(transfers.map((row) => row.transferId)).size).toBe(1);
  });

  it('STA-4 comes back after a restart exactly as it was', async () => {
    const before = await sheetNow();
    await bench.restart();
    await bench.signIn('M. Kaya');
    expect(await sheetNow()).toEqual(before);
  });
});
