import { describe, expect, it } from 'vitest';
import unitTypes from '#resources/unit-types.json' with { type: 'json' };
import { readUnitTypeFile } from './unit-type-file.ts';

const shipped = JSON.stringify(unitTypes, null, 2);

describe('OWN-6 the unit type file is read whole or not at all', () => {
  it('takes the shipped one, with its version and source', () => {
    expect(readUnitTypeFile(shipped)).toMatchObject({ kind: 'read', file: { version: unitTypes.version } });
  });

  const lineWith = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

  it.each([
    ['a class that does not exist', shipped.replace('"FULL"', '"HALF"'), '"HALF"', /types\.0\.class/],
    ['an id with blanks', shipped.replace('"evoguard"', '"evo guard"'), '"evo guard"', /types\.1\.unitType/],
    ['an empty name', shipped.replace('"Evo Pulse"', '""'), '""', /types\.0\.label/],
    [
      'a type that stands twice',
      shipped.replace('"evoguard"', '"evopulse"'),
      '"label": "Evo Guard"',
      /evopulse stands twice/,
    ],
    ['no version', shipped.replace(/"version": \d+/, '"version": 0'), '"version": 0', /version/],
  ])('refuses %s, with its line', (_name, text, part, reason) => {
    const reading = readUnitTypeFile(text);
    expect(reading).toMatchObject({ kind: 'refused', reason: expect.stringMatching(reason) });
    const expected = lineWith(text, part);
    expect(reading.kind === 'refused' && Math.abs(reading.line - expected) <= 1).toBe(true);
  });

  it('refuses what is no JSON, with the line where it breaks', () => {
    const broken = shipped.split('\n');
    broken[5] = `${broken[5]} oops`;
    expect(readUnitTypeFile(broken.join('\n'))).toMatchObject({ kind: 'refused', line: 6 });
  });
});
