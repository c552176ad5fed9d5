import { describe, expect, it } from 'vitest';
import table from '../../../resources/unit-families/queclink.json' with { type: 'json' };
import { invariant } from '../../kernel/invariant.ts';
import { readFix, readInformation, readSatellites, readSignalReport } from './health.ts';
import { readQueclinkIccid, readQueclinkVersion } from './identity.ts';
import { type QueclinkMessage, readQueclinkMessage } from './messages.ts';
import { publishedReports } from './testing/published-frames.ts';
import { parseQueclinkFamilies } from './unit-families.ts';

const families = parseQueclinkFamilies(table);

function message(frame: string): QueclinkMessage {
  const read = readQueclinkMessage(frame);
  invariant(read !== null, 'a published frame');
  return read;
}

function layoutOf(id: string) {
  const layout = families.find((family) => family.id === id)?.information;
  invariant(layout !== undefined && layout !== null, 'an information layout');
  return layout;
}

describe('INST-2 who a Queclink unit is', () => {
  it('is told by the recorded GL300', () => {
    expect(readQueclinkVersion(message(publishedReports.version))).toEqual({
      imei: '860599000773978',
      protocol: '1A0800',
      model: 'GL300',
      firmware: '10.03',
      hardware: '1.03',
    });
  });

  it('is told by the manuals', () => {
    expect(readQueclinkVersion(message(publishedReports.versionOfManual))).toMatchObject({ firmware: '1.00' });
    expect(readQueclinkVersion(message(publishedReports.versionOfVehicle))).toMatchObject({ model: 'GV300' });
  });

  it('is not told by another message or half a version', () => {
    expect(readQueclinkVersion(message(publishedReports.card))).toBeNull();
    expect(readQueclinkVersion(message(publishedReports.version.replace('0A03', '0A')))).toBeNull();
    expect(readQueclinkVersion(message(publishedReports.version.replace('GL300,0A03', 'GL300,,0A03')))).toBeNull();
  });

  it('has a card whose number may hold a hex letter', () => {
    expect(readQueclinkIccid(message(publishedReports.card))).toBe('898600810906F8048812');
    expect(readQueclinkIccid(message(publishedReports.card.replace('898600810906F8048812', '')))).toBeNull();
  });
});

describe('INSP-1 the health of a Queclink unit', () => {
  it('is read from a recorded GV600MG', () => {
    expect(readInformation(message(publishedReports.vehicleState), layoutOf('gv600'))).toEqual({
      ignition: { kind: 'value', value: true, raw: '21' },
      signalLevel: { kind: 'value', value: 4, raw: '22' },
      supplyMillivolts: { kind: 'value', value: 12_913, raw: '12913' },
      batteryMillivolts: { kind: 'value', value: 4260, raw: '4.26' },
      odometerMetres: { kind: 'unknown', why: 'the unit does not tell it' },
    });
  });

  it('is read from a recorded GL320M, which has the fields of the GL300', () => {
    expect(readInformation(message(publishedReports.portableState), layoutOf('gl300'))).toEqual({
      ignition: { kind: 'unknown', why: 'the unit has no ignition wire' },
      signalLevel: { kind: 'value', value: 2, raw: '14' },
      supplyMillivolts: { kind: 'unknown', why: 'the unit does not tell it' },
      batteryMillivolts: { kind: 'value', value: 3770, raw: '3.77' },
      odometerMetres: { kind: 'value', value: 0, raw: '0.0' },
    });
  });

  it('is unknown where the layout is another one', () => {
    const shifted = message(publishedReports.portableState.replace(',3.77', ''));
    const kinds = Object.values(readInformation(shifted, layoutOf('gl300'))).map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['unknown']));
  });

  it('knows the signal, and that 99 is none', () => {
    expect(readSignalReport(message(publishedReports.signal))).toEqual({ kind: 'value', value: 3, raw: '16' });
    expect(readSignalReport(message(publishedReports.signal.replace(',16,0', ',99,99')))).toMatchObject({
      why: 'the unit does not know its signal',
    });
    expect(readSignalReport(message(publishedReports.signal.replace(',16,0', ',57,0'))).kind).toBe('unknown');
  });

  it('knows a fix by the accuracy, and believes no place at 0, 0', () => {
    const at = (accuracy: string, place: string) =>
      message(
        publishedReports.position.replace('1,1,4.3,92,70.0,121.354335,31.222073', `1,${accuracy},4.3,92,70.0,${place}`),
      );
    expect(readFix(message(publishedReports.position))).toMatchObject({ value: 'fix' });
    expect(readFix(at('0', '121.354335,31.222073'))).toMatchObject({ value: 'no-fix' });
    expect(readFix(at('1', '0.000000,0.000000'))).toMatchObject({ kind: 'unknown' });
    expect(readFix(at('1', '121.354335,131.222073'))).toMatchObject({ kind: 'unknown' });
    expect(readFix(at('1', '121.35,31.22'))).toMatchObject({ kind: 'unknown' });
    expect(readFix(at('', '121.354335,31.222073'))).toMatchObject({ kind: 'unknown' });
  });

  it('counts satellites only where the count and the pairs agree', () => {
    const satellites = (content: string) =>
      readSatellites(message(`+RESP:GTGSV,1A0102,135790246811220,,${content},20100214093254,11F0$`));
    expect(satellites('3,12,2,1,40,7,33')).toEqual({ kind: 'value', value: 2, raw: '2' });
    expect(satellites('0,0,0')).toMatchObject({ value: 0 });
    expect(satellites('3,12,3,1,40,7,33').kind).toBe('unknown');
    expect(satellites('9,12,2,1,40,7,33').kind).toBe('unknown');
  });
});
