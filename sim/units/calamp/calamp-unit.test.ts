import { describe, expect, it } from 'vitest';
import { converse as converseWith, testImei } from '../../testing/converse.ts';

const converse = (options: Parameters<typeof converseWith>[0] = {}) =>
  converseWith({ family: 'calamp', poweredForSeconds: 60, ...options });
const locked = { '2177,0': 'open sesame', '1024,51': '16' };

describe('INST-2 a virtual LMU speaks what is published of its AT dialect', () => {
  // LMU Users Guide §3.1.2.1 and §8.5, HMU-3640 installation guide §5.6: the shapes to the letter.
  it.each([
    ['AT', 'OK\r\n'],
    ['at', 'OK\r\n'],
    ['AT$APP PARAM? 2306,0', '2306,0,fleet.example.com\r\nOK\r\n'],
    ['AT$APP PARAM? 2306', '2306,0,fleet.example.com\r\nOK\r\n'],
    ['AT$APP PARAM? 2306,*', '2306,0,fleet.example.com\r\n2306,1,\r\nOK\r\n'],
    ['AT$APP PARAM 2306,0,internet', 'OK\r\n'],
    ['AT$APP PARAM 2306, 0, internet', 'OK\r\n'],
    ['AT$APP PARAM 2306,0,two,values', 'ERROR\r\n'],
    ['AT$APP PARAM 769,0,65536', 'ERROR\r\n'],
    ['AT$APP PARAM? 9999,0', 'ERROR\r\n'],
    ['AT$APP PEG SUNRPT 255', 'OK\r\n'],
    ['AT$APP NONSENSE', 'ERROR\r\n'],
    ['ATS130=0', 'OK\r\n'],
    ['AT+CGSN', 'ERROR\r\n'],
    [`AT$APP PARAM 2306,0,${'a'.repeat(300)}`, 'ERROR\r\n'],
    ['hello', ''],
  ])('%s', (command, answer) => {
    const { ask } = converse({ initialParameters: { '2306,0': 'fleet.example.com' } });
    expect(ask(`${command}\r\n`)).toBe(answer);
  });

  it('tells where it reports to', () => {
    const { ask } = converse({ initialParameters: { '2319,0': 'track.example.com', '768,0': '192.0.2.10' } });
    expect(ask('AT$APP INBOUND?\r\n')).toBe(
      [
        'INBOUND LMD',
        'INBOUND 0 ADDR 192.0.2.10:20500 *',
        'INBOUND 0 URL track.example.com',
        'INBOUND 1 ADDR 0.0.0.0:20500',
        'INBOUND 1 URL',
        'INBOUND 2 ADDR 0.0.0.0:20500',
        'INBOUND 3 ADDR 0.0.0.0:20500',
        'OK\r\n',
      ].join('\r\n'),
    );
  });

  it('tells position and communication, and what a fault makes of them', () => {
    expect(converse().ask('AT$APP GPS?\r\n')).toMatch(
      /^Lat=52\d{5}, Lon=[78]\d{5}, Alt=0\r\nHdg=0 Spd=0 3D-RTIME HDOP=130 nSats=\d{1,2}\r\nOK\r\n$/,
    );
    expect(converse({ poweredForSeconds: 0 }).ask('AT$APP GPS?\r\n')).toMatch(
      /^Lat=0, Lon=0, Alt=0\r\nHdg=0 Spd=0 NO-FIX/,
    );
    const yes = 'Network Reg.  : Yes\r\nData Reg.     : Yes\r\nConnection    : Yes\r\nOK\r\n';
    expect(converse().ask('ATIC\r\n')).toBe(yes);
    expect(converse({ faults: ['no-sim'] }).ask('ATIC\r\n')).toBe(yes.replaceAll('Yes', 'No'));
  });

  it('tells its IMEI behind a number that has as many digits', () => {
    const lines = converse().ask('ATI1\r\n').split('\r\n');
    expect(lines[1]).toMatch(/^IMSI: \d{15}$/);
    expect(lines[3]).toBe(`IMEI: ${testImei}`);
    expect(converse().ask('ATI0\r\n')).toBe('LMU-2630, CalAmp\r\nAPP:046 5.0j\r\nOK\r\n');
  });

  it('takes a register through its mask, and never tells the mask', () => {
    const { ask } = converse({ initialParameters: { '1024,51': '8' } });
    expect(ask('AT$APP PARAM 1024,51,16,16\r\n')).toBe('OK\r\n');
    expect(ask('AT$APP PARAM? 1024,51\r\n')).toBe('1024,51,24\r\nOK\r\n');
    expect(ask('AT$APP PARAM 1024,51,8,0\r\n')).toBe('OK\r\n');
    expect(ask('AT$APP PARAM? 1024,51\r\n')).toBe('1024,51,16\r\nOK\r\n');
  });

  it.each(['AT$APP REBOOT', 'AT$APP PARAM 1024,35,255,1'])('restarts by %s, with what it was told', (command) => {
    const { ask, loss, wait, reconnect } = converse();
    ask('AT$APP PARAM 2306,0,internet\r\n');
    expect(ask(`${command}\r\n`)).toBe('OK\r\n');
    expect(loss()).toBeDefined();
    wait(10_000);
    reconnect();
    expect(ask('AT$APP PARAM? 2306,0\r\n')).toBe('2306,0,internet\r\nOK\r\n');
  });
});

describe('INST-2 a virtual LMU with a password', () => {
  it('answers every command by asking for it, until it is given or power was off', () => {
    const { ask, unit, wait, reconnect } = converse({ initialParameters: locked });
    for (const command of ['AT', 'ATI1', 'AT$APP PARAM? 2306,0', 'AT$PW "open barley"', 'AT']) {
      expect(ask(`${command}\r\n`)).toBe('Password Required\r\n');
    }
    expect(ask('AT$PW "open sesame"\r\n')).toBe('OK\r\n');
    expect(ask('AT\r\n')).toBe('OK\r\n');
    expect(ask('AT$APP PARAM? 2177,0\r\n')).toBe('ERROR\r\n');
    ask('AT$APP REBOOT\r\n');
    wait(10_000);
    reconnect();
    expect(ask('AT\r\n')).toBe('Password Required\r\n');
    unit.close();
  });

  it('asks for none that is not switched on', () => {
    expect(converse({ initialParameters: { '2177,0': 'open sesame' } }).ask('AT\r\n')).toBe('OK\r\n');
    expect(converse({ initialParameters: { '1024,51': '16' } }).ask('AT\r\n')).toBe('OK\r\n');
  });
});

describe('INST-2 a virtual LMU is put aside and taken up again', () => {
  it('with its values and its lock', () => {
    const first = converse({ initialParameters: locked });
    first.ask('AT$PW "open sesame"\r\n');
    first.ask('AT$APP PARAM 2306,0,internet\r\n');
    const second = converse();
    expect(second.unit.restore(JSON.parse(JSON.stringify(first.unit.snapshot())))).toEqual({ kind: 'restored' });
    second.reconnect();
    expect(second.ask('AT$APP PARAM? 2306,0\r\n')).toBe('2306,0,internet\r\nOK\r\n');
  });
});
