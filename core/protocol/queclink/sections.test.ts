import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import table from '../../../resources/unit-families/queclink.json' with { type: 'json' };
import { invariant } from '../../kernel/invariant.ts';
import { readQueclinkMessage } from './messages.ts';
import { readQueclinkSections } from './sections.ts';
import { publishedReports } from './testing/published-frames.ts';
import { parseQueclinkFamilies } from './unit-families.ts';

const [gl300] = parseQueclinkFamilies(table);
invariant(gl300 !== undefined, 'the first family of the table');

function sectionsIn(frame: string) {
  const message = readQueclinkMessage(frame);
  return message === null ? new Map() : readQueclinkSections(message, gl300 ?? { sections: {}, markers: [] });
}

const single = (content: string) => `+RESP:GTALS,1A0102,860599000000448,GL300,${content},20130123034509,02AE$`;

describe('INST-2 the configuration of a Queclink unit, section by section', () => {
  it('is read from the published answer', () => {
    const sections = sectionsIn(publishedReports.everything);
    expect([...sections.keys()]).toEqual(['BSI', 'SRI', 'FRI']);
    expect(sections.get('BSI')).toEqual(['cmnet', '', '', '', '', '', '']);
    expect(sections.get('SRI')?.slice(0, 9)).toEqual([
      ...['2', '', '1', '116.228.146.250', '8161', '192.0.0.0', '0', '+8618600126107', '5'],
    ]);
    expect(sections.get('FRI')?.[7]).toBe('30');
    expect(sections.get('FRI')?.[11]).toBe('1000');
  });

  it('is read from an answer with one section', () => {
    expect(sectionsIn(single('BSI,cmnet,,,,,,')).get('BSI')).toEqual(['cmnet', '', '', '', '', '', '']);
  });

  it.each([
    ['a field too few', single('BSI,cmnet,,,,,')],
    ['a field too many', single('BSI,cmnet,,,,,,,')],
    ['a section without a layout', single('NMD,0,2,3,2,300,300,2,3,0,,,,')],
    ['nothing', single('')],
  ])('leaves out %s', (_what, frame) => {
    expect(sectionsIn(frame).size).toBe(0);
  });

  it('leaves out a section that has lost a field, and keeps the others', () => {
    const sections = sectionsIn(publishedReports.everything.replace('SRI,2,,1,', 'SRI,2,1,'));
    expect([...sections.keys()]).toEqual(['BSI', 'FRI']);
  });

  it('is not misled by a value that looks like a marker', () => {
    const sections = sectionsIn(publishedReports.everything.replace('BSI,cmnet,,', 'BSI,SRI,FRI,'));
    expect(sections.get('BSI')?.slice(0, 2)).toEqual(['SRI', 'FRI']);
    expect(sections.get('SRI')?.[3]).toBe('116.228.146.250');
  });

  it('leaves out a section that stands there twice', () => {
    const twice = publishedReports.everything.replace('SRI,2', 'BSI,other,,,,,,,SRI,2');
    expect(sectionsIn(twice).has('BSI')).toBe(false);
  });

  it('P25 never gives a section another number of fields, whatever is lost or added', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 12 }), fc.constantFrom('', ',', 'BSI', ',FRI,', 'x'), (at, gone, added) => {
        const frame = publishedReports.everything;
        const place = 60 + (at % (frame.length - 90));
        const damaged = frame.slice(0, place) + added + frame.slice(place + gone);
        for (const [name, fields] of sectionsIn(damaged)) {
          expect(fields).toHaveLength(gl300?.sections[name] ?? 0);
        }
      }),
    );
  });
});
