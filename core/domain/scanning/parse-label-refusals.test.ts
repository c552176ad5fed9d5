import { describe, expect, it } from 'vitest';
import { parseLabel } from './parse-label.ts';

describe('SCAN-3 a number of the wrong form is refused with the reason and the part that was taken', () => {
  it.each([
    ['vector 14', '35686800004141', 'too-short', '35686800004141'],
    ['vector 15', '000000000000000', 'all-zeros', '000000000000000'],
    ['a digit lost', 'ABC-12345678912345', 'too-short', '12345678912345'],
    ['a digit too many', 'ABC-1234567891234567', 'too-long', '1234567891234567'],
    ['a letter among the digits', 'ABC-12345678912345A', 'letter', '12345678912345A'],
    ['zeros on a label', 'ABC-000000000000000', 'all-zeros', '000000000000000'],
    ['16 zeros', '0000000000000000', 'all-zeros', '0000000000000000'],
    ['the letter O for the digit 0', '35931507538472O', 'letter', '35931507538472O'],
    ['the hyphen lost', 'ABC123456789123456', 'letter', 'ABC123456789123456'],
    ['17 digits are no VIN', '12345678901234567', 'too-long', '12345678901234567'],
    ['vector 29', '0044200053671052499', 'too-long', '0044200053671052499'],
    ['a unit id', 'tp:89012384756233', 'too-short', '89012384756233'],
    ['a unit id with separators', 'tp:35-931507-538472-6', 'sign', '35-931507-538472-6'],
    ['behind a key', 'IMEI:35693803564380', 'too-short', '35693803564380'],
    ['16 digits are no IMEI', 'IMEI:3568680000414120', 'too-long', '3568680000414120'],
    ['a letter behind a key', 'S/N: 12345678912345X', 'letter', '12345678912345X'],
    [
      'behind a key, with a good SIM number',
      'IMEI:35693803564380;ICCID:89883070000007211665',
      'too-short',
      '35693803564380',
    ],
    [
      'like vector 58, with a wrong trade item digit',
      '013842587609507517181119371',
      'too-long',
      '013842587609507517181119371',
    ],
    ['a short number of another kind', '168901', 'too-short', '168901'],
  ])('%s: %s is %s', (_, text, detail, part) => {
    expect(parseLabel(text)).toMatchObject({ kind: 'unreadable', text, code: 'SERIAL_FORMAT', detail, part });
  });

  it('zeros in GS1 are no serial either', () => {
    expect(parseLabel(']C121000000000000000')).toMatchObject({ code: 'SERIAL_FORMAT', detail: 'all-zeros' });
  });

  it.each([
    ['vector 28', 'ICCID:982314203264096', 'too-short'],
    ['vector 29, named', 'ICCID:0044200053671052499', 'not-a-sim-card'],
    ['vector 30', 'ICCID:98231420326pl9614067', 'letter'],
  ])('%s: %s is no SIM number', (_, text, detail) => {
    expect(parseLabel(text)).toMatchObject({ kind: 'unreadable', code: 'ICCID_FORMAT', detail });
  });

  it('PAIR-6 vector 40: I in a VIN is named, with the likely reading to offer', () => {
    expect(parseLabel('1HGCM82633A00435I')).toEqual({
      kind: 'unreadable',
      text: '1HGCM82633A00435I',
      code: 'VIN_LETTER',
      detail: 'letter',
      part: '1HGCM82633A00435I',
      suggestion: '1HGCM82633A004351',
    });
  });
});

describe('SCAN-5 what is no label of ours says so', () => {
  it.each([
    ['vector 41 without a key', 'F3D000001', 'unknown-code'],
    ['vector 57', ']C1168901', 'gs1-malformed'],
    ['vector 59, QR', ']Q0QR_label_test', 'unknown-code'],
    ['vector 59, Data Matrix', ']d0dm_label_test', 'unknown-code'],
    ['vector 60', ']A7AIMID', 'unknown-code'],
    ['nothing', '', 'empty'],
    ['blanks and line ends', ' \r\n\t', 'empty'],
    ['an AIM id without data', ']Q3', 'empty'],
    ['words', 'Hello World', 'unknown-code'],
    ['a contact', 'MECARD:N:Sam Ode;TEL:+12125550177;EMAIL:sam@example.com;;', 'unknown-code'],
    [
      'coordinates are no number of a unit',
      'http://example.com/t?ll=-74.00309961503218,40.741025731630461,0',
      'unknown-code',
    ],
    ['decimals are no number of a unit', 'x .359315075384726 y', 'unknown-code'],
    ['a spreadsheet made it a fraction', '359315075384726.0', 'unknown-code'],
    ['a longer number with hyphens', 'part 359315075384726-7', 'unknown-code'],
    ['a quantity before an article number', '74 3878144345786', 'unknown-code'],
    ['the same on two lines', '74\n3878144345786', 'unknown-code'],
    ['sixteen digits on two lines', '8002\n093734098773', 'unknown-code'],
    ['a telephone number of fifteen digits', '0049 89 1234567 89', 'unknown-code'],
    ['a telephone number in prose', 'call 0049-89-123456789 now', 'unknown-code'],
    ['a control code we do not have', 'FB:EXPLODE', 'unknown-code'],
    ['a link of ours we do not have', 'fitbay://transfer/1', 'unknown-code'],
    ['a link of ours without an id', 'fitbay://job/', 'unknown-code'],
    ['a badge without an id', 'badge:', 'unknown-code'],
    ['words that have 17 signs in sum', 'UNDER 12 METRES ABCD', 'unknown-code'],
    ['17 letters', 'ABCDEFGHJKLMNPRST', 'unknown-code'],
    ['GS1 that names no unit', ']C110AB', 'no-unit'],
  ])('%s: %j', (_, text, detail) => {
    expect(parseLabel(text)).toMatchObject({ kind: 'unreadable', text, code: 'SCAN_UNREADABLE', detail });
  });

  it('refuses texts that are too long for a label without looking at them', () => {
    const text = `IMEI:359315075384726 ${'x'.repeat(5000)}`;
    expect(parseLabel(text)).toMatchObject({ code: 'SCAN_UNREADABLE', detail: 'too-long' });
  });

  it('SCAN-3 a GS1 code that broke off never becomes a serial: 01 and 13 digits are 15 digits', () => {
    expect(parseLabel(']C1010950400005910')).toMatchObject({ code: 'SCAN_UNREADABLE', detail: 'gs1-malformed' });
  });
});

describe('SCAN-2 more than one candidate is a question, never a guess', () => {
  it.each([
    ['two numbers', '359315075384726 356938035643809', ['359315075384726', '356938035643809']],
    ['two IMEIs', 'IMEI1: 356938035643809 IMEI2: 359315075384726', ['356938035643809', '359315075384726']],
    [
      'OWN-5 vector 62: one serial, two types',
      'tp:890123847562332 krone:890123847562332',
      ['tp:890123847562332', 'krone:890123847562332'],
    ],
    [
      'a serial and something that make a SIM number together',
      '890123847562332 1234',
      ['890123847562332 1234', '890123847562332'],
    ],
    ['the same within a sentence', 'card 89 44 200053671052499 here', ['200053671052499', '89 44 200053671052499']],
    [
      'two labels whose line end was lost',
      'EVP-359315075384726EVP-356938035643809',
      ['359315075384726', '356938035643809'],
    ],
    ['two unit ids glued', 'tp:359315075384726tp:356938035643809', ['359315075384726', '356938035643809']],
    ['two serials in GS1', ']C121359315075384726\u001d21356938035643809', ['359315075384726', '356938035643809']],
    [
      'two SIM cards and nothing else',
      '89883070000007211665\n8965880812100011146',
      ['89883070000007211665', '8965880812100011146'],
    ],
  ])('%s: %s', (_, text, candidates) => {
    const parsed = parseLabel(text);
    expect(parsed).toMatchObject({ kind: 'unreadable', code: 'SCAN_AMBIGUOUS' });
    expect(parsed.kind === 'unreadable' ? new Set(parsed.candidates) : undefined).toEqual(new Set(candidates));
  });

  it.each([
    'ICCID:89883070000007211665',
    '8988 3070 0000 0721 1665',
    'card 8986F123456789012345 here',
    '"898602F9091830030220"',
    '8988307-0000007211665',
  ])('the digits inside a SIM number are no unit’s number: %s', (text) => {
    const parsed = parseLabel(text);
    expect(parsed).toMatchObject({ kind: 'label' });
    expect(parsed).not.toHaveProperty('fields.serial');
    expect(parsed).not.toHaveProperty('fields.imei');
  });
});
