import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceTypeOf, isCountedBefore, readQueclinkMessage } from './messages.ts';
import { publishedAcks, publishedReports, publishedUnsolicited } from './testing/published-frames.ts';

const published = [publishedAcks, publishedReports, publishedUnsolicited].flatMap((group) => Object.values(group));

describe('INST-2 Queclink messages', () => {
  it('reads an acknowledgement with the number of its command', () => {
    expect(readQueclinkMessage(publishedAcks.bearer)).toEqual({
      kind: 'ack',
      word: 'GTBSI',
      protocol: '1A0102',
      imei: '135790246811220',
      fields: [],
      sequence: '0002',
      count: 0x11f0,
    });
    expect(readQueclinkMessage(publishedAcks.version)).toMatchObject({
      word: 'GTRTO',
      imei: '860599000773978',
      fields: ['VER'],
      sequence: 'FFFF',
      count: 0x0c19,
    });
  });

  it('reads a report without its envelope', () => {
    expect(readQueclinkMessage(publishedReports.version)).toEqual({
      kind: 'report',
      word: 'GTVER',
      protocol: '1A0800',
      imei: '860599000773978',
      fields: ['GL300', '0A03', '0103'],
      sequence: null,
      count: 0x10f8,
    });
    expect(readQueclinkMessage(publishedUnsolicited.buffered)).toMatchObject({ kind: 'buffered', word: 'GTFRI' });
    expect(readQueclinkMessage(publishedUnsolicited.younger)).toMatchObject({ protocol: '8020040305' });
  });

  it('binds layouts by two digits of the protocol version, or six on younger units', () => {
    expect(deviceTypeOf('1A0800')).toBe('1A');
    expect(deviceTypeOf('8020040305')).toBe('802004');
  });

  it.each([
    ['no digits', 'N/A'],
    ['nothing', ''],
    ['a software version at the end', '8605990007739707'],
    ['all digits alike', '000000000000000'],
  ])('takes %s for no IMEI', (_what, id) => {
    const frame = publishedReports.version.replace('860599000773978', id);
    expect(readQueclinkMessage(frame)).toMatchObject({ word: 'GTVER', imei: null });
  });

  it.each([
    ['a control character', publishedReports.version.replace('GL300', 'GL\x01300')],
    ['a byte above ASCII', publishedReports.version.replace('GL300', 'GL\xe9')],
    ['no count number', publishedReports.version.replace(',10F8', '')],
    ['a lost version', publishedReports.version.replace('1A0800', '1A08')],
    ['an ack whose number is none', publishedAcks.bearer.replace('0002', 'XYZ')],
    ['something in front', `x${publishedReports.version}`],
    ['the younger generation', '+ACK:CFG,123456789012345,C031,10,0,,012F,20210407101530,1234$'],
  ])('believes nothing of a frame with %s', (_what, frame) => {
    expect(readQueclinkMessage(frame)).toBeNull();
  });

  it('counts round: half a round back is earlier, the same number is not', () => {
    expect(isCountedBefore(0x0001, 0xfffe)).toBe(false);
    expect(isCountedBefore(0xfffe, 0x0001)).toBe(true);
    expect(isCountedBefore(7, 7)).toBe(false);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 1, max: 0x7fff }), (count, later) => {
        expect(isCountedBefore((count + later) & 0xffff, count)).toBe(false);
        expect(isCountedBefore(count, (count + later) & 0xffff)).toBe(true);
      }),
    );
  });

  it('P25 never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom(...published)), fc.nat(), fc.string(), (text, at, inserted) => {
        const place = at % (text.length + 1);
        expect(() => readQueclinkMessage(text.slice(0, place) + inserted + text.slice(place))).not.toThrow();
      }),
    );
  });
});
