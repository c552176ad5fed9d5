import { describe, expect, it } from 'vitest';
import { converse, testImei } from '../../testing/converse.ts';
import type { VirtualUnitOptions } from '../../unit-options.ts';
import { factoryFields, sectionNames } from './section-table.ts';

const ready = (options: Partial<VirtualUnitOptions> = {}) => {
  const talk = converse({ family: 'queclink', poweredForSeconds: 600, ...options });
  /** What a command is answered, with the count numbers taken out: they go on. */
  const say = (command: string) => talk.ask(command).replace(/,[0-9A-F]{4}\$/g, '$');
  return { ...talk, say };
};
const envelope = `1A0800,${testImei},GL300`;
const now = '20261120120000';

describe('INST-2 a virtual Queclink unit', () => {
  it('acknowledges a question with its number, then answers as the recorded GL300 does', () => {
    expect(ready().say('AT+GTRTO=gl300,8,,,,,,FFFF$')).toBe(
      `+ACK:GTRTO,${envelope},VER,FFFF,${now}$+RESP:GTVER,${envelope},GL300,0A03,0103,${now}$`,
    );
  });

  it('counts every message', () => {
    const { ask } = ready();
    const counts = () => [...ask('AT+GTRTO=gl300,7,,,,,,0001$').matchAll(/([0-9A-F]{4})\$/g)].map(([, count]) => count);
    expect([...counts(), ...counts()]).toEqual(['0008', '0009', '000A', '000B']);
  });

  it('tells its whole configuration, or one section', () => {
    const { say } = ready({ initialParameters: { 'BSI.1': 'internet', 'SRI.5': '8161' } });
    const all = say('AT+GTRTO=gl300,2,,,,,,0001$');
    expect(all).toContain(
      `+RESP:GTALL,${envelope},BSI,internet,,,,,,,SRI,0,,1,,8161,192.0.0.0,0,,0,0,0,0,,,CFG,gl300,`,
    );
    expect(sectionNames.every((name) => all.includes(`,${name},`))).toBe(true);
    expect(say('AT+GTRTO=gl300,2,BSI,,,,,0002$')).toContain(`+RESP:GTALS,${envelope},BSI,internet,,,,,,,2026`);
  });

  it('takes a whole section and acknowledges it', () => {
    const { say, unit } = ready();
    expect(say('AT+GTBSI=gl300,cmnet,,,,,,,0002$')).toBe(`+ACK:GTBSI,${envelope},0002,${now}$`);
    expect(say('AT+GTSRI=gl300,4,,1,116.226.44.17,9001,116.226.44.16,9002,+8613812341234,0,1,0,0,,,0003$')).toContain(
      '+ACK:GTSRI',
    );
    expect(unit.parameters()).toMatchObject({
      'BSI.1': 'cmnet',
      'SRI.1': '4',
      'SRI.4': '116.226.44.17',
      'SRI.5': '9001',
    });
  });

  it('clears an emptied text and keeps an emptied number', () => {
    const { say, unit } = ready({ initialParameters: { 'SRI.4': 'a.example.com', 'SRI.5': '5000' } });
    say('AT+GTSRI=gl300,4,,1,,,192.0.0.0,0,,0,0,0,0,,,0003$');
    expect(unit.parameters()).toMatchObject({ 'SRI.4': '', 'SRI.5': '5000' });
  });

  it.each([
    ['a wrong password', 'AT+GTBSI=gv300,cmnet,,,,,,,0002$'],
    ['a field too few', 'AT+GTBSI=gl300,cmnet,,,,,,0002$'],
    ['a field too many', 'AT+GTBSI=gl300,cmnet,,,,,,,,0002$'],
    ['no number', 'AT+GTBSI=gl300,cmnet,,,,,,,$'],
    ['a value that does not fit', 'AT+GTSRI=gl300,4,,1,a,99999,192.0.0.0,0,,0,0,0,0,,,0003$'],
    ['a section that it does not have', 'AT+GTXYZ=gl300,1,0002$'],
    ['an operation that it does not have', 'AT+GTRTO=gl300,Z,,,,,,0002$'],
  ])('is silent to %s, and keeps what it has', (_what, command) => {
    const { ask, unit } = ready();
    expect(ask(command)).toBe('');
    expect(unit.parameters()).toEqual(factoryFields());
  });

  it('reads on in half a command, and may take what follows for its end', () => {
    const { ask, unit } = ready();
    ask('AT+GTBSI=gl300,cm');
    ask('AT+GTRTO=gl300,8,,,,,,0002$');
    expect(unit.parameters()).toMatchObject({ 'BSI.1': 'cmAT+GTRTO=gl300', 'BSI.2': '8' });
  });

  it('is not kept from a command by what a stranger typed before', () => {
    expect(ready().say('getver\rAT\rAT+GTRTO=gl300,7,,,,,,0001$')).toContain('+RESP:GTCSQ');
  });

  it('goes by its own password, and a reset keeps access point and server (manual p34)', () => {
    const { say, unit } = ready({ initialParameters: { 'BSI.1': 'internet', 'FRI.8': '60', 'CFG.1': 'w4shop' } });
    expect(say('AT+GTRTO=gl300,4,,,,,,0001$')).toBe('');
    expect(say('AT+GTRTO=w4shop,4,,,,,,0001$')).toContain(',RESET,0001,');
    expect(unit.parameters()).toMatchObject({ 'BSI.1': 'internet', 'FRI.8': '30', 'CFG.1': 'gl300' });
  });

  it('restarts when it is told to, and keeps its values', () => {
    const { say, unit, wait, reconnect, loss } = ready();
    say('AT+GTBSI=gl300,cmnet,,,,,,,0002$');
    expect(say('AT+GTRTO=gl300,3,,,,,,0001$')).toContain(',REBOOT,0001,');
    wait(1000);
    expect(loss()).toBe('the unit restarts');
    wait(5000);
    reconnect();
    expect(unit.parameters()['BSI.1']).toBe('cmnet');
    expect(say('AT+GTRTO=gl300,7,,,,,,0001$')).toContain('+RESP:GTCSQ');
  });

  it('has old values again under reboot-forgets', () => {
    const { say, unit, wait } = ready({ faults: ['reboot-forgets'] });
    say('AT+GTBSI=gl300,cmnet,,,,,,,0002$');
    expect(unit.parameters()['BSI.1']).toBe('cmnet');
    say('AT+GTRTO=gl300,3,,,,,,0001$');
    wait(6000);
    expect(unit.parameters()['BSI.1']).toBe('');
  });

  it('is put aside and taken up again', () => {
    const { unit, say, reconnect } = ready();
    say('AT+GTBSI=gl300,cmnet,,,,,,,0002$');
    const snapshot = JSON.parse(JSON.stringify(unit.snapshot()));
    const later = ready();
    expect(later.unit.restore(snapshot)).toEqual({ kind: 'restored' });
    expect(later.unit.parameters()['BSI.1']).toBe('cmnet');
    expect(later.unit.restore({ ...snapshot, memory: { ...snapshot.memory, count: 'x' } }).kind).toBe('unreadable');
    reconnect();
  });

  it('tells how it is', () => {
    const { say } = ready({ nominalSupplyMillivolts: 12_000 });
    expect(say('AT+GTRTO=gl300,B,,,,,,0001$')).toMatch(
      /\+RESP:GTINF,[^,]*,\d{15},GL300,21,89\d{17,18},\d{1,2},0,1,\d+\.\d,,4\.\d\d,1,1,0,0,0,\d{14},\d+,0,23\.5,,,\d{14}\$/,
    );
    expect(say('AT+GTRTO=gl300,1,,,,,,0001$')).toMatch(
      /\+RESP:GTRTL,[^,]*,\d{15},GL300,0,0,1,1,0\.0,0,\d+\.\d,\d+\.\d{6},\d+\.\d{6},/,
    );
    expect(say('AT+GTRTO=gl300,E,,,,,,0001$')).toMatch(/\+RESP:GTGSV,[^,]*,\d{15},GL300,3,12,(\d+),1,20,/);
  });
});
