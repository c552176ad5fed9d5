import { describe, expect, it } from 'vitest';
import type { RestoreLine } from '../installation/restore-plan.ts';
import type { BenchEventBody } from './bench-event.ts';
import { applyBench } from './bench-machine.ts';
import { type BenchSession, benchSession } from './bench-session.ts';
import { missingForSignOff } from './missing-for-sign-off.ts';
import { change, compared, happened, identified, sheet, steps, verdicts } from './testing/sample-sheet.ts';

const at = '2026-11-20T12:00:00.000Z';
const line = (state: RestoreLine['state']): RestoreLine => ({
  key: 'sleepMinutes',
  value: '20',
  found: '1',
  state,
  reason: null,
});
const keep: BenchEventBody = { kind: 'backup-kept', backupId: 'backup-1', backupTakenAt: at, backupKeys: 9 };
const begin = (purpose: 'after-transfer' | 'roll-back' = 'after-transfer', backupId = 'backup-1'): BenchEventBody => ({
  kind: 'restore-begun',
  purpose,
  backupId,
  backupTakenAt: at,
  backupKeys: 9,
  lines: [line('to-write')],
});
const end = (state: RestoreLine['state'], why: string | null = null): BenchEventBody => ({
  kind: 'restore-ended',
  lines: [line(state)],
  why,
});

function sheetAfter(start: BenchSession, ...bodies: readonly BenchEventBody[]): BenchSession {
  return bodies.reduce((session, body) => {
    const outcome = applyBench(session, happened(body));
    if (outcome.kind === 'refused') {
      throw new Error(`${body.kind} was refused: ${outcome.reason}`);
    }
    return outcome.session;
  }, start);
}
function refusal(session: BenchSession, body: BenchEventBody): string {
  const outcome = applyBench(session, happened(body));
  return outcome.kind === 'refused' ? outcome.reason : 'accepted';
}

const kept = () => sheetAfter(sheet(), identified(), keep);
const moved = () => sheetAfter(kept(), steps.requestTransfer, steps.acceptTransfer, steps.judgeAgain);

describe('d2 OWN-9 backup, transfer, restore on a sheet', () => {
  it('keeps the backup through the transfer and ends only when the values were read back', () => {
    const done = sheetAfter(moved(), begin(), end('verified'));
    expect(done.restore).toMatchObject({ kind: 'done', backupId: 'backup-1', lines: [{ state: 'verified' }] });
    expect(benchSession.parse(structuredClone(done))).toEqual(done);
    expect(sheetAfter(moved(), begin(), end('accepted')).restore).toMatchObject({
      kind: 'incomplete',
      why: 'not-verified',
    });
    expect(sheetAfter(moved(), begin(), end('verified', 'port-lost')).restore.kind).toBe('incomplete');
  });

  it('keeps nothing of a unit that was not read, that is transferred, or that is only transferred here', () => {
    expect(refusal(sheet(), keep)).toBe('identity-first');
    expect(refusal(moved(), keep)).toBe('transfer-under-way');
    expect(refusal(sheetAfter(sheet(verdicts.transferOnly), identified()), keep)).toBe('not-allowed');
    expect(refusal(sheetAfter(sheet(verdicts.expired), identified()), keep)).toBe('not-allowed');
  });

  it('OWN-11 writes nothing back before the cloud has acknowledged, and nothing when it refused', () => {
    const asked = sheetAfter(kept(), steps.requestTransfer);
    expect(asked.restore.kind).toBe('kept');
    expect(refusal(asked, begin())).toBe('transfer-not-acknowledged');
    expect(refusal(asked, { kind: 'restore-left', why: 'no time' })).toBe('transfer-not-acknowledged');
    const refused = sheetAfter(asked, steps.refuseTransfer);
    expect(refused.restore).toMatchObject({ kind: 'left', why: 'transfer-refused' });
    expect(refusal(refused, begin())).toBe('not-allowed');
  });

  it('writes back what was kept for it and nothing else, once', () => {
    expect(refusal(sheetAfter(sheet(verdicts.customerOwned), identified()), begin())).toBe('nothing-to-restore');
    expect(refusal(moved(), begin('after-transfer', 'another'))).toBe('nothing-to-restore');
    expect(refusal(sheetAfter(moved(), begin(), end('verified')), begin())).toBe('nothing-to-restore');
    expect(refusal(sheetAfter(moved(), begin()), begin())).toBe('write-unfinished');
    expect(refusal(moved(), end('verified'))).toBe('no-write-open');
  });

  it('can be taken up again after it was cut off, or left with a reason', () => {
    const cut = sheetAfter(moved(), begin(), end('unknown', 'port-lost'));
    expect(missingForSignOff(cut)).toContain('restore-incomplete');
    expect(sheetAfter(cut, begin(), end('verified')).restore.kind).toBe('done');
    const left = sheetAfter(cut, { kind: 'restore-left', why: 'the customer wants the factory values' });
    expect(left.restore).toMatchObject({ kind: 'left', lines: [{ state: 'unknown' }] });
    expect(missingForSignOff(left)).not.toContain('restore-incomplete');
    expect(refusal(cut, { kind: 'restore-left', why: ' ' })).toBe('reason-missing');
  });

  it('keeps a sheet from being signed or closed while values are on their way', () => {
    const writing = sheetAfter(moved(), begin());
    expect(missingForSignOff(writing, 'failed')).toEqual(['write-unfinished']);
    expect(refusal(writing, { kind: 'abandoned', why: 'the vehicle left' })).toBe('write-unfinished');
    const stranger = sheetAfter(writing, identified('866344054201822'));
    expect(refusal(stranger, end('not-sent', 'wrong-unit'))).toBe('accepted');
  });
});

describe('INST-3 rolling a unit back to a backup', () => {
  const owned = () => sheetAfter(sheet(verdicts.customerOwned), identified());

  it('needs no transfer, and afterwards the unit has to be compared again', () => {
    const verified = sheetAfter(owned(), compared(change('apn', 'to-write')), steps.beginWrite, {
      kind: 'write-ended',
      changes: [change('apn', 'verified')],
      why: null,
    });
    const back = sheetAfter(verified, begin('roll-back', 'backup-7'), end('verified'));
    expect(back.restore).toMatchObject({ kind: 'done', purpose: 'roll-back', backupId: 'backup-7' });
    expect(back.configuration).toEqual({ kind: 'not-read' });
  });

  it('is not begun on a unit that is being written, or that may not be configured', () => {
    expect(
      refusal(sheetAfter(owned(), compared(change('apn', 'to-write')), steps.beginWrite), begin('roll-back')),
    ).toBe('write-unfinished');
    expect(refusal(sheetAfter(sheet(), identified()), begin('roll-back'))).toBe('not-allowed');
  });
});
