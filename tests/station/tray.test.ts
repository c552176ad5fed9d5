import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AllowedActions, NextAction, UnitVerdict } from '#core/domain/ownership/verdict.ts';
import { createTexts } from '#core/texts/create-texts.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { catalogues } from '#resources/texts/catalogues.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';
import { labelOf, openFromTray, openSheetOf, scan, sheetOf, stepOf, verdictOf } from './testing/sheet-work.ts';
import { createTestClock } from './testing/test-clock.ts';
import { withPin } from './testing/with-pin.ts';

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

const nothing: AllowedActions = { transfer: false, install: false, inspect: false, pair: false };
const onlyTransfer: AllowedActions = { ...nothing, transfer: true };
const onlyPair: AllowedActions = { ...nothing, pair: true };
const allWork: AllowedActions = { transfer: false, install: true, inspect: true, pair: true };

interface Told {
  readonly owner: string | null;
  /** `CODE severity`, in the fixed order of OWN-15. */
  readonly findings: readonly string[];
  readonly allowed: AllowedActions;
  readonly next: UnitVerdict['next'];
  readonly action: NextAction;
}

const trusted = 'TRUST_ACTIVE info';
const running = 'SUBSCRIPTION_ACTIVE info';

/** decisions.md c6 and c8, row by row, for the labels on the demo's tray. */
const table: Readonly<Record<string, Told>> = {
  'partner-owned': {
    owner: 'Hansen Trailer Service',
    findings: [trusted, 'OWNED_BY_YOU info', 'TRANSFER_AVAILABLE info', running, 'CONFIG_WILL_RESET warn'],
    allowed: onlyTransfer,
    next: 'TRANSFER_AVAILABLE',
    action: 'transfer',
  },
  'customer-owned': {
    owner: 'Nordfracht Logistik',
    findings: [trusted, 'OWNED_BY_CUSTOMER info', running],
    allowed: allWork,
    next: 'OWNED_BY_CUSTOMER',
    action: 'start-work',
  },
  'reseller-owned': {
    owner: 'Evolane Units',
    findings: [trusted, 'OWNED_BY_RESELLER info', 'TRANSFER_AVAILABLE info', running, 'CONFIG_WILL_RESET warn'],
    allowed: onlyTransfer,
    next: 'TRANSFER_AVAILABLE',
    action: 'transfer',
  },
  'transfer-only': {
    owner: 'Hansen Trailer Service',
    findings: [
      trusted,
      'OWNED_BY_YOU info',
      'TRANSFER_AVAILABLE info',
      'TYPE_TRANSFER_ONLY block',
      running,
      'CONFIG_WILL_RESET warn',
    ],
    allowed: onlyTransfer,
    next: 'TYPE_TRANSFER_ONLY',
    action: 'transfer-only',
  },
  'not-transferable': {
    owner: 'Hansen Trailer Service',
    findings: [trusted, 'OWNED_BY_YOU info', 'TYPE_NOT_SUPPORTED block', running],
    allowed: nothing,
    next: 'TYPE_NOT_SUPPORTED',
    action: 'use-asset-page',
  },
  'subscription-expired': {
    owner: 'Hansen Trailer Service',
    findings: [
      trusted,
      'OWNED_BY_YOU info',
      'TRANSFER_AVAILABLE info',
      'SUBSCRIPTION_EXPIRED block',
      'CONFIG_WILL_RESET warn',
    ],
    allowed: onlyTransfer,
    next: 'SUBSCRIPTION_EXPIRED',
    action: 'transfer-only',
  },
  'customer-expired': {
    owner: 'Nordfracht Logistik',
    findings: [trusted, 'OWNED_BY_CUSTOMER info', 'SUBSCRIPTION_EXPIRED block'],
    allowed: onlyPair,
    next: 'SUBSCRIPTION_EXPIRED',
    action: 'reactivate-subscription',
  },
  'trust-expired': {
    owner: 'Baltic Reefer Lines',
    findings: ['TRUST_EXPIRED block', 'OWNED_BY_CUSTOMER info', running],
    allowed: nothing,
    next: 'TRUST_EXPIRED',
    action: 'ask-customer-administrator',
  },
  'third-party': {
    owner: 'Kontor Flotte Süd',
    findings: [trusted, 'OWNER_OTHER block'],
    allowed: nothing,
    next: 'OWNER_OTHER',
    action: 'contact-support',
  },
  'third-party-hidden': {
    owner: null,
    findings: [trusted, 'OWNER_OTHER block'],
    allowed: nothing,
    next: 'OWNER_OTHER',
    action: 'contact-support',
  },
  'still-paired': {
    owner: 'Hansen Trailer Service',
    findings: [
      trusted,
      'OWNED_BY_YOU info',
      'TRANSFER_AVAILABLE info',
      running,
      'STILL_PAIRED warn',
      'CONFIG_WILL_RESET warn',
    ],
    allowed: onlyTransfer,
    next: 'TRANSFER_AVAILABLE',
    action: 'transfer',
  },
  unknown: {
    owner: null,
    findings: ['SERIAL_UNKNOWN block', trusted],
    allowed: nothing,
    next: 'SERIAL_UNKNOWN',
    action: 'contact-support',
  },
};

function told(verdict: UnitVerdict): Told {
  return {
    owner: verdict.owner?.name ?? null,
    findings: verdict.findings.map(({ code, severity }) => `${code} ${severity}`),
    allowed: verdict.allowed,
    next: verdict.next,
    action: verdict.action,
  };
}

const unitLabels = demoFleet.tray.filter(({ kind, id }) => kind === 'unit' && id !== 'two-types').map(({ id }) => id);
const texts = (['en', 'de'] as const).map((locale) => createTexts({ locale, catalogues }));

describe('OWN-1 OWN-15 every unit label of the tray gives its row of the table', () => {
  it('knows a row for every label', () => {
    expect(Object.keys(table).sort()).toEqual([...unitLabels].sort());
  });

  it.each(unitLabels)('%s: verdict, findings in order, allowed acts and the one next act', async (id) => {
    const verdict = verdictOf(await sheetOf(bench, await openFromTray(bench, id)));
    expect(told(verdict)).toEqual(table[id]);
    expect(verdict.freshness).toBe('live');
    for (const action of ['transfer', 'install', 'inspect', 'pair'] as const) {
      expect(verdict.reasons[action] === undefined, `${action} is allowed or has its reason`).toBe(
        verdict.allowed[action],
      );
    }
    for (const { code, detail } of verdict.findings) {
      for (const text of texts) {
        expect(text.has(`codes.${code}.next`)).toBe(true);
        expect(text.t(`codes.${code}.text`, detail)).not.toMatch(/[{}]/);
      }
    }
  });

  it.each(unitLabels)('%s: the station does not do what the verdict denies', async (id) => {
    const sessionId = await openFromTray(bench, id);
    const sheet = await sheetOf(bench, sessionId);
    const { allowed, owner, ownerEpoch, reasons } = verdictOf(sheet);
    if (!allowed.transfer) {
      const wish = {
        sessionId,
        fromId: owner?.id ?? sheet.session.customerId,
        toId: sheet.session.customerId,
        expectedEpoch: ownerEpoch ?? 0,
        unpairFirst: true,
      };
      const refused = await withPin(bench.client, () => bench.client.bench.transfer(wish));
      expect(refused).toMatchObject({ kind: 'refused', reason: 'not-allowed', detail: { code: reasons.transfer } });
    }
    if (!allowed.pair) {
      expect(await bench.client.bench.leaveUnpaired({ sessionId, why: 'trying' })).toMatchObject({ kind: 'refused' });
    }
    if (!allowed.inspect) {
      const answer = { sessionId, checkId: 'seal', result: 'pass', note: null } as const;
      expect(await bench.client.bench.answerCheck(answer)).toMatchObject({ kind: 'refused' });
    }
  });

  it('OWN-6 names the tool that configures a transfer-only type', async () => {
    const sheet = await sheetOf(bench, await openFromTray(bench, 'transfer-only'));
    expect(sheet).toMatchObject({ unitTypeClass: 'TRANSFER_ONLY', vendorTool: 'TX-GO service tool' });
    expect(stepOf(sheet, 'configure')).toMatchObject({ state: 'other-tool', detail: { tool: 'TX-GO service tool' } });
  });

  it('OWN-8 says nothing of a hidden owner', async () => {
    const sessionId = await openFromTray(bench, 'third-party-hidden');
    expect(JSON.stringify(await sheetOf(bench, sessionId))).not.toContain('Deichwerk');
    const entries = await bench.operator.audit.entries({ sessionId, limit: 50 });
    expect(JSON.stringify(entries)).not.toContain('Deichwerk');
  });
});

describe('OWN-5 a number of two types', () => {
  const ofType: Readonly<Record<string, Told>> = {
    tp: {
      owner: 'Hansen Trailer Service',
      findings: [
        'SERIAL_CHECKDIGIT warn',
        'TYPE_AMBIGUOUS info',
        trusted,
        'OWNED_BY_YOU info',
        'TRANSFER_AVAILABLE info',
        'TYPE_TRANSFER_ONLY block',
        running,
        'CONFIG_WILL_RESET warn',
      ],
      allowed: onlyTransfer,
      next: 'TYPE_TRANSFER_ONLY',
      action: 'transfer-only',
    },
    krone: {
      owner: 'Nordfracht Logistik',
      findings: [
        'SERIAL_CHECKDIGIT warn',
        'TYPE_AMBIGUOUS info',
        trusted,
        'OWNED_BY_CUSTOMER info',
        'TYPE_NOT_SUPPORTED block',
        running,
      ],
      allowed: nothing,
      next: 'TYPE_NOT_SUPPORTED',
      action: 'use-asset-page',
    },
  };

  it('asks for the type first and does nothing before', async () => {
    const sessionId = await openFromTray(bench, 'two-types');
    const sheet = await sheetOf(bench, sessionId);
    expect(sheet.session.verdict).toMatchObject({ kind: 'choose-type', types: ['krone', 'tp'] });
    expect(sheet.session.unit).toBeNull();
    expect(sheet.missing).toEqual(['type']);
    expect(await bench.client.bench.leaveUnpaired({ sessionId, why: 'trying' })).toMatchObject({
      reason: 'choose-type-first',
    });
    expect(await bench.client.bench.chooseType({ sessionId, unitType: 'evopulse' })).toMatchObject({
      kind: 'refused',
      reason: 'no-such-type',
    });
  });

  it.each(['tp', 'krone'])('as %s it has an owner and a verdict of its own', async (unitType) => {
    await bench.chooseCustomer('nordfracht');
    const typed = await openSheetOf(bench, `${unitType}:890123847562332`);
    const sheet = await sheetOf(bench, typed);
    expect(sheet.session.unit).toEqual({ unitType, serial: '890123847562332' });
    expect(told(verdictOf(sheet))).toEqual(ofType[unitType]);
  });

  it('never puts one type on the sheet of the other', async () => {
    await bench.chooseCustomer('nordfracht');
    const [tp, krone] = [
      await openSheetOf(bench, 'tp:890123847562332'),
      await openSheetOf(bench, 'krone:890123847562332'),
    ];
    expect(krone).not.toBe(tp);
    clock.skip(5_000);
    expect(await openSheetOf(bench, 'tp:890123847562332')).toBe(tp);
    expect(await openSheetOf(bench, 'krone:890123847562332')).toBe(krone);
  });

  it('takes the type that a person chose', async () => {
    await bench.chooseCustomer('alpen');
    const sessionId = await openSheetOf(bench, '890123847562332');
    expect(await bench.client.bench.chooseType({ sessionId, unitType: 'tp' })).toMatchObject({ kind: 'updated' });
    expect((await sheetOf(bench, sessionId)).session.unit).toMatchObject({ unitType: 'tp' });
    expect(await bench.client.bench.chooseType({ sessionId, unitType: 'krone' })).toMatchObject({
      reason: 'type-already-chosen',
    });
  });
});

describe('SCAN-3 SCAN-5 broken labels', () => {
  const broken = [
    { id: 'broken-short', code: 'SERIAL_FORMAT', detail: { detail: 'too-short', part: '35931507538472' } },
    { id: 'broken-other', code: 'SCAN_UNREADABLE', detail: { detail: 'unknown-code' } },
  ];

  it.each(broken)('$id is refused with its reason, kept in the feed and in the trail', async ({ id, code, detail }) => {
    await bench.chooseCustomer('nordfracht');
    const { text } = labelOf(id);
    expect(await scan(bench, text)).toEqual({ kind: 'unreadable', code, detail });
    const [newest] = await bench.client.scan.feed({ limit: 1 });
    expect(newest).toMatchObject({ mark: 'stop', key: 'scan-unreadable', detail: { text, code } });
    const [entry] = await bench.operator.audit.entries({ limit: 1 });
    expect(entry).toMatchObject({ action: 'scan.unreadable', outcome: 'refused', code, after: { text } });
    expect(entry?.actor.name).toBe('M. Kaya');
    for (const one of texts) {
      expect(one.has(`codes.${code}.next`)).toBe(true);
    }
  });

  it('says between which readings a person must choose', async () => {
    const result = await scan(bench, '359315075384726 and 866344054201822');
    expect(result).toMatchObject({ kind: 'unreadable', code: 'SCAN_AMBIGUOUS' });
    expect(result.kind === 'unreadable' ? result.detail['candidates'] : '').toBe('359315075384726, 866344054201822');
  });

  it.each([
    ['letter', 'EVP-35931507538472O'],
    ['all-zeros', '000000000000000'],
    ['too-long', 'EVP-3593150753847261'],
  ])('refuses a serial with %s, and the scan can be repeated at once', async (detail, text) => {
    expect(await scan(bench, text)).toMatchObject({ kind: 'unreadable', code: 'SERIAL_FORMAT', detail: { detail } });
    expect(await scan(bench, 'EVP-866344054201822')).toMatchObject({ kind: 'sheet-opened' });
  });

  it('a wrong check digit of an unknown number takes a recorded confirmation', async () => {
    await bench.chooseCustomer('nordfracht');
    const sessionId = await openSheetOf(bench, 'EVP-359315075384727');
    const sheet = await sheetOf(bench, sessionId);
    expect(told(verdictOf(sheet)).findings).toEqual(['SERIAL_CHECKDIGIT warn', 'SERIAL_UNKNOWN block', trusted]);
    expect(verdictOf(sheet).findings[0]?.detail).toMatchObject({ expected: '6' });
    expect(stepOf(sheet, 'identity').blockedBy).toBe('check-digit');
    expect(await bench.client.bench.confirmCheckDigit({ sessionId })).toMatchObject({ kind: 'updated' });
    expect((await sheetOf(bench, sessionId)).session.label.checkDigitConfirmedBy).toBe('M. Kaya');
    const entries = await bench.operator.audit.entries({ sessionId, limit: 50 });
    expect(entries.at(-1)).toMatchObject({ action: 'serial.confirmed', actor: { name: 'M. Kaya' } });
  });
});
