import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogues } from '#resources/texts/catalogues.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { verdicts } from '../../domain/bench/testing/sample-sheet.ts';
import type { CheckOutcome } from '../../domain/inspection/checklist.ts';
import type { ConfigurationChange } from '../../domain/installation/configuration-difference.ts';
import { type RestoreLine, restoreReasons } from '../../domain/installation/restore-plan.ts';
import { pairingReason } from '../../domain/pairing/pairing-state.ts';
import { jobReport } from '../../domain/reports/job-report.ts';
import { assetId, operationId, organizationId, personId, profileId, sessionId } from '../../kernel/entity-ids.ts';
import { toIsoTime } from '../../kernel/iso-time.ts';
import { createTexts } from '../../texts/create-texts.ts';
import { buildReport } from './build-report.ts';
import { knownAsset, reportWorld } from './testing/report-world.ts';

const texts = (['en', 'de'] as const).map((locale) => createTexts({ locale, catalogues, timeZone: 'Europe/Berlin' }));

/**
 * Any sheet that the store could hold, likely or not, for the property that a report can always be made of it. Values of secret keys carry
 * `secretText`, so that a leak is seen.
 */
const secretText = 'never-to-be-printed';

const time = fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }).map(toIsoTime);
/** Empty, usual, with line breaks and signs from everywhere, and far too long. */
const words = fc.oneof(
  fc.constantFrom('', ' ', 'M. Kaya', 'Zürich\n8000', 'x'.repeat(3_000)),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);
const perhaps = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const by = { at: time, by: words };
const vin = fc.constantFrom('WSM00000003111444', '03111444', 'WKESD000000412233', 'x'.repeat(300), '');

const identity: fc.Arbitrary<BenchSession['identity']> = fc.oneof(
  fc.constant({ kind: 'not-read' as const }),
  fc.record({
    kind: fc.constant('agrees' as const),
    imei: words,
    driver: words,
    model: words,
    firmware: words,
    iccid: perhaps(words),
    port: words,
    ...by,
  }),
  fc.record({ kind: fc.constant('mismatch' as const), scanned: words, read: perhaps(words), port: words, ...by }),
);

const transferId = fc.uuid().map((id) => operationId.parse(id));
const names = { transferId, fromName: words, toName: words };
const transfer: fc.Arbitrary<BenchSession['transfer']> = fc.oneof(
  fc.constantFrom({ kind: 'not-needed' as const }, { kind: 'open' as const }),
  fc.record({ kind: fc.constant('provisional' as const), ...names, ...by }),
  fc.record({ kind: fc.constant('done' as const), ...names, acceptedAt: time, repeated: fc.boolean(), ...by }),
  fc.record({
    kind: fc.constant('refused' as const),
    transferId,
    code: fc.constantFrom('OWNER_OTHER', 'TRUST_EXPIRED', 'A_CODE_OF_TOMORROW', ''),
    winner: perhaps(words),
    ...by,
  }),
);

const states = [
  'to-write',
  'accepted',
  'rejected',
  'unknown',
  'not-sent',
  'verified',
  'differs',
  'unsupported',
] as const;
const change: fc.Arbitrary<ConfigurationChange> = fc
  .record({
    key: fc.oneof(fc.constantFrom('apn', 'apnPassword', 'reportMovingS', '__proto__'), words),
    from: perhaps(words),
    to: words,
    wantedBy: fc.constantFrom('profile', 'job', 'override', 'unit'),
    secret: fc.boolean(),
    state: fc.constantFrom(...states),
  })
  .map((one) => (one.secret ? { ...one, from: secretText, to: secretText } : one));

const compared = {
  profileId: fc.constant(profileId.parse('trailer-eu')),
  profileName: words,
  profileVersion: fc.integer({ min: 1, max: 99 }),
  minimumFirmware: perhaps(words),
  backupId: fc.constant('backup-1'),
  keysCompared: fc.nat(500),
  changes: fc.array(change, { maxLength: 12 }),
  ...by,
};
const configuration: fc.Arbitrary<BenchSession['configuration']> = fc.oneof(
  fc.constant({ kind: 'not-read' as const }),
  fc.record({ kind: fc.constantFrom('compared' as const, 'writing' as const, 'verified' as const), ...compared }),
  fc.record({ kind: fc.constant('incomplete' as const), why: words, ...compared }),
);

const restored = {
  backupId: fc.constant('backup-1'),
  backupTakenAt: time,
  backupKeys: fc.nat(500),
  purpose: fc.constantFrom('after-transfer' as const, 'roll-back' as const),
  ...by,
};
const restoreLine: fc.Arbitrary<RestoreLine> = fc.record({
  key: fc.oneof(fc.constantFrom('apn', 'openLinkS', 'apnPassword'), words),
  value: perhaps(fc.oneof(words, fc.constant(secretText))),
  found: perhaps(fc.oneof(words, fc.constant(secretText))),
  state: fc.constantFrom('to-write', 'same', 'left-out', 'unknown', 'verified', 'differs'),
  reason: perhaps(fc.constantFrom(...restoreReasons)),
});
const lines = fc.array(restoreLine, { maxLength: 12 });
const restore: fc.Arbitrary<BenchSession['restore']> = fc.oneof(
  fc.constant({ kind: 'none' as const }),
  fc.record({ kind: fc.constant('kept' as const), ...restored }),
  fc.record({ kind: fc.constantFrom('writing' as const, 'done' as const), lines, ...restored }),
  fc.record({ kind: fc.constantFrom('incomplete' as const, 'left' as const), lines, why: words, ...restored }),
);

const ordered = {
  sha256: words,
  file: words,
  model: words,
  from: words,
  to: words,
  ...by,
  direction: fc.constantFrom('newer' as const, 'same' as const, 'older' as const, 'unknown' as const),
};
const firmware: fc.Arbitrary<NonNullable<BenchSession['firmware']>> = fc.oneof(
  fc.record({ kind: fc.constantFrom('updating' as const, 'updated' as const), ...ordered }),
  fc.record({ kind: fc.constant('incomplete' as const), after: perhaps(words), why: words, ...ordered }),
);

const result = fc.constantFrom('pass', 'warn', 'fail', 'not-possible');
const outcome: fc.Arbitrary<CheckOutcome> = fc.record({
  checkId: fc.oneof(fc.constantFrom('supply', 'satellites', 'mounting', 'gnss-fix', 'ebs-vin', '__proto__'), words),
  kind: fc.constantFrom('automatic', 'manual'),
  required: fc.boolean(),
  result,
  value: perhaps(fc.oneof(words, fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true }))),
  unit: perhaps(fc.oneof(fc.constantFrom('mV', 'm', 's'), words)),
  why: perhaps(fc.oneof(fc.constantFrom('below-fail', 'not-told'), words)),
  series: fc.array(fc.integer({ min: -100, max: 40_000 }), { maxLength: 6 }),
  source: fc.constantFrom('cable', 'cloud', 'technician'),
  at: time,
  run: fc.integer({ min: 1, max: 9 }),
});
const checks = fc.oneof(
  fc.array(outcome, { maxLength: 30 }),
  // Somebody who measures and measures.
  outcome.map((one) => Array.from({ length: 120 }, (_, index) => ({ ...one, run: index + 1 }))),
);
const inspection: fc.Arbitrary<BenchSession['inspection']> = fc.oneof(
  fc.constant({ kind: 'open' as const }),
  fc.record({
    kind: fc.constant('measured' as const),
    checklistId: fc.constantFrom('evopulse', 'one-that-is-gone'),
    checklistVersion: fc.integer({ min: 1, max: 9 }),
    checks,
    result: perhaps(result),
    ...by,
  }),
);

const anyAsset = fc.constantFrom(knownAsset.id, assetId.parse('one-that-is-gone'));
const reason = fc.constantFrom(...pairingReason.options);
const asset = { assetId: anyAsset, assetLabel: words };
const pairing: fc.Arbitrary<BenchSession['pairing']> = fc.oneof(
  fc.constant({ kind: 'open' as const }),
  fc.record({ kind: fc.constant('requested' as const), operationId: transferId, ...asset, ...by }),
  fc.record({
    kind: fc.constant('awaiting-automatic' as const),
    predicted: fc.constantFrom('AutoPair', 'InvalidData', 'NotFound', 'MultipleMatchFound', 'occupied'),
    ...by,
  }),
  fc.record({ kind: fc.constant('paired' as const), reason, ...asset, assetVin: perhaps(vin), ...by }),
  fc.record({ kind: fc.constant('failed' as const), reason, candidateAssetIds: fc.array(anyAsset), ...by }),
  fc.record({ kind: fc.constant('left-open' as const), why: words, ...by }),
);

const signOff: fc.Arbitrary<BenchSession['signOff']> = fc.oneof(
  fc.constant({ kind: 'open' as const }),
  fc.record({
    kind: fc.constant('signed' as const),
    reportNumber: fc.integer({ min: 1_001, max: 999_999 }).map(String),
    result: fc.constantFrom('succeeded', 'failed'),
    remarks: perhaps(words),
    personId: fc.constantFrom('kaya', 'somebody-who-left').map((id) => personId.parse(id)),
    signatureSvgPath: perhaps(fc.constant('M10 20L30 40')),
    customerSignature: fc.option(fc.record({ name: words, path: fc.constant('M1 2Q3 4 5 6') }), { nil: undefined }),
    auditSize: fc.integer({ min: 1, max: 9_000 }),
    auditHead: fc.constant('a'.repeat(64)),
    ...by,
  }),
);

/** A sheet of any state in every part, each independent of the others. */
const anySheet: fc.Arbitrary<BenchSession> = fc.record({
  id: fc.constant(sessionId.parse('session-1')),
  revision: fc.integer({ min: 1, max: 99 }),
  state: fc.constantFrom('open', 'signed', 'abandoned'),
  mode: fc.constantFrom('customer', 'own-organization'),
  customerId: fc.constant(organizationId.parse('nordfracht')),
  customerName: words,
  bay: perhaps(fc.integer({ min: 1, max: 8 })),
  startedAt: time,
  startedBy: words,
  changedAt: time,
  label: fc.record({
    text: words,
    serial: words,
    warnings: fc.array(words, { maxLength: 2 }),
    checkDigitConfirmedBy: perhaps(words),
  }),
  unit: perhaps(fc.record({ unitType: fc.constantFrom('evopulse', 'one-of-tomorrow', ''), serial: words })),
  verdict: fc.constantFrom(...Object.values(verdicts)),
  identity,
  transfer,
  configuration,
  restore,
  firmware,
  inspection,
  vin: fc.record({ scanned: perhaps(vin), fromUnit: perhaps(vin) }),
  pairing,
  signOff,
});

describe('REP-2 a report of any sheet', () => {
  it('satisfies the form of reports, in every language, whatever stands on the sheet', () => {
    fc.assert(
      fc.property(anySheet, fc.constantFrom(...texts), (session, language) => {
        const report = buildReport({ context: reportWorld(), session, texts: language });
        expect(jobReport.safeParse(report).error?.issues ?? []).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('OWN-11 INST-3 claims nothing that the sheet does not know', () => {
    fc.assert(
      fc.property(anySheet, fc.constantFrom(...texts), (session, language) => {
        const report = buildReport({ context: reportWorld(), session, texts: language });
        const { transfer, configuration, signOff } = session;
        expect(report.restore?.outcome === 'restored').toBe(session.restore.kind === 'done');
        expect(report.firmware?.outcome === 'updated').toBe(session.firmware?.kind === 'updated');
        expect(report.ownership.kind === 'transferred').toBe(transfer.kind === 'done');
        expect(report.ownership.kind === 'already-owned').toBe(transfer.kind === 'not-needed');
        expect(report.ownership.kind === 'provisional').toBe(transfer.kind === 'provisional');
        expect(report.result.kind === 'open').toBe(signOff.kind === 'open');
        expect(report.configuration.kind === 'already-right' && configuration.kind !== 'verified').toBe(false);
        if (report.configuration.kind === 'written') {
          expect(report.configuration.readBack).toBe(configuration.kind === 'verified');
        }
        if (report.inspection.kind === 'done' && session.inspection.kind === 'measured') {
          expect(report.inspection.overall === 'pass').toBe(session.inspection.result === 'pass');
        }
      }),
    );
  });

  it('INST-7 carries no secret', () => {
    fc.assert(
      fc.property(anySheet, fc.constantFrom(...texts), (session, language) => {
        expect(JSON.stringify(buildReport({ context: reportWorld(), session, texts: language }))).not.toContain(
          secretText,
        );
      }),
    );
  });
});
