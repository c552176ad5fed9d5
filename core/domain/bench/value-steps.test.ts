import { describe, expect, it } from 'vitest';
import { profileId } from '../../kernel/entity-ids.ts';
import type { BenchEventBody } from './bench-event.ts';
import { missingForSignOff } from './missing-for-sign-off.ts';
import {
  change,
  compared,
  configured,
  connected,
  inspected,
  refusal,
  sheet,
  sheetAfter,
  steps,
  verdictOn,
} from './testing/sample-sheet.ts';

const given = (rest: object = {}): BenchEventBody => ({
  kind: 'value-given',
  key: 'serverPort',
  value: '7711',
  reason: 'their second server',
  instead: '7710',
  overrideAllowed: true,
  ...rest,
});
const blank = given({ key: 'vin', value: 'WSM00000003111444', reason: null, instead: null, overrideAllowed: false });

describe('INST-4 ORG-5 values that are given on a sheet', () => {
  it('takes the place of a prescribed one only where the customer allows it, and with a reason', () => {
    expect(refusal(connected(), given({ overrideAllowed: false }))).toBe('value-locked');
    expect(refusal(connected(), given({ reason: null }))).toBe('reason-missing');
    expect(refusal(connected(), given({ reason: ' x ' }))).toBe('reason-missing');
    expect(sheetAfter(connected(), given()).ownValues).toMatchObject([
      {
        key: 'serverPort',
        value: '7711',
        source: 'override',
        instead: '7710',
        reason: 'their second server',
        by: 'M. Kaya',
      },
    ]);
  });

  it('fills in what nobody prescribes, also where overriding is off', () => {
    expect(sheetAfter(connected(), blank).ownValues).toMatchObject([{ key: 'vin', source: 'unit', reason: null }]);
  });

  it('is forgotten when it is the prescribed value again, or taken back', () => {
    const overridden = sheetAfter(connected(), given());
    expect(sheetAfter(overridden, given({ value: '7710', overrideAllowed: false })).ownValues).toEqual([]);
    expect(sheetAfter(overridden, { kind: 'value-taken-back', key: 'serverPort' }).ownValues).toEqual([]);
    expect(refusal(connected(), { kind: 'value-taken-back', key: 'serverPort' })).toBe('value-not-given');
  });

  it('makes what was compared or proved before worth nothing, and has to be written before anybody signs', () => {
    const changed = sheetAfter(inspected(), given());
    expect(changed.configuration.kind).toBe('not-read');
    expect(missingForSignOff(changed)).toContain('configuration');
    const onHome = sheetAfter(sheet(verdictOn({ ownerId: 'nordfracht' as never })), steps.identify);
    expect(missingForSignOff(onHome)).not.toContain('configuration');
  });

  it('leaves a write that was cut off as it is: the unit holds a mixture whatever is wanted', () => {
    const cut = sheetAfter(connected(), steps.compare, steps.beginWrite, {
      kind: 'write-ended',
      changes: [change('apn', 'unknown')],
      why: 'port-lost',
    });
    expect(sheetAfter(cut, given()).configuration).toEqual(cut.configuration);
    expect(sheetAfter(cut, { kind: 'profile-chosen', profileId: profileId.parse('other') })).toMatchObject({
      wishedProfileId: 'other',
      configuration: { kind: 'incomplete' },
    });
  });

  it('waits while the unit is written to', () => {
    const writing = sheetAfter(connected(), compared(change('apn', 'to-write')), steps.beginWrite);
    expect(refusal(writing, given())).toBe('write-unfinished');
    expect(refusal(writing, { kind: 'profile-chosen', profileId: profileId.parse('other') })).toBe('write-unfinished');
    expect(refusal(sheet(), given({ overrideAllowed: false }))).toBe('value-locked');
    expect(configured().ownValues).toBeUndefined();
  });
});
