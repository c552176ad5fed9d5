import { describe, expect, it } from 'vitest';
import { applyBench } from './bench-machine.ts';
import { isProvisional } from './bench-permission.ts';
import { missingForSignOff } from './missing-for-sign-off.ts';
import { stepsOf } from './steps-of.ts';
import {
  at,
  by,
  happened,
  inspected,
  refusal,
  sheetAfter,
  standing,
  steps,
  unpairing,
  unpairingAnswered,
} from './testing/sample-sheet.ts';

const unpaired = { ...unpairingAnswered, answer: 'unpaired' } as const;
const refused = { ...unpairingAnswered, answer: 'refused' } as const;
const ending = () => sheetAfter(inspected(), unpairing);

describe('PAIR-1 unpairing on the sheet', () => {
  it('is a request until the cloud answers: the sheet is provisional and cannot be signed', () => {
    expect(ending().pairing).toMatchObject({ kind: 'unpair-requested', pairing: standing });
    expect(isProvisional(ending())).toBe(true);
    expect(missingForSignOff(ending())).toEqual(['pairing']);
    const line = stepsOf(ending(), null).find(({ step }) => step === 'pair');
    expect(line).toMatchObject({ state: 'unpair-requested', mark: 'wait', detail: { asset: 'HH AB 31' } });
  });

  it('leaves the unit free where the cloud agrees, and paired as it was where it does not', () => {
    expect(sheetAfter(ending(), unpaired).pairing).toEqual({ kind: 'open' });
    expect(sheetAfter(ending(), refused).pairing).toEqual({ kind: 'paired', ...standing, at, by });
    expect(refusal(inspected(), unpaired)).toBe('nothing-awaited');
    expect(refusal(ending(), { ...unpaired, operationId: 'another' as never })).toBe('nothing-awaited');
  });

  it('asks one thing at a time', () => {
    expect(refusal(ending(), steps.requestPairing)).toBe('unpairing-under-way');
    expect(refusal(ending(), unpairing)).toBe('unpairing-under-way');
    expect(refusal(sheetAfter(inspected(), steps.requestPairing), unpairing)).toBe('pairing-under-way');
  });

  it('is possible of a pairing that the sheet made or took over', () => {
    const kept = sheetAfter(inspected(), { kind: 'pairing-kept', pairing: standing });
    expect(kept.pairing).toEqual({ kind: 'paired', ...standing, at, by });
    expect(missingForSignOff(kept)).toEqual([]);
    expect(sheetAfter(kept, unpairing).pairing.kind).toBe('unpair-requested');
    expect(refusal(kept, { kind: 'pairing-kept', pairing: standing })).toBe('already-paired');
  });
});

describe('PAIR-2 the VIN that the unit tells', () => {
  it('is noted with the moment of asking, also where it tells none, and leaves the plate alone', () => {
    const told = sheetAfter(inspected(), steps.scanVin, { kind: 'vin-taken', source: 'unit', vin: '03111444' });
    expect(told.vin).toEqual({ scanned: 'WSM00000003111444', fromUnit: '03111444', unitAskedAt: at });
    const silent = sheetAfter(told, { kind: 'vin-taken', source: 'unit', vin: null });
    expect(silent.vin).toEqual({ scanned: 'WSM00000003111444', fromUnit: null, unitAskedAt: at });
    expect(sheetAfter(silent, { kind: 'vin-taken', source: 'scanned', vin: 'X' }).vin.unitAskedAt).toBe(at);
  });

  it('keeps from where the plate’s came, and forgets it with the next plate', () => {
    const bus = sheetAfter(inspected(), { kind: 'vin-taken', source: 'vehicle-bus', vin: 'WSM00000003111444' });
    const asked = sheetAfter(bus, { kind: 'vin-taken', source: 'unit', vin: null });
    expect(asked.vin.scannedFrom).toBe('vehicle-bus');
    const outcome = applyBench(asked, happened(steps.scanVin));
    expect(outcome.kind === 'accepted' && 'scannedFrom' in outcome.session.vin).toBe(false);
  });
});
