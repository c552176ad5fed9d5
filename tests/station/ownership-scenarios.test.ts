import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { organizationId, type SessionId } from '#core/kernel/entity-ids.ts';
import { epochMs } from '#core/kernel/iso-time.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld, organizationOf } from './testing/bench-world.ts';
import { printedReport } from './testing/printed-report.ts';
import {
  openFromTray,
  openSheetOf,
  sheetOf,
  stepOf,
  transferAsShown,
  verdictOf,
  workshopSerial,
} from './testing/sheet-work.ts';
import { createTestClock } from './testing/test-clock.ts';

let cloud: CloudWorld;
let bench: BenchWorld;
const clock = createTestClock();
const nordfracht = organizationId.parse(organizationOf('nordfracht'));

beforeAll(async () => {
  cloud = await createCloudWorld();
  bench = await cloud.addStation({ clock });
}, 120_000);
afterAll(() => cloud.close());
beforeEach(async () => {
  clock.skip(10_000);
  await bench.signIn('M. Kaya');
  await bench.chooseCustomer('nordfracht');
});

const pin = '471902';
const sign = (sessionId: SessionId) =>
  bench.client.bench.sign({ sessionId, pin, result: 'succeeded', remarks: null, signatureSvgPath: null });

interface LogLine {
  readonly side: string;
  readonly action: string;
  readonly outcome: string;
  readonly code: string | null;
  readonly transferId: string | null;
}

/** What the cloud's logs of both organizations say of a sheet, once everything is sent. */
async function logsOf(sessionId: SessionId): Promise<readonly LogLine[]> {
  await bench.client.sync.run();
  const log = await bench.operator.audit.atCloud({ sessionId });
  if (log.kind !== 'rows') {
    throw new Error(`no logs: ${log.kind}`);
  }
  return log.rows.map(({ organizationName: side, action, outcome, code, transferId }) => ({
    side,
    action,
    outcome,
    code,
    transferId,
  }));
}

const bothSides = ['Hansen Trailer Service', 'Nordfracht Logistik'];

describe('the scenarios of the workshop page, by number', { timeout: 60_000 }, () => {
  it('S1 OWN-2 the customer owns it: install and inspect at once, nothing to transfer', async () => {
    const sheet = await sheetOf(bench, await openFromTray(bench, 'customer-owned'));
    expect(verdictOf(sheet)).toMatchObject({
      allowed: { transfer: false, install: true, inspect: true },
      action: 'start-work',
    });
    expect(stepOf(sheet, 'owner')).toMatchObject({ state: 'home', mark: 'ok' });
  });

  it('S2 OWN-3 the acting partner owns it: shown, confirmed, acknowledged, and among the customer’s units at once', async () => {
    const sessionId = await openFromTray(bench, 'partner-owned');
    expect(verdictOf(await sheetOf(bench, sessionId)).owner?.name).toBe('Hansen Trailer Service');
    const before = (await bench.client.customers.list({ search: 'Nordfracht' }))[0]?.unitCount ?? 0;
    expect(await transferAsShown(bench, sessionId)).toMatchObject({ kind: 'transferred' });
    expect((await bench.client.customers.list({ search: 'Nordfracht' }))[0]?.unitCount).toBe(before + 1);
    const sheet = await sheetOf(bench, sessionId);
    expect(verdictOf(sheet).findings.map(({ code }) => code)).toContain('NEEDS_CONFIGURATION');
    expect(sheet.missing).toContain('configuration');
  });

  it('S3 OWN-4 a reseller owns it: the same, from the reseller', async () => {
    const sessionId = await openFromTray(bench, 'reseller-owned');
    expect(verdictOf(await sheetOf(bench, sessionId)).owner?.name).toBe('Evolane Units');
    expect(await transferAsShown(bench, sessionId)).toMatchObject({ kind: 'transferred' });
    expect((await sheetOf(bench, sessionId)).session.transfer).toMatchObject({ fromName: 'Evolane Units' });
  });

  it('S4 OWN-5 several types share the number: the type first, then its own owner, then the same confirmation', async () => {
    const sessionId = await openFromTray(bench, 'two-types');
    expect((await sheetOf(bench, sessionId)).session.verdict).toMatchObject({ kind: 'choose-type' });
    await bench.client.bench.chooseType({ sessionId, unitType: 'tp' });
    expect(await transferAsShown(bench, sessionId)).toMatchObject({ kind: 'transferred' });
    expect(await cloud.ownerOf('tp:890123847562332')).toBe(nordfracht);
  });

  it('S5 OWN-6 a type that is not configured here: transferred, then the tool that does it is named, on the report too', async () => {
    const sessionId = await openFromTray(bench, 'transfer-only');
    expect(await transferAsShown(bench, sessionId)).toMatchObject({ kind: 'transferred' });
    const sheet = await sheetOf(bench, sessionId);
    expect(stepOf(sheet, 'configure')).toMatchObject({ state: 'other-tool', detail: { tool: 'TX-GO service tool' } });
    expect(sheet.missing).toEqual([]);
    expect(await sign(sessionId)).toMatchObject({ kind: 'signed' });
    const report = await printedReport(bench, sessionId);
    expect(report).toContain('configured with TX-GO service tool, not on this bench');
    expect(report).toContain('Follow-up: configure the unit with TX-GO service tool before it is used.');
  });

  it('S5 OWN-6 a type that is not handled here: no transfer, and where to go instead', async () => {
    const sheet = await sheetOf(bench, await openFromTray(bench, 'not-transferable'));
    expect(verdictOf(sheet)).toMatchObject({ allowed: { transfer: false }, action: 'use-asset-page' });
  });

  it('OWN-7 an expired unit: the transfer is completed and nothing else, and the report says what has to follow', async () => {
    const sessionId = await openFromTray(bench, 'subscription-expired');
    expect(verdictOf(await sheetOf(bench, sessionId)).action).toBe('transfer-only');
    expect(await transferAsShown(bench, sessionId)).toMatchObject({ kind: 'transferred' });
    const { reasons, allowed } = verdictOf(await sheetOf(bench, sessionId));
    expect(allowed).toMatchObject({ install: false, inspect: false });
    expect(reasons).toMatchObject({ install: 'SUBSCRIPTION_EXPIRED', inspect: 'SUBSCRIPTION_EXPIRED' });
    await bench.client.bench.leaveUnpaired({ sessionId, why: 'waits for the renewal' });
    expect(await sign(sessionId)).toMatchObject({ kind: 'signed' });
    expect(await printedReport(bench, sessionId)).toContain('Follow-up: renew the subscription');
  });

  it('OWN-14 still paired: asks first, then one act unpairs and transfers, told to the old owner', async () => {
    const sessionId = await openFromTray(bench, 'still-paired');
    expect(await transferAsShown(bench, sessionId)).toMatchObject({ kind: 'refused', reason: 'unpair-first' });
    expect(await transferAsShown(bench, sessionId, true)).toMatchObject({ kind: 'transferred' });
    const actions = (await logsOf(sessionId)).filter(({ side }) => side === 'Hansen Trailer Service');
    const [unpaired, applied] = ['unit.unpaired', 'transfer.applied'].map((action) =>
      actions.findIndex((line) => line.action === action),
    );
    // Newest first: the pairing ended before the unit changed hands.
    expect(applied).toBeGreaterThanOrEqual(0);
    expect(unpaired).toBeGreaterThan(applied ?? -1);
  });
});

describe('OWN-14 what is done is done', () => {
  it('takes a repeat on the same sheet for the success that it was', async () => {
    const sessionId = await openFromTray(bench, 'reseller-owned');
    const { transfer, customerId: toId } = (await sheetOf(bench, sessionId)).session;
    const again = { sessionId, fromId: nordfracht, toId, expectedEpoch: 0, unpairFirst: false };
    const repeat = await bench.operator.bench.transfer(again);
    expect(transfer.kind).toBe('done');
    expect(repeat).toMatchObject({ kind: 'already', transferId: 'transferId' in transfer ? transfer.transferId : '' });
  });

  it.each([
    ['a unit that can be worked on', 'evoguard:866344054203018'],
    ['a type that is only transferred', 'txgo:357862051104273'],
    ['a unit whose subscription has ended', 'evopulse:359315075385517'],
  ])('from the command line too: %s', async (_what, unit) => {
    expect(await bench.operator.ownership.transfer({ unit, toId: nordfracht })).toMatchObject({ kind: 'already' });
    expect(await bench.client.sync.status()).toMatchObject({ needsYou: 0 });
  });
});

describe('OWN-13 refused attempts stand in the logs of both organizations', { timeout: 60_000 }, () => {
  it('what the station refused itself, under one id that only this attempt has', async () => {
    const sessionId = await openFromTray(bench, 'not-transferable');
    const attempts = [await transferAsShown(bench, sessionId), await transferAsShown(bench, sessionId)];
    expect(attempts.map(({ kind }) => kind)).toEqual(['refused', 'refused']);
    const lines = (await logsOf(sessionId)).filter(
      ({ action, outcome }) => action === 'transfer.requested' && outcome === 'refused',
    );
    const ids = new Set(lines.map(({ transferId }) => transferId));
    expect(ids.size).toBe(2);
    expect(ids.has(null)).toBe(false);
    for (const id of ids) {
      expect(
        lines
          .filter(({ transferId }) => transferId === id)
          .map(({ side }) => side)
          .sort(),
      ).toEqual(bothSides);
    }
  });

  it('what the cloud refused, under the id of the request', async () => {
    const other = await cloud.addStation({ name: 'Hall South' });
    await bench.client.sync.run();
    bench.setConnected(false);
    const sessionId = await openSheetOf(bench, workshopSerial(0));
    const asked = await transferAsShown(bench, sessionId);
    await other.signIn('S. Brandt');
    await other.chooseCustomer('alpen');
    await transferAsShown(other, await openSheetOf(other, workshopSerial(0)));
    bench.setConnected(true);
    const lines = (await logsOf(sessionId)).filter(({ code }) => code === 'OWNER_OTHER');
    const transferId = asked.kind === 'provisional' ? asked.transferId : '';
    for (const action of ['transfer.refused', 'transfer.not-taken']) {
      const sides = lines.filter((line) => line.action === action && line.transferId === transferId);
      expect(sides.map(({ side }) => side).sort(), action).toEqual(bothSides);
    }
  });

  it('an attempt without a sheet: no such unit, no such customer', async () => {
    for (const wish of [
      { unit: 'nonsense', toId: nordfracht },
      { unit: 'evopulse:359315075384726', toId: organizationId.parse('nobody') },
    ]) {
      expect(await bench.operator.ownership.transfer(wish)).toMatchObject({ kind: 'refused' });
      const [entry] = await bench.operator.audit.entries({ limit: 1 });
      expect(entry).toMatchObject({ action: 'transfer.requested', outcome: 'refused', after: { text: wish.unit } });
    }
  });

  it('what the command line tried against the rules', async () => {
    const wish = { unit: 'evopulse:359315075387331', toId: nordfracht };
    expect(await bench.operator.ownership.transfer(wish)).toMatchObject({ kind: 'refused', code: 'OWNER_OTHER' });
    const [entry] = await bench.operator.audit.entries({ limit: 1 });
    expect(entry).toMatchObject({ action: 'transfer.requested', outcome: 'refused', code: 'not-allowed' });
    expect(entry?.operationId).not.toBeNull();
  });
});

describe('ORG-7 OWN-7 d11 what ends soon, by the clock of the cloud', () => {
  const alpenRow = async (by = bench.client) => (await by.customers.list({ search: 'Alpen' }))[0];
  const codesFor = async (customerId: string) => {
    const verdict = await bench.client.ownership.verdict({
      unit: 'evopulse:359315075386234',
      customerId: organizationId.parse(customerId),
      mirrorOnly: true,
    });
    return verdict.kind === 'verdict' ? verdict.findings.map(({ code }) => code) : [];
  };

  it('tells of a customer twelve days ahead, in the list, on the bench and in the verdict', async () => {
    expect(await alpenRow()).toMatchObject({ ending: { of: 'trust', why: 'soon' } });
    await bench.chooseCustomer('alpen');
    expect(await bench.client.customers.current()).toMatchObject({ customer: { ending: { of: 'trust' } } });
    expect(await codesFor(organizationOf('alpen'))).toContain('TRUST_ENDING');
  });

  it('begins 30 days before the end and stops with it', async () => {
    const { trust } = (await alpenRow()) ?? {};
    const until = trust?.kind === 'active' && trust.until !== null ? trust.until : '';
    const leftMs = epochMs(until) - Date.now();
    const dayMs = 86_400_000;
    const at = async (beforeEndMs: number) => {
      const shift = leftMs - beforeEndMs;
      clock.skip(shift);
      // Whoever sat here then would not any more.
      const row = await alpenRow(bench.operator);
      clock.skip(-shift);
      return row;
    };
    expect((await at(30 * dayMs + 3_600_000))?.ending).toBeNull();
    expect((await at(30 * dayMs - 3_600_000))?.ending).toMatchObject({ daysLeft: 29 });
    expect((await at(3_600_000))?.ending).toMatchObject({ daysLeft: 0 });
    expect(await at(-3_600_000)).toMatchObject({ trust: { kind: 'expired' }, ending: null });
  });

  it('says nothing where there is no end, and nothing of a customer at home', async () => {
    expect((await bench.client.customers.list({ search: 'Vallon' }))[0]?.ending).toBeNull();
    await bench.client.customers.choose({ customerId: null });
    expect(await bench.client.customers.current()).toEqual({ kind: 'none' });
  });
});
