import { describe, expect, it } from 'vitest';
import { otherFleet, validSerial } from '../ownership/testing/sample-question.ts';
import { applyBench } from './bench-machine.ts';
import { isProvisional } from './bench-permission.ts';
import { benchSession } from './bench-session.ts';
import { missingForSignOff } from './missing-for-sign-off.ts';
import {
  at,
  compared,
  connected,
  happened,
  identified,
  inspected,
  mainJob,
  refusal,
  sheet,
  sheetAfter,
  sign,
  steps,
  transferred,
  verdictOn,
  verdicts,
} from './testing/sample-sheet.ts';

describe('the main job from scan to signature', () => {
  it('goes through, one revision per event, and stays what the schema says', () => {
    let session = sheet();
    for (const [index, body] of mainJob.entries()) {
      session = sheetAfter(session, body);
      expect(session.revision).toBe(index + 2);
      expect(benchSession.parse(structuredClone(session))).toEqual(session);
    }
    expect(session).toMatchObject({ state: 'signed', signOff: { kind: 'signed', reportNumber: 'R-1' } });
  });

  it('never changes the sheet it was given', () => {
    const session = Object.freeze(sheet());
    const before = structuredClone(session);
    applyBench(session, happened(steps.requestTransfer));
    expect(session).toEqual(before);
  });
});

describe('OWN-5 the type comes first where the serial is shared', () => {
  const chosen = verdictOn({ unitType: 'tp' });
  const ambiguous = () => sheet(verdicts.ambiguous);

  it('does nothing with the unit before', () => {
    expect(ambiguous().unit).toBeNull();
    for (const body of [
      steps.requestTransfer,
      steps.compare,
      steps.measure,
      steps.requestPairing,
      steps.leaveUnpaired,
    ]) {
      expect(refusal(ambiguous(), body)).toBe('choose-type-first');
    }
    expect(missingForSignOff(ambiguous())).toEqual(['type']);
  });

  it('takes the chosen one, once', () => {
    const session = sheetAfter(ambiguous(), { kind: 'type-chosen', unitType: 'tp', verdict: chosen });
    expect(session.unit).toEqual({ unitType: 'tp', serial: validSerial });
    expect(refusal(session, { kind: 'type-chosen', unitType: 'tp', verdict: chosen })).toBe('type-already-chosen');
  });

  it('takes no other type, and no verdict on another unit', () => {
    expect(refusal(ambiguous(), { kind: 'type-chosen', unitType: 'krone', verdict: chosen })).toBe('no-such-type');
    expect(refusal(ambiguous(), { kind: 'type-chosen', unitType: 'evopulse', verdict: chosen })).toBe('other-unit');
  });
});

describe('OWN-3 OWN-10 asking for a transfer', () => {
  it.each([
    ['from somebody else', { fromId: otherFleet.id }],
    ['to somebody else', { toId: otherFleet.id }],
    ['for another owner epoch', { expectedEpoch: 3 }],
  ])('must be confirmed again %s', (_name, asked) => {
    expect(refusal(sheet(), { ...steps.requestTransfer, ...asked })).toBe('confirm-again');
  });

  it.each([
    ['the customer owns it', verdicts.customerOwned],
    ['nobody knows it', verdicts.unknown],
    ['there is no trust', verdicts.untrusted],
    ['it belongs to a stranger', verdictOn({ ownerId: otherFleet.id })],
  ])('is refused where %s', (_name, verdict) => {
    expect(refusal(sheet(verdict), steps.requestTransfer)).toBe('not-allowed');
  });

  it('OWN-14 needs a word on the pairing that it ends', () => {
    const paired = verdictOn({ pairedWith: { assetId: 'asset-9', label: 'FL HT 12', vin: null } as never });
    const outcome = applyBench(sheet(paired), happened(steps.requestTransfer));
    expect(outcome).toMatchObject({ kind: 'refused', reason: 'unpair-first', detail: { asset: 'FL HT 12' } });
    expect(refusal(sheet(paired), { ...steps.requestTransfer, unpairFirst: true })).toBe('accepted');
  });

  it('happens once, and again only after a refusal', () => {
    const requested = sheetAfter(sheet(), steps.requestTransfer);
    expect(refusal(requested, steps.requestTransfer)).toBe('transfer-under-way');
    expect(refusal(sheetAfter(requested, steps.refuseTransfer), steps.requestTransfer)).toBe('accepted');
  });

  it('takes one answer, to the transfer that was asked for', () => {
    const requested = sheetAfter(sheet(), steps.requestTransfer);
    expect(refusal(requested, { ...steps.acceptTransfer, transferId: 'another' as never })).toBe('no-open-transfer');
    expect(refusal(sheetAfter(requested, steps.acceptTransfer), steps.acceptTransfer)).toBe('no-open-transfer');
  });
});

describe('OWN-10 d12 a transfer that two persons undid', () => {
  const moved = () => sheetAfter(transferred(), steps.judgeAgain);

  it('lets nothing be done on the unit before it is transferred again, and no success be signed', () => {
    const undone = sheetAfter(moved(), steps.identify, steps.compare, steps.undoTransfer);
    expect(undone.transfer).toMatchObject({
      kind: 'reversed',
      fromName: 'Hansen Trailer Service',
      approvedBy: 'S. Brandt',
    });
    expect(undone.configuration).toEqual({ kind: 'not-read' });
    expect(refusal(sheetAfter(undone, steps.compare), steps.beginWrite)).toBe('not-allowed');
    expect(refusal(undone, steps.measure)).not.toBe('accepted');
    expect(refusal(undone, sign('succeeded', null))).toBe('missing');
    expect(benchSession.parse(structuredClone(undone))).toEqual(undone);
  });

  it('can be transferred anew once it is judged, and says until then that it was undone', () => {
    const judged = sheetAfter(moved(), steps.undoTransfer, {
      kind: 'verdict-given',
      verdict: verdictOn({ ownerEpoch: 6 }),
    });
    expect(judged.transfer.kind).toBe('reversed');
    expect(missingForSignOff(judged)).toContain('transfer');
    expect(refusal(judged, { ...steps.requestTransfer, expectedEpoch: 6 })).toBe('accepted');
  });

  it('is told on a signed sheet too, whose work stays as it was signed', () => {
    const signed = sheetAfter(sheet(), ...mainJob);
    const undone = sheetAfter(signed, steps.undoTransfer);
    expect(undone).toMatchObject({
      state: 'signed',
      transfer: { kind: 'reversed' },
      configuration: { kind: 'verified' },
    });
  });

  it('is that transfer and no other, once', () => {
    expect(refusal(moved(), { ...steps.undoTransfer, transferId: 'another' as never })).toBe('no-open-transfer');
    expect(refusal(sheet(), steps.undoTransfer)).toBe('no-open-transfer');
    expect(refusal(sheetAfter(moved(), steps.undoTransfer), steps.undoTransfer)).toBe('no-open-transfer');
  });
});

describe('OWN-9 a transfer resets what was known of the unit', () => {
  it('lets the settings be read before it, so that they are kept, but writes nothing', () => {
    const looked = sheetAfter(sheet(), steps.identify, compared());
    expect(looked.configuration.kind).toBe('compared');
    expect(refusal(sheetAfter(sheet(), steps.identify, steps.compare), steps.beginWrite)).toBe('not-allowed');
    expect(sheetAfter(looked, steps.requestTransfer).configuration).toEqual({ kind: 'not-read' });
  });

  it('cannot be signed before the unit is configured again', () => {
    const session = sheetAfter(connected(), steps.measure, steps.answer, steps.leaveUnpaired);
    expect(missingForSignOff(session)).toEqual(['configuration']);
    expect(missingForSignOff(sheetAfter(session, compared()))).toEqual([]);
  });

  it('asks the same of a unit that came marked, and not of one that is configured', () => {
    const work = [steps.identify, steps.measure, steps.answer, steps.leaveUnpaired];
    expect(missingForSignOff(sheetAfter(sheet(verdicts.unconfigured), ...work))).toEqual(['configuration']);
    expect(missingForSignOff(sheetAfter(sheet(verdicts.customerOwned), ...work))).toEqual([]);
  });
});

describe('OWN-11 X5 work on a transfer that is not acknowledged', () => {
  const requested = () => sheetAfter(sheet(), steps.requestTransfer);

  it('goes on, is called provisional, and can be signed as such', () => {
    const rest = mainJob.filter((body) => body.kind !== 'transfer-answered' && body.kind !== 'verdict-given').slice(1);
    const signed = sheetAfter(requested(), ...rest);
    expect(signed.transfer.kind).toBe('provisional');
    expect(isProvisional(signed)).toBe(true);
    expect(isProvisional(sheetAfter(signed, steps.acceptTransfer))).toBe(false);
  });

  it('stops for good when the cloud refuses', () => {
    const session = sheetAfter(requested(), steps.identify, steps.refuseTransfer);
    for (const body of [steps.measure, steps.answer, steps.requestPairing, steps.leaveUnpaired]) {
      expect(refusal(session, body)).toBe('not-allowed');
    }
    expect(missingForSignOff(session)).toContain('transfer-refused');
    expect(refusal(session, sign('succeeded', null))).toBe('missing');
    expect(refusal(session, sign('failed', 'another hall was first'))).toBe('accepted');
  });

  it('hears the answer after signing without touching what was signed', () => {
    const rest = mainJob.filter((body) => body.kind !== 'transfer-answered' && body.kind !== 'verdict-given').slice(1);
    const signed = sheetAfter(requested(), ...rest);
    const { transfer: _, revision: __, changedAt: ___, ...frozen } = signed;
    expect(sheetAfter(signed, steps.refuseTransfer)).toMatchObject({ ...frozen, transfer: { kind: 'refused' } });
  });

  it('needs no transfer any more where somebody else made it', () => {
    const session = sheetAfter(requested(), steps.refuseTransfer, steps.judgeAgain);
    expect(session.transfer.kind).toBe('not-needed');
    expect(refusal(session, steps.identify)).toBe('accepted');
  });
});

describe('INST-1 label and cable', () => {
  it.each([['866344054201822'], [null]])('stops everything where the cable says %s', (imei) => {
    const session = sheetAfter(transferred(), identified(imei));
    expect(session.identity).toMatchObject({ kind: 'mismatch', scanned: validSerial, read: imei });
    const all = [steps.compare, steps.beginWrite, steps.measure, steps.answer, steps.scanVin, steps.requestPairing];
    for (const body of [...all, steps.leaveUnpaired]) {
      expect(refusal(session, body)).toBe('identity-mismatch');
    }
    expect(refusal(sheetAfter(sheet(), identified(imei)), steps.requestTransfer)).toBe('identity-mismatch');
    expect(missingForSignOff(session)).toContain('identity-mismatch');
    expect(refusal(session, sign('failed', 'wrong unit in the box'))).toBe('accepted');
  });

  it('goes on as soon as the right unit is there', () => {
    expect(refusal(sheetAfter(transferred(), identified(null), steps.identify), steps.compare)).toBe('accepted');
  });

  it('neither configures nor measures a unit whose identity nobody read', () => {
    for (const body of [steps.compare, steps.beginWrite, steps.measure]) {
      expect(refusal(transferred(), body)).toBe('identity-first');
    }
  });

  it('SCAN-3 asks for a look at a number that does not fit and that nobody knows', () => {
    const doubtful = sheet(verdicts.unknown, ['SERIAL_CHECKDIGIT']);
    expect(refusal(doubtful, steps.identify)).toBe('check-digit');
    const confirmed = sheetAfter(doubtful, { kind: 'check-digit-confirmed' });
    expect(confirmed.label.checkDigitConfirmedBy).toBe('M. Kaya');
    expect(refusal(confirmed, steps.identify)).toBe('accepted');
    expect(refusal(confirmed, { kind: 'check-digit-confirmed' })).toBe('nothing-to-confirm');
    expect(refusal(sheet(verdicts.customerOwned, ['SERIAL_CHECKDIGIT']), steps.identify)).toBe('accepted');
  });
});

describe('OWN-6 a type that is only transferred', () => {
  it('is done with its transfer, without cable, checks or vehicle', () => {
    const session = sheetAfter(sheet(verdicts.transferOnly), steps.requestTransfer, steps.acceptTransfer);
    expect(missingForSignOff(session)).toEqual([]);
    expect(refusal(session, steps.requestPairing)).toBe('not-allowed');
  });

  it('has nothing to sign without it', () => {
    expect(missingForSignOff(sheet(verdicts.transferOnly))).toEqual(['transfer']);
  });
});

describe('signing and closing', () => {
  it('JOB-1 needs a remark for a failure, and nothing else', () => {
    expect(refusal(sheet(), sign('failed', ''))).toBe('remarks-missing');
    expect(refusal(sheet(), sign('failed', 'does not power up'))).toBe('accepted');
  });

  it('names everything that is missing at once, in the order of the sheet', () => {
    expect(missingForSignOff(transferred())).toEqual(['identity', 'configuration', 'inspection', 'pairing']);
    const outcome = applyBench(transferred(), happened(steps.sign));
    expect(outcome).toMatchObject({
      reason: 'missing',
      detail: { missing: 'identity,configuration,inspection,pairing' },
    });
  });

  it.each([
    ['unknown', verdicts.unknown],
    ['without trust', verdicts.untrusted],
  ])('has nothing to sign for a unit %s', (_name, verdict) => {
    expect(missingForSignOff(sheet(verdict))).toEqual(['verdict']);
  });

  it('A11 stops when trust ends in the middle', () => {
    const session = sheetAfter(sheet(verdicts.customerOwned), steps.identify, {
      kind: 'verdict-given',
      verdict: verdicts.untrusted,
    });
    expect(refusal(session, steps.measure)).toBe('not-allowed');
    expect(missingForSignOff(session)).toEqual(['verdict']);
  });

  it('INSP-4 takes nothing more from anybody at the bench once it is closed', () => {
    const signed = sheetAfter(inspected(), steps.leaveUnpaired, steps.sign);
    const abandoned = sheetAfter(sheet(), { kind: 'abandoned', why: 'the vehicle left' });
    for (const body of mainJob.filter(({ kind }) => kind !== 'transfer-answered' && kind !== 'pairing-answered')) {
      expect(refusal(signed, body)).toBe('sheet-closed');
      expect(refusal(abandoned, body)).toBe('sheet-closed');
    }
    expect(refusal(sheet(), { kind: 'abandoned', why: '' })).toBe('reason-missing');
  });

  it('keeps the unit of the sheet whatever verdict comes', () => {
    expect(refusal(sheet(), { kind: 'verdict-given', verdict: verdictOn({ unitType: 'tp' }) })).toBe('other-unit');
    expect(refusal(sheet(), { kind: 'verdict-given', verdict: verdicts.ambiguous })).toBe('other-unit');
    const found = sheetAfter(sheet(verdicts.unknown), { kind: 'verdict-given', verdict: verdicts.customerOwned });
    expect(found).toMatchObject({ unit: { unitType: 'evopulse' }, transfer: { kind: 'not-needed' } });
    expect(at).toBe(found.changedAt);
  });
});
