import { describe, expect, it } from 'vitest';
import { converse } from '../testing/converse.ts';
import type { FaultText } from './fault-catalogue.ts';

describe('INST-3 a write that is accepted is no proof', () => {
  const write = 'setparam 2001:Fleet.example.com;2005:7710;10050:90';
  it.each<[FaultText, string]>([
    ['not-stored', 'Param ID:2001 Value:;2005:0;10050:300'],
    ['first-keys-only=2', 'Param ID:2001 Value:Fleet.example.com;2005:7710;10050:300'],
    ['truncated-values', 'Param ID:2001 Value:Fleet.ex;2005:7710;10050:90'],
    ['lower-cased-values', 'Param ID:2001 Value:fleet.example.com;2005:7710;10050:90'],
    ['float-values', 'Param ID:2001 Value:Fleet.example.com;2005:7710.000000;10050:90.000000'],
    ['clamped-values', 'Param ID:2001 Value:Fleet.example.com;2005:60;10050:60'],
    ['apn-suffix', 'Param ID:2001 Value:Fleet.example.com.MNC001.MCC262.GPRS;2005:7710;10050:90'],
  ])('%s', (fault, held) => {
    const { ask } = converse({ faults: [fault] });
    expect(ask(`${write}\r`)).toBe(`New value ${write.slice('setparam '.length)}\r\n`);
    expect(ask('getparam 2001;2005;10050\r')).toBe(`${held}\r\n`);
  });

  it('reboot-forgets: the values are there until the unit restarts', () => {
    const { ask, wait, reconnect } = converse({ faults: ['reboot-forgets'] });
    ask('setparam 2001:new\r');
    expect(ask('getparam 2001\r')).toBe('Param ID:2001 Value:new\r\n');
    ask('cpureset\r');
    wait(5_000);
    reconnect();
    expect(ask('getparam 2001\r')).toBe('Param ID:2001 Value:\r\n');
  });

  it('refuse-writes and refuse-apn answer the published failure', () => {
    const failure = 'WARNING: Not supported Param ID or Value detected\r\n';
    expect(converse({ faults: ['refuse-writes'] }).ask('setparam 2005:1\r')).toBe(failure);
    const { ask } = converse({ faults: ['refuse-apn'] });
    expect(ask('setparam 2001:x\r')).toBe(failure);
    expect(ask('getparam 2001\r')).toBe("Param ID:2001 doesn't exist\r\n");
    expect(ask('setparam 2005:1\r')).toBe('New value 2005:1\r\n');
  });
});

describe('INST-1 the unit on the cable is not who it seems', () => {
  it.each<[FaultText, string, string]>([
    ['other-imei', '350424063817371', '350424063817371'],
    ['imei-changes', '350424063817363', '350424063817371'],
    ['imei-bad-digit', '350424063817364', '350424063817364'],
    ['imei-as-imeisv', '3504240638173607', '3504240638173607'],
    ['imei-not-available', 'N/A', 'N/A'],
    ['imei-missing', '', ''],
  ])('%s', (fault, first, second) => {
    const { ask } = converse({ faults: [fault] });
    expect(ask('getver\r')).toContain(` IMEI:${first} `);
    expect(ask('getver\r')).toContain(` IMEI:${second} `);
  });
});

describe('INST-2 what a modem refuses, by the numbers of TS 27.007', () => {
  it.each<[FaultText, string, number]>([
    ['refuse-everything', 'AT+CSQ', 3],
    ['refuse-unsupported', 'AT+CSQ', 4],
    ['no-sim', 'AT+CPIN?', 10],
    ['sim-failure', 'AT+CPIN?', 13],
    ['sim-busy', 'AT+CPIN?', 14],
  ])('%s: %s ends in %i', (fault, command, code) => {
    const { ask, unit } = converse({ family: 'at27007', model: 'VM-27', poweredForSeconds: 600 });
    ask('ATE0\r');
    ask('AT+CMEE=1\r');
    unit.setFaults([fault]);
    expect(ask(`${command}\r`)).toBe(`\r\n+CME ERROR: ${code}\r\n`);
  });
});

describe('INST-2 passwords that an owner has set', () => {
  it('password-set: an LMU asks for it before anything else, once per power-up', () => {
    const { ask, unit } = converse({ family: 'calamp', poweredForSeconds: 600, faults: ['password-set'] });
    expect(ask('ATI0\r\n')).toBe('Password Required\r\n');
    expect(ask('AT$PW "bay72"\r\n')).toBe('Password Required\r\n');
    expect(ask('AT$PW "bay71"\r\n')).toContain('OK');
    expect(ask('ATI0\r\n')).toContain('OK');
    unit.unplug();
  });

  it('password-set: a Queclink unit is silent to every command without it', () => {
    const { ask } = converse({ family: 'queclink', poweredForSeconds: 600, faults: ['password-set'] });
    expect(ask('AT+GTRTO=gl300,8,,,,,,0001$')).toBe('');
    expect(ask('AT+GTRTO=bay71,8,,,,,,0002$')).toContain('+ACK:GTRTO');
  });
});

describe('INST-2 restarts that go wrong', () => {
  it('reboot-never-returns needs a hand', () => {
    const { ask, wait, unit } = converse({ faults: ['reboot-never-returns'] });
    ask('cpureset\r');
    wait(600_000);
    expect(unit.presence()).toBe('restarting');
    unit.plugIn();
    expect(unit.presence()).toBe('plugged');
  });

  it('reboot-loop comes and goes', () => {
    const { ask, clock, unit } = converse({ faults: ['reboot-loop'] });
    const seen: string[] = [];
    unit.onPresence((presence) => seen.push(presence));
    ask('cpureset\r');
    clock.advance(14_000);
    expect(seen).toEqual(['restarting', 'plugged', 'restarting', 'plugged', 'restarting']);
  });

  it('boot-noise stands in for answers for five seconds', () => {
    const { ask, wait } = converse({ faults: ['boot-noise'] });
    expect(ask('getparam 1000\r')).toBe(
      '[2004.01.01 13:36:56]-[CMD.DEBUG]\tCommand not found! From:3 (getparam 1000)\r\n',
    );
    wait(4_000);
    expect(ask('getparam 1000\r')).toBe('Param ID:1000 Value:30\r\n');
  });

  it('reboot-mid-command breaks an answer off', () => {
    const { ask, loss, unit } = converse({ faults: ['reboot-mid-command=1'] });
    expect(ask('getparam 1000\r')).toMatch(/^Param ID:10\d?\d?.?\r\n\[2004/);
    expect(loss()).toBe('the unit restarts');
    expect(unit.presence()).toBe('restarting');
  });
});

describe('INST-2 what the platform hears over the air', () => {
  const reporting = { '2001': 'internet', '2004': 'tracking.example.net', '2005': '5027' };
  it.each<[FaultText | 'none', readonly number[]]>([
    ['none', [10, 20]],
    ['never-transmits', []],
    ['transmits-late=48', [10 - 48 * 3_600, 20 - 48 * 3_600]],
    ['transmits-ahead=1', [3_610, 3_620]],
  ])('%s', (fault, seconds) => {
    const { unit, wait, clock } = converse({
      faults: fault === 'none' ? [] : [fault],
      initialParameters: reporting,
      fleet: { server: { host: 'tracking.example.net', port: 5027 }, everySeconds: 10 },
      poweredForSeconds: 600,
    });
    const startMs = clock.nowMs();
    const heard: number[] = [];
    unit.onTransmit(({ atMs }) => heard.push((atMs - startMs) / 1000));
    wait(25_000);
    expect(heard).toEqual(seconds);
  });
});

describe('INST-2 extremes of health', () => {
  it.each<[FaultText, string, RegExp]>([
    ['supply-low', 'readio 66', /Value:8900\r/],
    ['supply-zero', 'readio 66', /Value:0\r/],
    ['battery-empty', 'readio 67', /Value:2900\r/],
    ['no-sim', 'getstatus', /SIM: 5 OP: 0 Signal: 0 /],
    ['no-sim', 'getimeiccid', /CCID: N\/A\r/],
    ['sim-pin', 'getstatus', /Data Link: 0 .* SIM: 1 /],
    ['no-signal', 'getstatus', / Signal: 0 /],
    ['signal-full', 'readio 21', /Value:5\r/],
    ['roaming', 'getstatus', /OP: 21630 .* Roaming: 1 /],
    ['no-data-link', 'getstatus', /Data Link: 0 .* OP: 26201 /],
    ['no-fix', 'getinfo', /GPS:2 SAT:0 .* NOGPS: 0:10 /],
    ['gnss-off', 'readio 69', /Value:0\r/],
    ['fix-at-zero', 'getgps', /Lat:0\.000000 Long:0\.000000 Alt:0 /],
    ['satellites-41', 'getinfo', /SAT:41 /],
    ['clock-years-back', 'getinfo', /^RTC:2007\/4\/6 /],
    ['clock-years-back=2400', 'getinfo', /^RTC:1980\/11\/21 /],
    ['clock-ahead', 'getinfo', /^RTC:2036\/11\/19 /],
    ['ignition-off', 'readio 239', /Value:0\r/],
    ['ebs-link-down', 'readio 10800', /Value:\r/],
    ['ebs-vin-other', 'readio 256', /Value:1M8GDM9AXKP042788\r/],
    ['ebs-vin-partial', 'readio 256', /Value:F3D000001\r/],
    ['records-piled-up', 'getinfo', /REC:9000 /],
  ])('%s: %s', (fault, question, expected) => {
    const { ask } = converse({ faults: [fault], poweredForSeconds: 600, ebsVin: 'WSM00000003111444' });
    expect(ask(`${question}\r`)).toMatch(expected);
  });
});
