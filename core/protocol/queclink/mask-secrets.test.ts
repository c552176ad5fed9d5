import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import table from '../../../resources/unit-families/queclink.json' with { type: 'json' };
import { maskQueclinkSecrets } from './mask-secrets.ts';
import { publishedCommands, publishedReports } from './testing/published-frames.ts';
import { parseQueclinkFamilies } from './unit-families.ts';

const families = parseQueclinkFamilies(table);
const SECRET = 'hunter2';
const everything = publishedReports.everything
  .replace('BSI,cmnet,,', `BSI,cmnet,user,${SECRET}`)
  .replace('CFG,gl300', `CFG,${SECRET}`)
  .replace('PIN,1,,', `PIN,1,${SECRET},`);
const section = `+RESP:GTALS,1A0102,860599000000448,GL300,BSI,cmnet,user,${SECRET},,,,,20130123034509,02AE$`;
const mask = (text: string, options: { readonly fragment?: boolean; readonly values?: readonly string[] } = {}) =>
  maskQueclinkSecrets(
    text,
    { families, values: options.values ?? [], hidesFragments: options.fragment ?? false },
    options.fragment ?? false,
  );

describe('INST-7 secrets of a Queclink unit', () => {
  it('its password stands in every command and is hidden in each', () => {
    expect(mask(publishedCommands.version)).toBe('AT+GTRTO=***,8,,,,,,FFFF$');
    expect(mask(publishedCommands.version + publishedCommands.version)).not.toContain('gl300');
    expect(mask('AT+GTBSI=gl300,cmnet,user,hunter2,,,,,0002$')).toBe('AT+GTBSI=***,cmnet,user,***,,,,,0002$');
  });

  it('are hidden where a configuration holds them, and the rest stays to be read', () => {
    const masked = mask(everything);
    expect(masked).not.toContain(SECRET);
    expect(masked).toContain('BSI,cmnet,user,***,,,,,SRI,2,,1,116.228.146.250');
    expect(masked).toContain('CFG,***,GL300');
    expect(mask(section)).toContain('BSI,cmnet,user,***,,,,,2013');
  });

  it('leaves an empty one empty, so that a capture shows that there is none', () => {
    expect(mask(publishedReports.everything)).toContain('BSI,cmnet,,,,,,,SRI');
  });

  it('hides a whole configuration in which a field was lost or gained: nobody knows where the secret is', () => {
    for (const damaged of [
      section.replace('cmnet,', ''),
      section.replace('BSI', 'BSX'),
      everything.replace('cmnet,', ''),
      everything.replace('BSI', 'B$I'),
      everything.replace('CFG,', 'CF,'),
      everything.replace('JDC', 'BSI'),
    ]) {
      expect(mask(damaged)).toMatch(/^\*\*\* \(\d+ characters hidden\)$/);
    }
  });

  it('hides fragments while a secret is on its way', () => {
    expect(mask(section.slice(50), { fragment: true })).not.toContain(SECRET);
  });

  it('hides known values anywhere', () => {
    expect(mask(`log: password ${SECRET}`, { values: [SECRET] })).toBe('log: password ***');
  });

  it('P25 shows no secret of a frame that lost or gained some bytes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(everything, section),
        fc.nat(),
        fc.nat({ max: 8 }),
        fc.constantFrom('', ',', ',,', 'x', 'BSI', 'CFG,'),
        (frame, at, gone, added) => {
          const place = 12 + (at % (frame.length - 12));
          const damaged = frame.slice(0, place) + added + frame.slice(place + gone);
          // What is recognized as an answer of the dialect; anything else is a fragment, and hidden whole.
          expect(mask(damaged)).not.toContain(SECRET);
        },
      ),
    );
  });
});
