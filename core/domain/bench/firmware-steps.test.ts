import { describe, expect, it } from 'vitest';
import type { BenchEventBody } from './bench-event.ts';
import { benchSession } from './bench-session.ts';
import type { FirmwareOrderRecord } from './firmware-state.ts';
import { missingForSignOff } from './missing-for-sign-off.ts';
import { stepsOf } from './steps-of.ts';
import { at, by, change, compared, identified, refusal, sheet, sheetAfter, verdicts } from './testing/sample-sheet.ts';

const order: FirmwareOrderRecord = {
  sha256: 'a'.repeat(64),
  file: 'bu1.bin',
  model: 'BU-1',
  from: '03.26.04',
  to: '03.28.00',
  direction: 'newer',
};
const begin: BenchEventBody = { kind: 'firmware-begun', ...order };
const end = (after: string | null, why: string | null = null): BenchEventBody => ({
  kind: 'firmware-ended',
  after,
  why,
});
const owned = () => sheetAfter(sheet(verdicts.customerOwned), identified());
const updating = () => sheetAfter(owned(), begin);

describe('INST-5 updating the firmware on a sheet', () => {
  it('is on the sheet before it begins, and done only by what the unit tells afterwards', () => {
    expect(updating().firmware).toEqual({ kind: 'updating', ...order, at, by });
    const done = sheetAfter(updating(), end('03.28.00'));
    expect(done.firmware).toEqual({ kind: 'updated', ...order, at, by });
    expect(done.identity).toMatchObject({ kind: 'agrees', firmware: '03.28.00' });
    expect(benchSession.parse(structuredClone(done))).toEqual(done);
  });

  it.each<[string, string | null, string | null, object]>([
    ['the version did not change', '03.26.04', null, { kind: 'incomplete', after: '03.26.04', why: 'other-version' }],
    ['the cable was pulled', null, 'port-lost', { kind: 'incomplete', after: null, why: 'port-lost' }],
    ['the cable was pulled, and it is as it was', '03.26.04', 'port-lost', { kind: 'incomplete', after: '03.26.04' }],
    ['the cable was pulled at the very end', '03.28.00', 'port-lost', { kind: 'updated' }],
    ['the unit is silent afterwards', null, 'silent', { kind: 'incomplete', after: null, why: 'silent' }],
  ])('%s', (_name, after, why, expected) => {
    expect(sheetAfter(updating(), end(after, why)).firmware).toMatchObject(expected);
  });

  it('the same version again is done only when the transfer ended well', () => {
    const again = sheetAfter(owned(), { ...begin, from: '03.28.00', direction: 'same' } as BenchEventBody);
    expect(sheetAfter(again, end('03.28.00', 'port-lost')).firmware).toMatchObject({ kind: 'incomplete' });
    expect(sheetAfter(again, end('03.28.00')).firmware).toMatchObject({ kind: 'updated' });
  });

  it('a unit that was identified again says what became of it', () => {
    const lost = sheetAfter(updating(), end(null, 'port-lost'));
    expect(lost.identity.kind).toBe('not-read');
    expect(missingForSignOff(lost)).toContain('firmware-unknown');
    expect(refusal(lost, begin)).toBe('identity-first');
    const asBefore = sheetAfter(lost, { ...identified(), firmware: '03.26.04' } as BenchEventBody);
    expect(asBefore.firmware).toMatchObject({ kind: 'incomplete', after: '03.26.04', why: 'port-lost' });
    expect(missingForSignOff(asBefore)).not.toContain('firmware-unknown');
    const asWanted = sheetAfter(lost, { ...identified(), firmware: '03.28.00' } as BenchEventBody);
    expect(asWanted.firmware).toMatchObject({ kind: 'updated' });
    expect(refusal(asBefore, begin)).toBe('accepted');
  });

  it('a stranger on the cable says nothing of it', () => {
    const lost = sheetAfter(updating(), end(null, 'port-lost'));
    const stranger = sheetAfter(lost, {
      ...identified(),
      imei: '490154203237518',
      firmware: '03.28.00',
    } as BenchEventBody);
    expect(stranger.firmware).toMatchObject({ kind: 'incomplete', after: null });
  });

  it('what was compared before counts no more, unless the unit is as it was', () => {
    const read = sheetAfter(owned(), compared(change('apn', 'to-write')), begin);
    expect(sheetAfter(read, end('03.28.00')).configuration.kind).toBe('not-read');
    expect(sheetAfter(read, end(null, 'port-lost')).configuration.kind).toBe('not-read');
    expect(sheetAfter(read, end('03.26.04', 'not-asked-for')).configuration.kind).toBe('compared');
  });

  it('nothing else is done to the unit meanwhile, and the sheet cannot be closed', () => {
    const read = sheetAfter(owned(), compared(change('apn', 'to-write')), begin);
    expect(refusal(read, { kind: 'write-begun' })).toBe('write-unfinished');
    expect(refusal(read, begin)).toBe('write-unfinished');
    expect(refusal(read, { kind: 'abandoned', why: 'no time' })).toBe('write-unfinished');
    expect(missingForSignOff(read, 'failed')).toContain('write-unfinished');
    expect(stepsOf(read, null).find(({ step }) => step === 'configure')).toMatchObject({
      state: 'updating',
      mark: 'work',
    });
  });

  it('needs the unit on the cable, the right to it, and nothing half-written', () => {
    expect(refusal(sheet(verdicts.customerOwned), begin)).toBe('identity-first');
    expect(refusal(sheetAfter(sheet(), identified()), begin)).toBe('not-allowed');
    const cutOff = sheetAfter(
      owned(),
      compared(change('apn', 'to-write')),
      { kind: 'write-begun' },
      { kind: 'write-ended', changes: [change('apn', 'unknown')], why: 'port-lost' },
    );
    expect(refusal(cutOff, begin)).toBe('read-again-first');
    expect(refusal(owned(), end('03.28.00'))).toBe('no-write-open');
  });

  it('says on its line that the firmware is not known', () => {
    const lost = sheetAfter(updating(), end(null, 'port-lost'));
    expect(stepsOf(lost, null).find(({ step }) => step === 'configure')).toMatchObject({
      state: 'firmware-unknown',
      mark: 'stop',
      detail: { from: '03.26.04', to: '03.28.00' },
    });
  });
});
