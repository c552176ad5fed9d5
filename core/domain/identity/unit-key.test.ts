import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatUnitKey, parseUnitKey, unitKeySchema } from './unit-key.ts';

const unitType = fc.stringMatching(/^[a-z][a-z0-9_-]{0,31}$/);
const serial = fc.stringMatching(/^[1-9][0-9]{14}$/);

describe('OWN-5 unit key', () => {
  it.each([
    ['tp:890123847562332', 'tp'],
    ['KRONE:890123847562332', 'krone'],
    [' txtrailerguard : 890123847562332 ', 'txtrailerguard'],
    ['tx-go:890123847562332', 'tx-go'],
  ])('%s is of type %s', (text, type) => {
    expect(parseUnitKey(text)).toEqual({ kind: 'unit-key', key: { unitType: type, serial: '890123847562332' } });
  });

  it('keeps one serial under two types apart', () => {
    expect(parseUnitKey('tp:890123847562332')).not.toEqual(parseUnitKey('krone:890123847562332'));
  });

  it.each([
    ['890123847562332', 'SERIAL_FORMAT'],
    ['tp:89012384756233', 'SERIAL_FORMAT'],
    ['tp:000000000000000', 'SERIAL_FORMAT'],
    ['tp:890123847562332:1', 'SERIAL_FORMAT'],
    [':890123847562332', 'UNIT_TYPE_FORMAT'],
    ['1tp:890123847562332', 'UNIT_TYPE_FORMAT'],
    ['t p:890123847562332', 'UNIT_TYPE_FORMAT'],
  ])('%s is refused: %s', (text, code) => {
    expect(parseUnitKey(text)).toEqual({ kind: 'invalid', code });
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(unitType, serial, (type, number) => {
        const key = { unitType: type, serial: number };
        expect(parseUnitKey(formatUnitKey(key))).toEqual({ kind: 'unit-key', key });
        expect(unitKeySchema.parse(key)).toEqual(key);
      }),
    );
  });

  it.each([
    { unitType: 'TP', serial: '890123847562332' },
    { unitType: 'tp', serial: '89012384756233' },
    { unitType: 'tp', serial: 890123847562332 },
    { unitType: 'tp', serial: '890123847562332', owner: 'x' },
  ])('the schema refuses %j', (key) => {
    expect(unitKeySchema.safeParse(key).success).toBe(false);
  });
});
