import { describe, expect, it } from 'vitest';
import { catalogues } from '#resources/texts/catalogues.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import {
  change,
  checks,
  compared,
  configured,
  inspected,
  sheet,
  sheetAfter,
  sign,
  steps,
  transferred,
  verdicts,
} from '../../domain/bench/testing/sample-sheet.ts';
import { jobReport } from '../../domain/reports/job-report.ts';
import type { OperationRecord } from '../../ports/station-store.ts';
import { createTexts } from '../../texts/create-texts.ts';
import { buildReport, type ReportWorld } from './build-report.ts';
import { knownAsset, now, reportWorld, type WorldOptions } from './testing/report-world.ts';

const texts = createTexts({ locale: 'en', catalogues, timeZone: 'Europe/Berlin' });

function reportOf(session: BenchSession, context: ReportWorld = reportWorld()) {
  return jobReport.parse(buildReport({ context, session, texts }));
}

describe('REP-2 the signatures of a report', () => {
  const signedWith = (drawings: object) => {
    const session = sheetAfter(inspected(), steps.leaveUnpaired, sign('succeeded', null));
    return reportOf({ ...session, signOff: { ...session.signOff, ...drawings } as BenchSession['signOff'] });
  };

  it('is the PIN alone where nobody drew', () => {
    expect(signedWith({}).signatures).toMatchObject([{ role: 'technician', method: 'pin', drawing: null }]);
  });

  it('shows what the technician drew besides, and who took the work over', () => {
    const customerSignature = { name: 'R. Vos', path: 'M1 1L9 9' };
    expect(signedWith({ signatureSvgPath: 'M5 5L7 7', customerSignature }).signatures).toMatchObject([
      { method: 'pin', drawing: { path: 'M5 5L7 7', width: 600, height: 160 } },
      { name: 'R. Vos', role: 'customer', method: 'drawn', drawing: { path: 'M1 1L9 9' } },
    ]);
  });

  it.each([
    ['right after the signature', '2026-11-20T12:46:00.000Z', null],
    ['a day later', '2026-11-19T13:00:00.000Z', { signedAt: '2026-11-19T13:00:00.000Z' }],
  ])('printed %s', (_when, at, reprintOf) => {
    expect(signedWith({ at }).reprintOf).toEqual(reprintOf);
  });
});

describe('REP-2 the ownership of a report', () => {
  it.each<[string, BenchSession, object]>([
    ['transferred', transferred(), { kind: 'transferred', from: 'Hansen Trailer Service', to: 'Nordfracht Logistik' }],
    ['on its way', sheetAfter(sheet(), steps.requestTransfer), { kind: 'provisional', to: 'Nordfracht Logistik' }],
    ['at home', sheet(verdicts.customerOwned), { kind: 'already-owned', owner: 'Nordfracht Logistik' }],
    ['not asked for', sheet(), { kind: 'not-transferred', reason: 'it was not asked for' }],
    [
      'lost to somebody',
      sheetAfter(sheet(), steps.requestTransfer, steps.refuseTransfer),
      { kind: 'not-transferred', reason: 'the centre refused it (Owned by somebody else); Hall South was first' },
    ],
    ['of nobody we know', sheet(verdicts.unknown), { kind: 'not-transferred' }],
  ])('%s', (_name, session, expected) => {
    expect(reportOf(session).ownership).toMatchObject(expected);
  });

  it('shortens the number of the transfer to what can be read aloud', () => {
    const { ownership } = reportOf(transferred());
    expect(ownership.kind === 'transferred' ? ownership.transferId : '').toMatch(/^T-[A-Z0-9]{4}-[A-Z0-9]{1,4}$/);
  });
});

describe('INST-3 the configuration of a report', () => {
  const connected = () => sheetAfter(transferred(), steps.identify);
  const written = (...states: Parameters<typeof change>[1][]) =>
    sheetAfter(
      connected(),
      compared(...states.map((_, index) => change(`key${index}`, 'to-write'))),
      steps.beginWrite,
      { kind: 'write-ended', changes: states.map((state, index) => change(`key${index}`, state)), why: 'port-lost' },
    );

  it('tells what was written and read back', () => {
    expect(reportOf(configured()).configuration).toMatchObject({
      kind: 'written',
      readBack: true,
      profile: { name: 'Trailer EU', version: '7' },
      changes: [{ before: { kind: 'value', text: 'old' }, after: { kind: 'value', text: 'new' } }],
    });
  });

  it('calls nothing written that was only compared', () => {
    const session = sheetAfter(connected(), steps.compare);
    expect(reportOf(session).configuration).toMatchObject({ kind: 'not-done' });
  });

  it('calls nothing written where writing ended before the first byte', () => {
    expect(reportOf(written('to-write', 'not-sent')).configuration).toMatchObject({ kind: 'not-done' });
  });

  it('says of every value that was sent what is known of it, and of none more', () => {
    const { configuration } = reportOf(written('verified', 'accepted', 'rejected', 'unknown', 'differs', 'not-sent'));
    expect(configuration).toMatchObject({ kind: 'written', readBack: false });
    const after = configuration.kind === 'written' ? configuration.changes.map((one) => one.after) : [];
    expect(after).toEqual([
      { kind: 'value', text: 'new' },
      { kind: 'unknown' },
      { kind: 'value', text: 'old' },
      { kind: 'unknown' },
      { kind: 'unknown' },
    ]);
  });

  it('names the keys that the unit does not have among the remarks', () => {
    const session = sheetAfter(connected(), compared(change('tyreCount', 'unsupported')));
    const report = reportOf(session);
    expect(report.configuration).toMatchObject({ kind: 'already-right' });
    expect(report.remarks).toHaveLength(1);
    expect(report.remarks[0]).toContain('does not have');
  });
});

describe('INSP-2 the inspection of a report', () => {
  it('has every check with what it wants and its runs, and the stated rule', () => {
    const { inspection } = reportOf(inspected());
    expect(inspection).toMatchObject({ kind: 'done', overall: 'pass' });
    expect(inspection.kind === 'done' ? inspection.checks : []).toMatchObject([
      { runs: [{ result: 'pass', measured: { kind: 'number', value: 24.6, unit: 'V', decimals: 1 } }] },
      { runs: [{ result: 'pass', measured: { kind: 'text', text: 'in order' } }], source: 'technician' },
    ]);
  });

  it('shows every run of a repeated check, and the newest decides', () => {
    const failed = { ...steps.measure, checks: [{ ...supplyRun(), result: 'fail' as const, value: 9_000 }] };
    const session = sheetAfter(configured(), failed, steps.measure, steps.answer);
    const { inspection } = reportOf(session);
    expect(inspection.kind === 'done' ? inspection.checks[0] : null).toMatchObject({
      result: 'pass',
      runs: [{ result: 'fail' }, { result: 'pass' }],
    });
    expect(inspection).toMatchObject({ overall: 'pass' });
  });

  it('an inspection that could not be completed is no pass and no failure', () => {
    const undecided = sheetAfter(configured(), steps.measure);
    expect(reportOf(undecided).inspection).toMatchObject({ overall: 'warn' });
    const impossible = sheetAfter(configured(), steps.measure, { ...steps.answer, result: 'not-possible' });
    expect(reportOf(impossible).inspection).toMatchObject({ overall: 'warn' });
    expect(reportOf(sheet()).inspection).toMatchObject({ kind: 'not-done' });
  });

  function supplyRun() {
    const [run] = steps.measure.kind === 'measured' ? steps.measure.checks : [];
    if (run === undefined) {
      throw new Error(`${checks.id} has an automatic check`);
    }
    return run;
  }
});

describe('PAIR-1 PAIR-5 the pairing of a report', () => {
  const automatic = (assetVin: string): BenchSession => ({
    ...sheet(verdicts.customerOwned),
    vin: { scanned: null, fromUnit: 'WSM00000003111444' },
    pairing: {
      kind: 'paired',
      reason: 'AutoPair',
      assetId: knownAsset.id,
      assetLabel: 'KL 99',
      assetVin,
      at: now,
      by: 'station',
    },
  });

  it('says by how much of the VIN the cloud paired', () => {
    expect(reportOf(automatic('WSM00000003111444')).pairing).toMatchObject({ kind: 'automatic', match: 'full-vin' });
    expect(reportOf(automatic('WKESD000003111444')).pairing).toMatchObject({ kind: 'automatic', match: 'last-eight' });
  });

  it('tells of the message by which it was paired, where one was', () => {
    const heard = { at: '2026-11-20T12:29:58.000Z', position: null };
    const session = automatic('WSM00000003111444');
    const paired = { ...session.pairing, heard } as BenchSession['pairing'];
    expect(reportOf({ ...session, pairing: paired }).firstMessage).toEqual(heard);
    expect(reportOf(session).firstMessage).toBeNull();
  });

  it('calls a request a request, and names what is expected of the first message', () => {
    expect(reportOf(sheetAfter(inspected(), steps.requestPairing)).pairing).toMatchObject({
      kind: 'requested',
      asset: 'KL 99',
      by: 'M. Kaya',
    });
    const waiting = (predicted: 'AutoPair' | 'NotFound') =>
      sheetAfter(
        inspected(),
        { kind: 'vin-taken', source: 'unit', vin: 'WSM00000003111444' },
        { kind: 'automatic-pairing-awaited', predicted },
      );
    expect(reportOf(waiting('AutoPair')).pairing).toEqual({ kind: 'expected', asset: '–' });
    expect(reportOf(waiting('NotFound')).pairing).toEqual({ kind: 'expected', asset: null });
  });

  it('gives the reason why a unit was left unpaired', () => {
    expect(reportOf(sheetAfter(inspected(), steps.leaveUnpaired)).pairing).toEqual({
      kind: 'left-open',
      reason: 'the trailer is not here yet',
    });
  });
});

describe('REP-2 STA-2 what was recorded offline', () => {
  const signed = sheetAfter(inspected(), steps.leaveUnpaired, sign('succeeded', null));
  const madeAt = '2026-11-20T12:00:00.000Z';

  function record(decidedAt: string | null): OperationRecord {
    const operation = {
      id: 'operation-1',
      seq: 1,
      kind: 'session.signed',
      unit: 'evopulse:359315075384726',
      sessionId: signed.id,
      actor: { personId: null, name: 'M. Kaya', roles: [] },
      occurredAt: madeAt,
      payload: {},
    };
    const verdict = decidedAt === null ? null : { verdict: 'applied', code: null, by: null, ownerEpoch: 1, decidedAt };
    // The report looks at the two moments only.
    return { operation, verdict, resolution: null } as unknown as OperationRecord;
  }

  it.each<[string, WorldOptions, object | null]>([
    ['waiting without contact', { state: 'offline', operations: [record(null)] }, { sentAt: null }],
    ['on its way right now', { operations: [record(null)] }, null],
    ['sent at once', { operations: [record('2026-11-20T12:00:02.000Z')] }, null],
    ['sent hours later', { operations: [record('2026-11-20T15:00:00.000Z')] }, { sentAt: '2026-11-20T15:00:00.000Z' }],
    [
      'sent at once by a station whose clock is hours behind',
      { clockOffsetMs: 10_800_000, operations: [record('2026-11-20T15:00:02.000Z')] },
      null,
    ],
    ['nothing to send', { state: 'offline' }, null],
  ])('%s', (_name, given, expected) => {
    const { recordedOffline } = reportOf(signed, reportWorld(given));
    if (expected === null) {
      expect(recordedOffline).toBeNull();
    } else {
      expect(recordedOffline).toMatchObject(expected);
    }
  });
});
