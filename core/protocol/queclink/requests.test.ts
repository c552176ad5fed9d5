import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askAllSections, askReport, askSection, askVersion, isSendable, restart, writeSection } from './requests.ts';
import { publishedCommands } from './testing/published-frames.ts';

const gl300 = (sequence: string) => ({ password: 'gl300', sequence });
const textOf = ({ commands }: { readonly commands: readonly { readonly text: string }[] }) =>
  commands.map(({ text }) => text).join('');

describe('INST-2 Queclink commands', () => {
  it('are those of the manual, letter for letter', () => {
    expect(textOf(askVersion([gl300('FFFF')]))).toBe(publishedCommands.version);
    expect(textOf(askSection(gl300('000F'), 'CFG', null))).toBe(publishedCommands.section);
    expect(textOf(writeSection(gl300('0002'), { name: 'BSI', fields: ['cmnet', '', '', '', '', '', ''] }, '1'))).toBe(
      publishedCommands.bearer,
    );
    const server = '4,,,116.226.44.17,9001,116.226.44.16,9002,+8613812341234,0,1,,,,'.split(',');
    expect(textOf(writeSection(gl300('0003'), { name: 'SRI', fields: server }, '1'))).toBe(publishedCommands.server);
    const gmt100 = { password: 'gmt100', sequence: '0000' };
    expect(textOf(writeSection(gmt100, { name: 'BSI', fields: ['cmnet', '', '', '', '', '', ''] }, '1'))).toBe(
      publishedCommands.otherModel,
    );
  });

  it('ask with the sub command of real-time operation', () => {
    expect(textOf(askAllSections(gl300('0A0B'), null))).toBe('AT+GTRTO=gl300,2,,,,,,0A0B$');
    expect(textOf(askReport(gl300('0A0B'), 'INF', null))).toBe('AT+GTRTO=gl300,B,,,,,,0A0B$');
    expect(textOf(restart(gl300('0A0B'), null))).toBe('AT+GTRTO=gl300,3,,,,,,0A0B$');
  });

  it('ask once with each password that the unit may have', () => {
    expect(textOf(askVersion([gl300('0001'), { password: 'gmt100', sequence: '0002' }]))).toBe(
      'AT+GTRTO=gl300,8,,,,,,0001$AT+GTRTO=gmt100,8,,,,,,0002$',
    );
  });

  it('wait five seconds for the ack and fifteen for the report', () => {
    expect(askAllSections(gl300('0001'), null)).toMatchObject({ ackWithinMs: 5000, reportWithinMs: 15_000 });
  });

  it('never carry what would start another field or end the command', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(',', '$', '\r', '\n', '\0', '\x1b', 'é'), fc.string(), (a, bad, b) => {
        const value = a + bad + b;
        expect(isSendable(value)).toBe(false);
        expect(() => writeSection(gl300('0001'), { name: 'BSI', fields: [value] }, '1')).toThrow('invariant');
      }),
    );
  });

  it('carry a number of four hex digits and nothing else', () => {
    expect(() => askVersion([gl300('12')])).toThrow('invariant');
    expect(() => askVersion([{ password: 'a,b', sequence: '0001' }])).toThrow('invariant');
  });
});
