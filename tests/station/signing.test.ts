import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson } from '#core/kernel/canonical-json.ts';
import type { SessionId } from '#core/kernel/entity-ids.ts';
import { sha256Hex } from '#core/kernel/sha256.ts';
import { createInProcessPorts } from '#sim/fronts/in-process.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld, organizationOf } from './testing/bench-world.ts';
import { hurriedUnit, untilBayIs } from './testing/cable-bench.ts';
import { printedReport } from './testing/printed-report.ts';
import {
  answerManualChecks,
  openSheetOf,
  scan,
  sheetOf,
  stepOf,
  transferAsShown,
  workshopSerial,
} from './testing/sheet-work.ts';
import { createTestClock } from './testing/test-clock.ts';
import { withPin } from './testing/with-pin.ts';

const serial = '866344054201822';
const speed = 4;

let cloud: CloudWorld;
let bench: BenchWorld;
let unit: VirtualUnit;
const clock = createTestClock({ speed });

beforeAll(async () => {
  cloud = await createCloudWorld();
  unit = hurriedUnit(serial, speed);
  bench = await cloud.addStation({ unitPorts: createInProcessPorts({ 'sim:1': unit }), clock });
  await atWork();
});
afterAll(async () => {
  await cloud.close();
  unit.close();
});

// A label may be scanned again in the next test.
beforeEach(() => clock.skip(2_000));

async function atWork(): Promise<void> {
  await bench.signIn('M. Kaya');
  await bench.chooseCustomer('nordfracht');
  await untilBayIs(bench, 1, 'idle');
}

interface Signature {
  readonly result: 'succeeded' | 'failed';
  readonly remarks?: string | null;
  readonly pin?: string;
}

const sign = (sessionId: SessionId, { result, remarks = null, pin = '471902' }: Signature) =>
  bench.client.bench.sign({ sessionId, pin, result, remarks, signatureSvgPath: null });

describe('INSP-4 what keeps a sheet from being signed', { timeout: 60_000 }, () => {
  it('is listed, and grows shorter with the work', async () => {
    const sessionId = await openSheetOf(bench, `EVP-${serial}`);
    const missing = async () => {
      const answer = await sign(sessionId, { result: 'succeeded' });
      const { missing: shown } = await sheetOf(bench, sessionId);
      expect(answer.kind === 'not-ready' ? answer.missing : []).toEqual(shown);
      return shown;
    };
    expect(await missing()).toEqual(['identity', 'inspection', 'pairing']);
    await bench.client.bench.identify({ sessionId, bay: 1 });
    expect(await missing()).toEqual(['inspection', 'pairing']);
    await bench.client.bench.compareConfiguration({ sessionId });
    await bench.client.bench.measure({ sessionId });
    expect(await missing()).toEqual(['inspection-undecided', 'pairing']);
    await answerManualChecks(bench, sessionId);
    expect(await missing()).toEqual(['inspection-failed', 'pairing']);
    await bench.client.bench.writeConfiguration({ sessionId });
    await bench.client.bench.measure({ sessionId });
    expect(await missing()).toEqual(['pairing']);
    await bench.client.bench.leaveUnpaired({ sessionId, why: 'The trailer comes tomorrow.' });
    expect((await sheetOf(bench, sessionId)).missing).toEqual([]);
  });

  it('OWN-9 after a transfer the configuration is among it', async () => {
    const sessionId = await openSheetOf(bench, workshopSerial(3));
    expect((await sign(sessionId, { result: 'succeeded' })).kind).toBe('not-ready');
    expect((await sheetOf(bench, sessionId)).missing).toEqual(['transfer']);
    await transferAsShown(bench, sessionId);
    expect((await sheetOf(bench, sessionId)).missing).toEqual(['identity', 'configuration', 'inspection', 'pairing']);
  });

  it('OWN-6 a transfer-only unit is done with its transfer', async () => {
    const sessionId = await openSheetOf(bench, 'TXG-357862051104273');
    await transferAsShown(bench, sessionId);
    expect((await sheetOf(bench, sessionId)).missing).toEqual([]);
    expect(await sign(sessionId, { result: 'succeeded' })).toMatchObject({ kind: 'signed' });
  });

  it.each(['EVP-359315075387331', 'EVP-866344054999995'])(
    'nothing was done and nothing may be: %s cannot be called a success',
    async (label) => {
      const sessionId = await openSheetOf(bench, label);
      expect(await sign(sessionId, { result: 'succeeded' })).toEqual({ kind: 'not-ready', missing: ['verdict'] });
    },
  );

  it('a failure needs its story', async () => {
    const sessionId = await openSheetOf(bench, 'EVP-359315075387331');
    for (const remarks of [null, '', '  \n']) {
      expect(await sign(sessionId, { result: 'failed', remarks })).toMatchObject({
        kind: 'refused',
        reason: 'remarks-missing',
      });
    }
    expect(await sign(sessionId, { result: 'failed', remarks: ' Not ours. ' })).toMatchObject({
      kind: 'signed',
      sheet: { session: { signOff: { result: 'failed', remarks: 'Not ours.' } } },
    });
    const text = await printedReport(bench, sessionId);
    expect(text).toContain('Failed');
    expect(text).toContain('Why it failed: Not ours.');
    expect(text).toContain('was not transferred to Nordfracht Logistik: it was not asked for');
  });

  it('REP-2 what was drawn is frozen with the sheet, proved in the trail and printed', async () => {
    const sessionId = await openSheetOf(bench, 'EVP-359315075387331');
    const drawings = { signatureSvgPath: 'M5 5L90 9', customerSignature: { name: 'R. Vos', path: 'M1 1Q2 3 40 50' } };
    const wish = { sessionId, pin: '471902', result: 'failed', remarks: 'No power.', ...drawings } as const;
    const trick = { ...wish, customerSignature: { name: 'R. Vos', path: 'M1 1"/><script>' } };
    await expect(bench.client.bench.sign(trick)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await bench.client.bench.sign(wish)).toMatchObject({
      kind: 'signed',
      sheet: { session: { signOff: drawings } },
    });
    const entries = await bench.operator.audit.entries({ sessionId, limit: 500 });
    const proof = entries.find(({ action }) => action === 'inspection.signed');
    const drawn = { technician: drawings.signatureSvgPath, customer: drawings.customerSignature };
    expect(proof?.after).toMatchObject({ drawn: sha256Hex(canonicalJson(drawn)) });
    expect(await printedReport(bench, sessionId)).toContain('R. Vos, customer, signed by hand');
  });

  it('only a person signs, and only the one at the bench', async () => {
    const sessionId = await openSheetOf(bench, 'EVP-866344054999995');
    const wish = { sessionId, result: 'failed', remarks: 'Not known.', signatureSvgPath: null } as const;
    expect(await bench.operator.bench.sign({ ...wish, pin: '471902' })).toMatchObject({ reason: 'nobody-to-sign' });
    expect(await bench.client.bench.sign({ ...wish, pin: '830516' })).toMatchObject({ kind: 'wrong-pin' });
    expect((await sheetOf(bench, sessionId)).session.state).toBe('open');
  });
});

describe('INSP-4 a signed sheet', { timeout: 60_000 }, () => {
  let sessionId: SessionId;

  beforeAll(async () => {
    sessionId = await openSheetOf(bench, `EVP-${serial}`);
    expect(await sign(sessionId, { result: 'succeeded', remarks: 'All as it should be.' })).toMatchObject({
      kind: 'signed',
    });
  });

  it('is frozen: no act changes a letter of it, and every attempt stands in the trail', async () => {
    const before = await sheetOf(bench, sessionId);
    const { bench: acts } = bench.client;
    const { customerId } = before.session;
    const transfer = { fromId: customerId, toId: customerId, expectedEpoch: 0, unpairFirst: true };
    const attempts = [
      await acts.answerCheck({ sessionId, checkId: 'seal', result: 'fail', note: 'after all' }),
      await acts.measure({ sessionId }),
      await acts.identify({ sessionId, bay: 1 }),
      await acts.compareConfiguration({ sessionId }),
      await acts.writeConfiguration({ sessionId }),
      await acts.setVin({ sessionId, vin: 'WSM00000003111444' }),
      await acts.leaveUnpaired({ sessionId, why: 'another reason' }),
      await acts.pair({ sessionId, assetId: '019a9d00-0000-7000-8000-000000000301' }),
      await acts.awaitAutomaticPairing({ sessionId }),
      await withPin(bench.client, () => acts.transfer({ sessionId, ...transfer })),
      await acts.recheck({ sessionId }),
      await acts.confirmCheckDigit({ sessionId }),
      await acts.abandon({ sessionId, why: 'not any more' }),
      await sign(sessionId, { result: 'failed', remarks: 'It is broken after all.' }),
    ];
    for (const attempt of attempts) {
      expect(attempt).toMatchObject({ kind: 'refused', reason: 'sheet-closed' });
    }
    expect(await sheetOf(bench, sessionId)).toEqual(before);
    const entries = await bench.operator.audit.entries({ sessionId, limit: 500 });
    const refused = entries.filter(({ code }) => code === 'sheet-closed');
    expect(refused.length).toBeGreaterThanOrEqual(attempts.length - 1);
    expect(refused.every(({ actor }) => actor.name === 'M. Kaya')).toBe(true);
  });

  it('a correction is a new sheet of the same unit; the signed one stays as it is', async () => {
    const before = await sheetOf(bench, sessionId);
    clock.skip(5_000);
    const again = await scan(bench, `EVP-${serial}`);
    expect(again).toMatchObject({ kind: 'sheet-opened', resumed: false });
    expect(again.kind === 'sheet-opened' ? again.sessionId : '').not.toBe(sessionId);
    expect(await sheetOf(bench, sessionId)).toEqual(before);
  });

  it('REP-1 has the digest of its inspection in the trail, before the signature', async () => {
    const { inspection, signOff } = (await sheetOf(bench, sessionId)).session;
    const entries = await bench.operator.audit.entries({ sessionId, limit: 500 });
    const proof = entries.find(({ action }) => action === 'inspection.signed');
    expect(proof?.after).toMatchObject({ inspection: sha256Hex(canonicalJson(inspection)) });
    expect(signOff).toMatchObject({ kind: 'signed', auditSize: proof?.seq, auditHead: proof?.head });
    const end = entries.findIndex(({ action }) => action === 'sheet.signed');
    expect(entries[end]?.seq).toBe((proof?.seq ?? 0) + 1);
    expect(await bench.operator.audit.verify()).toMatchObject({ kind: 'intact' });
  });

  it('REP-2 its report says what was done, why it is not paired, and can be found by its number', async () => {
    const { signOff } = (await sheetOf(bench, sessionId)).session;
    const number = signOff.kind === 'signed' ? signOff.reportNumber : '';
    const text = await printedReport(bench, sessionId);
    expect(text).toContain(`Installation report ${number}`);
    expect(text).toContain('Succeeded');
    expect(text).toContain('Not paired: The trailer comes tomorrow.');
    expect(text).toContain('The unit already belonged to Nordfracht Logistik');
    expect(text).not.toContain('Recorded offline');
    expect(await scan(bench, `fitbay://report/${number}`)).toEqual({ kind: 'report-found', sessionId });
  });

  it('OWN-13 reaches the cloud with its inspection', async () => {
    await bench.client.sync.run();
    const queue = await bench.client.sync.queue({ limit: 100 });
    const own = queue.filter((row) => row.sessionId === sessionId);
    expect(own.map(({ kind, verdict }) => `${kind} ${verdict}`).sort()).toEqual([
      'session.signed applied',
      'unit.inspected applied',
      'unit.installed applied',
    ]);
    expect(await cloud.ownerOf(`evopulse:${serial}`)).toBe(organizationOf('nordfracht'));
  });
});

describe('REP-2 report numbers', { timeout: 60_000 }, () => {
  const numbers: number[] = [];
  const signOne = async (index: number) => {
    const sessionId = await openSheetOf(bench, workshopSerial(index));
    const signed = await sign(sessionId, { result: 'failed', remarks: 'Counting only.' });
    numbers.push(Number(signed.kind === 'signed' ? signed.reportNumber : Number.NaN));
    return sessionId;
  };

  it('have no gap, over refused signatures, restarts and power cuts', async () => {
    await signOne(4);
    const open = await openSheetOf(bench, workshopSerial(5));
    await sign(open, { result: 'failed', remarks: ' ' });
    await sign(open, { result: 'succeeded' });
    await bench.restart();
    await atWork();
    await signOne(6);
    await bench.crash();
    await atWork();
    await signOne(7);
    await signOne(8);
    const [first = 0] = numbers;
    expect(numbers).toEqual(numbers.map((_, index) => first + index));
  });

  it('are given once: two clicks make one signature', async () => {
    const sessionId = await openSheetOf(bench, workshopSerial(9));
    const wish = { result: 'failed', remarks: 'Clicked twice.' } as const;
    const answers = await Promise.all([sign(sessionId, wish), sign(sessionId, wish)]);
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['refused', 'signed']);
    const last = await signOne(10);
    expect(stepOf(await sheetOf(bench, last), 'sign-off').state).toBe('failed');
    const signedNumbers = (await bench.client.bench.sheets({ limit: 100 })).flatMap(
      ({ reportNumber }) => reportNumber ?? [],
    );
    const sorted = signedNumbers.map(Number).sort((left, right) => left - right);
    expect(sorted).toEqual(sorted.map((_, index) => 1_001 + index));
  });
});
