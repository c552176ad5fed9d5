import { describe, expect, it } from 'vitest';
import { unit, validSerial } from '../ownership/testing/sample-question.ts';
import { findInCarton } from './find-in-carton.ts';
import { row, verdictOn } from './testing/sample-carton.ts';

const ambiguous = verdictOn({}, { candidates: [unit(), unit({ unitType: 'tp' })] });
const code = (unitType: string | null, serial = validSerial) => ({ serial, unitType });

describe('OWN-12 OWN-5 what is in the carton already', () => {
  it.each([
    ['the same bare number', row(), code(null), true],
    ['the same number with its type', row(), code('evopulse'), true],
    ['the number of another type', row(), code('krone'), false],
    ['a type while the row still waits for its own', row({ verdict: ambiguous }), code('tp'), true],
    ['the bare number of a row whose type was chosen', row({ verdict: ambiguous, unitType: 'tp' }), code(null), true],
    ['a row that was taken out, so that it can be put back', row({ removed: true }), code(null), true],
    ['another number', row(), code(null, '123456789123456'), false],
  ])('%s', (_name, present, scanned, isThere) => {
    expect(findInCarton([present], scanned)).toBe(isThere ? present : null);
  });
});
