import { describe, expect, it } from 'vitest';
import { epochMs, toIsoTime } from '../../kernel/iso-time.ts';
import { validSerial } from '../ownership/testing/sample-question.ts';
import type { PairingStatus } from '../pairing/pairing-state.ts';
import type { BenchEventBody } from './bench-event.ts';
import { missingForSignOff } from './missing-for-sign-off.ts';
import {
  change,
  checks,
  compared,
  configured,
  connected,
  inspected,
  measured,
  refusal,
  sheet,
  sheetAfter,
  sign,
  steps,
  verdicts,
} from './testing/sample-sheet.ts';

describe('INST-3 writing', () => {
  it('is settled at once where nothing differs, even if the unit lacks a key', () => {
    expect(sheetAfter(connected(), compared()).configuration.kind).toBe('verified');
    expect(sheetAfter(connected(), compared(change('tyreCount', 'unsupported'))).configuration.kind).toBe('verified');
    expect(sheetAfter(connected(), compared(change('apn', 'unknown'))).configuration.kind).toBe('compared');
  });

  it('is green only when every key was read back', () => {
    const writing = sheetAfter(connected(), steps.compare, steps.beginWrite);
    const ended = (why: string | null, ...changes: ReturnType<typeof change>[]) =>
      sheetAfter(writing, { kind: 'write-ended', changes, why }).configuration;
    expect(ended(null, change('apn', 'verified')).kind).toBe('verified');
    expect(ended(null, change('apn', 'accepted'))).toMatchObject({ kind: 'incomplete', why: 'not-verified' });
    expect(ended(null, change('apn', 'differs')).kind).toBe('incomplete');
    expect(ended(null)).toMatchObject({ kind: 'incomplete' });
    expect(ended('port-lost', change('apn', 'unknown'))).toMatchObject({ kind: 'incomplete', why: 'port-lost' });
  });

  it('INST-3 reads the unit again before it writes once more', () => {
    const pulled = sheetAfter(connected(), steps.compare, steps.beginWrite, {
      kind: 'write-ended',
      changes: [change('apn', 'unknown')],
      why: 'port-lost',
    });
    expect(refusal(pulled, steps.beginWrite)).toBe('read-again-first');
    expect(missingForSignOff(pulled)).toContain('configuration-incomplete');
    expect(refusal(sheetAfter(pulled, steps.identify, steps.compare), steps.beginWrite)).toBe('accepted');
  });

  it('found unfinished after a crash, takes a new reading and no signature', () => {
    const crashed = sheetAfter(connected(), steps.compare, steps.beginWrite);
    expect(refusal(crashed, steps.beginWrite)).toBe('write-unfinished');
    expect(refusal(crashed, sign('failed', 'power cut'))).toBe('missing');
    expect(refusal(crashed, { kind: 'abandoned', why: 'power cut' })).toBe('write-unfinished');
    expect(sheetAfter(crashed, steps.compare).configuration.kind).toBe('compared');
  });

  it('has nothing to end or to write out of turn', () => {
    expect(refusal(connected(), steps.beginWrite)).toBe('read-again-first');
    expect(refusal(connected(), steps.verify)).toBe('no-write-open');
    expect(refusal(configured(), steps.beginWrite)).toBe('nothing-to-write');
    expect(refusal(sheetAfter(connected(), compared(change('apn', 'unknown'))), steps.beginWrite)).toBe(
      'nothing-to-write',
    );
  });
});

describe('INSP-2 INSP-4 inspecting', () => {
  it('keeps every run and counts the newest', () => {
    const session = sheetAfter(configured(), measured('fail'), steps.answer, measured('pass'));
    expect(session.inspection).toMatchObject({
      kind: 'measured',
      result: 'pass',
      checks: [
        { checkId: 'supply', run: 1, result: 'fail' },
        { checkId: 'mounting', run: 1, source: 'technician' },
        { checkId: 'supply', run: 2, result: 'pass' },
      ],
    });
  });

  it.each([
    ['not answered', [steps.measure], 'inspection-undecided'],
    ['failed', [measured('fail'), steps.answer], 'inspection-failed'],
  ])('cannot be signed as succeeded while %s', (_name, bodies, missing) => {
    expect(missingForSignOff(sheetAfter(configured(), steps.leaveUnpaired, ...bodies))).toEqual([missing]);
  });

  it('asks for a remark on what could not be measured', () => {
    const session = sheetAfter(configured(), steps.leaveUnpaired, measured('not-possible'), steps.answer);
    expect(refusal(session, sign('succeeded', ' '))).toBe('remarks-missing');
    expect(refusal(session, sign('succeeded', 'no antenna in the hall'))).toBe('accepted');
  });

  it('takes no check that is not on the list or not of its kind', () => {
    expect(refusal(configured(), { ...steps.answer, checkId: 'supply' })).toBe('no-such-check');
    const stranger = { ...measured('pass'), checklist: { ...checks, checks: checks.checks.slice(1) } };
    expect(refusal(configured(), stranger as BenchEventBody)).toBe('no-such-check');
  });

  it('INSP-3 is open for a unit of the customer, without a transfer, and not for one that is still the workshop’s', () => {
    expect(refusal(sheetAfter(sheet(verdicts.customerOwned), steps.identify), steps.measure)).toBe('accepted');
    expect(refusal(sheetAfter(sheet(verdicts.partnerOwned), steps.identify), steps.measure)).toBe('not-allowed');
    expect(refusal(sheetAfter(sheet(verdicts.untrusted), steps.identify), steps.measure)).toBe('not-allowed');
  });

  it('INSP-3 OWN-7 does not begin with an expired subscription', () => {
    const session = sheetAfter(sheet(verdicts.expired), steps.requestTransfer, steps.acceptTransfer, steps.identify);
    expect(refusal(session, steps.measure)).toBe('not-allowed');
    expect(refusal(session, steps.beginWrite)).toBe('not-allowed');
    expect(missingForSignOff(session)).toEqual(['pairing']);
    expect(refusal(sheetAfter(session, steps.leaveUnpaired), sign('succeeded', null))).toBe('accepted');
  });
});

describe('PAIR-1 PAIR-5 pairing', () => {
  const status = (changes: Partial<PairingStatus>): BenchEventBody => ({
    kind: 'pairing-heard',
    assetLabel: 'KL 99',
    status: {
      unit: `evopulse:${validSerial}`,
      organizationId: 'customer',
      state: 'paired',
      reason: 'AutoPair',
      assetId: 'asset-1' as never,
      assetVin: 'WSM00000003111444',
      sensorVin: '03111444',
      candidateAssetIds: [],
      count: 1,
      registeredAt: '2026-11-20T12:30:00.000Z',
      firstAt: null,
      triedAt: null,
      repeats: null,
      ...changes,
    },
  });
  const awaiting = () => sheetAfter(inspected(), { kind: 'automatic-pairing-awaited', predicted: 'AutoPair' });

  it('may be left to the unit: the sheet can be signed and hears of it later', () => {
    const signed = sheetAfter(awaiting(), steps.sign);
    const { pairing: _, revision: __, changedAt: ___, ...frozen } = signed;
    expect(sheetAfter(signed, status({}))).toMatchObject({
      ...frozen,
      pairing: { kind: 'paired', reason: 'AutoPair', by: 'M. Kaya' },
    });
  });

  it('keeps by which message it was brought about, for the report (REP-2)', () => {
    const heard = { at: '2026-11-20T12:29:58.000Z', position: { latitude: 50.869, longitude: 2.8942 } };
    expect(sheetAfter(awaiting(), status({ heard })).pairing).toMatchObject({ kind: 'paired', heard });
    expect(sheetAfter(awaiting(), status({})).pairing).not.toHaveProperty('heard');
  });

  it('shows a failure with its candidates, and is not signed before somebody decides', () => {
    const failure = status({
      state: 'failed',
      reason: 'MultipleMatchFound',
      assetId: null,
      candidateAssetIds: ['a', 'b'] as never,
    });
    const failed = sheetAfter(awaiting(), failure);
    expect(failed.pairing).toMatchObject({
      kind: 'failed',
      reason: 'MultipleMatchFound',
      candidateAssetIds: ['a', 'b'],
    });
    expect(missingForSignOff(failed)).toEqual(['pairing-failed']);
    expect(missingForSignOff(sheetAfter(failed, steps.requestPairing))).toEqual([]);
    expect(missingForSignOff(sheetAfter(failed, steps.leaveUnpaired))).toEqual([]);
  });

  it('hears a failure whose moment seems to lie just before the wait: two clocks are never quite one', () => {
    const since = awaiting().changedAt;
    const told = (beforeMs: number) =>
      status({ state: 'failed', reason: 'NotFound', registeredAt: toIsoTime(epochMs(since) - beforeMs) });
    expect(sheetAfter(awaiting(), told(3_000)).pairing).toMatchObject({ kind: 'failed', reason: 'NotFound' });
    expect(refusal(awaiting(), told(60_000))).toBe('nothing-awaited');
  });

  it('fails by hand where the cloud refuses', () => {
    const refused: BenchEventBody = { ...steps.confirmPairing, answer: { kind: 'refused' } };
    const session = sheetAfter(inspected(), steps.requestPairing, refused);
    expect(session.pairing).toMatchObject({ kind: 'failed', reason: 'Unknown' });
    expect(refusal(session, refused)).toBe('nothing-awaited');
  });

  it('does one thing at a time', () => {
    const requested = sheetAfter(inspected(), steps.requestPairing);
    expect(refusal(requested, steps.requestPairing)).toBe('pairing-under-way');
    expect(refusal(sheetAfter(requested, steps.confirmPairing), steps.leaveUnpaired)).toBe('already-paired');
    expect(refusal(inspected(), { kind: 'left-unpaired', why: ' ' })).toBe('reason-missing');
  });

  it('ends where the cloud says so, and not by old news', () => {
    const paired = sheetAfter(awaiting(), status({}));
    const unpaired = (registeredAt: string) => status({ state: 'unpaired', reason: null, assetId: null, registeredAt });
    expect(sheetAfter(paired, unpaired('2026-11-20T13:00:00.000Z')).pairing).toEqual({ kind: 'open' });
    expect(refusal(paired, unpaired('2026-11-20T12:00:00.000Z'))).toBe('nothing-awaited');
    const old = status({ state: 'failed', reason: 'NotFound', registeredAt: '2026-11-19T12:00:00.000Z' });
    expect(refusal(awaiting(), old)).toBe('nothing-awaited');
    expect(refusal(paired, status({ state: 'failed', reason: 'NotFound' }))).toBe('nothing-awaited');
  });

  it.each([
    ['another unit', { unit: 'tp:890123847562332' }, 'other-unit'],
    ['another organization', { organizationId: 'other-fleet' }, 'other-organization'],
    ['no asset', { assetId: null }, 'nothing-awaited'],
  ])('hears nothing of %s', (_name, changes, reason) => {
    expect(refusal(awaiting(), status(changes))).toBe(reason);
  });
});
