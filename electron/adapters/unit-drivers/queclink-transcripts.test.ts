import { describe, expect, it } from 'vitest';
import {
  publishedAcks,
  publishedBinaryReport,
  publishedCommands,
  publishedReports,
  publishedUnsolicited,
} from '#core/protocol/queclink/testing/published-frames.ts';
import { createQueclinkDriver } from './create-queclink-driver.ts';
import { setUpDriverBench } from './testing/driver-bench.ts';
import { changeOf } from './testing/queclink-bench.ts';
import { playQueclink } from './testing/queclink-script.ts';

/*
 * Every published exchange of link.md §2B, understood by the driver. The messages are the printed ones; only what has to fit together is set by
 * the test: the sequence number of the command, and in examples of the manual one IMEI and rising count numbers.
 */
const MANUAL_IMEI = '135790246811220';

/** An ack of the manual's own unit to this command. */
const ackOf = (word: string, sequence: string, { about = '', count = '11E0' } = {}) =>
  publishedAcks.bearer
    .replace('GTBSI', word)
    .replace(',0002,', `,${about === '' ? '' : `${about},`}${sequence},`)
    .replace('11F0', count);
const ofManual = (frame: string) => frame.replace('860599000000448', MANUAL_IMEI).replace('02AE', '11F0');
const section = (name: string, content: string) =>
  `+RESP:GTALS,1A0102,${MANUAL_IMEI},,${name},${content},20130123034509,11F0$`;

const bearer = 'cmnet,,,,,,';
const server = '4,,,116.226.44.17,9001,116.226.44.16,9002,+8613812341234,0,1,,,,';

/** A unit that says what the manual prints. */
function manualUnit(command: string, sequence: string): string | null {
  const [, word = '', content = ''] = /^AT\+(GT[A-Z]{3})=gl300,(.*)$/.exec(command) ?? [];
  if (word !== 'GTRTO') {
    return word === '' ? null : ackOf(word, sequence);
  }
  const acked = (about: string) => ackOf('GTRTO', sequence, { about });
  switch (content) {
    case '8,,,,,':
      return acked('VER') + publishedReports.versionOfManual;
    case '6,,,,,':
      return acked('CID') + publishedReports.card;
    case '7,,,,,':
      return acked('CSQ') + publishedReports.signal;
    case '1,,,,,':
      return acked('RTL') + publishedReports.position;
    case '2,,,,,':
      return acked('READ') + ofManual(publishedReports.everything);
    case '2,BSI,,,,':
      return acked('READ') + section('BSI', bearer);
    case '2,SRI,,,,':
      return acked('READ') + section('SRI', server);
    default:
      return null;
  }
}

describe('INST-2 the published exchanges of Queclink units', () => {
  it('a recorded GL300 says who it is (traccar)', async () => {
    const bench = setUpDriverBench();
    const driver = createQueclinkDriver({ sequence: () => 'FFFF' });
    const script = playQueclink(bench.cable.unit, (command) =>
      command.startsWith('AT+GTRTO=gl300,8') ? publishedAcks.version + publishedReports.version : null,
    );
    expect(await driver.identify(bench.context)).toEqual({
      kind: 'identified',
      identity: {
        driver: 'queclink',
        imei: '860599000773978',
        model: 'GL300',
        firmware: '10.03',
        hardware: '1.03',
        iccid: null,
      },
    });
    expect(script.commands).toContain(publishedCommands.version);
  });

  it('the unit of the GL300 manual says who it is, with a card number that holds a hex letter', async () => {
    const bench = setUpDriverBench();
    playQueclink(bench.cable.unit, manualUnit);
    expect(await createQueclinkDriver().identify(bench.context)).toMatchObject({
      kind: 'identified',
      identity: { imei: MANUAL_IMEI, firmware: '1.00', hardware: '1.01', iccid: '898600810906F8048812' },
    });
  });

  it('its whole configuration is read from the printed answer', async () => {
    const bench = setUpDriverBench();
    playQueclink(bench.cable.unit, manualUnit);
    expect(await createQueclinkDriver().readConfiguration(bench.context)).toEqual({
      kind: 'read',
      values: {
        apn: { kind: 'value', value: 'cmnet' },
        apnUser: { kind: 'empty' },
        apnPassword: { kind: 'empty' },
        serverProto: { kind: 'value', value: '2' },
        serverHost: { kind: 'value', value: '116.228.146.250' },
        serverPort: { kind: 'value', value: '8161' },
        backupHost: { kind: 'value', value: '192.0.0.0' },
        backupPort: { kind: 'value', value: '0' },
        heartbeatMin: { kind: 'value', value: '5' },
        reportMovingS: { kind: 'value', value: '30' },
        reportMovingM: { kind: 'value', value: '1000' },
      },
    });
  });

  it('the printed bearer and server commands are sent for the values they hold', async () => {
    const bench = setUpDriverBench();
    const script = playQueclink(bench.cable.unit, manualUnit);
    const driver = createQueclinkDriver();
    const outcome = await driver.writeConfiguration(bench.context, MANUAL_IMEI, [
      changeOf('apn', 'cmnet'),
      changeOf('serverHost', '116.226.44.17'),
      changeOf('serverPort', '9001'),
      changeOf('serverProto', 'udp'),
    ]);
    expect(outcome).toMatchObject({ kind: 'written', writes: [{ state: 'accepted' }, {}, {}, { state: 'accepted' }] });
    const writes = script.commands.filter((command) => !command.startsWith('AT+GTRTO'));
    const withoutNumber = (command: string) => command.replace(/[0-9A-F]{4}\$$/, '');
    expect(writes.map(withoutNumber)).toEqual([publishedCommands.bearer, publishedCommands.server].map(withoutNumber));
  });

  it('its signal and its position are measured', async () => {
    const bench = setUpDriverBench();
    playQueclink(bench.cable.unit, manualUnit);
    expect(await createQueclinkDriver().readHealth(bench.context, ['signalLevel', 'gnssFix'])).toEqual({
      kind: 'measured',
      fields: {
        signalLevel: { kind: 'value', value: 3, raw: '16' },
        gnssFix: { kind: 'value', value: 'fix', raw: 'accuracy 1' },
      },
    });
  });

  it('a vehicle unit measures its supply (the recorded GV600MG, under the name and with the version of the GV300 manual)', async () => {
    const bench = setUpDriverBench();
    const vehicle = (frame: string) =>
      frame.replace('DC0103,865284049247079', `060100,${MANUAL_IMEI}`).replace('1EBE', '11F0');
    playQueclink(bench.cable.unit, (command, sequence) => {
      const acked = (about: string) => ackOf('GTRTO', sequence, { about }).replace('1A0102', '060100');
      return command === 'AT+GTRTO=gv300,8,,,,,'
        ? acked('VER') + publishedReports.versionOfVehicle
        : command === 'AT+GTRTO=gv300,B,,,,,'
          ? acked('INF') + vehicle(publishedReports.vehicleState)
          : null;
    });
    expect(await createQueclinkDriver().readHealth(bench.context, ['supplyMillivolts', 'batteryMillivolts'])).toEqual({
      kind: 'measured',
      fields: {
        supplyMillivolts: { kind: 'value', value: 12_913, raw: '12913' },
        batteryMillivolts: { kind: 'value', value: 4260, raw: '4.26' },
      },
    });
  });

  it('a GMT100 is addressed by its own name, and its sections are read one by one', async () => {
    const bench = setUpDriverBench();
    const script = playQueclink(bench.cable.unit, (command, sequence) => {
      const said = manualUnit(command.replace('gmt100', 'gl300'), sequence);
      return command.includes('gmt100')
        ? (said?.replaceAll('1A0102', '080100').replace('GL300', 'GMT100') ?? null)
        : null;
    });
    expect(await createQueclinkDriver().readConfiguration(bench.context, ['apn', 'serverPort'])).toMatchObject({
      kind: 'read',
      values: { apn: { value: 'cmnet' }, serverPort: { value: '9001' } },
    });
    expect(script.commands.some((command) => command.startsWith('AT+GTRTO=gmt100,2,BSI,'))).toBe(true);
    expect(script.commands.some((command) => command.startsWith('AT+GTRTO=gmt100,2,,'))).toBe(false);
  });

  it('reports that a unit sends by itself may come anywhere', async () => {
    const bench = setUpDriverBench();
    const own = Object.values(publishedUnsolicited).join('');
    playQueclink(bench.cable.unit, (command, sequence) => {
      const said = manualUnit(command, sequence);
      return said === null
        ? null
        : own + said.replace('$+RESP', `$${own}${Buffer.from(publishedBinaryReport).toString('latin1')}+RESP`) + own;
    });
    expect(await createQueclinkDriver().readConfiguration(bench.context, ['apn'])).toMatchObject({
      kind: 'read',
      values: { apn: { value: 'cmnet' } },
    });
  });
});
