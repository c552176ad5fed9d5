import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readModemClock, readOperator } from './network-answers.ts';

const told = <Value>(value: Value) => ({ kind: 'told', value });
const untold = { kind: 'untold' };

describe('INSP-1 the network that a modem is on', () => {
  it.each([
    ['+COPS: 0,0,"T-Mobile",7', told({ name: 'T-Mobile', access: 'LTE' })],
    ['+COPS: 1,2,"46000",7', told({ name: '46000', access: 'LTE' })],
    ['+COPS:0,0,"CHN-UNICOM"', told({ name: 'CHN-UNICOM', access: null })],
    ['+COPS: 0', untold],
    ['+COPS: 0,0,"",0', untold],
    // A list of all networks, with the damage that real ones carry, names none.
    ['+COPS: (2,"","T-Mobile","31026",0),(1,"AT&T,"AT&T","310410"),0)', untold],
    ['+COPS: (1,"T-Mo),(2,"(unbalanced","x",,"26201",2),,(0,1,2,3,4),(0,1,2)', untold],
  ])('%s', (line, expected) => {
    expect(readOperator(line)).toEqual(expected);
  });
});

describe('INSP-1 the clock of a modem', () => {
  it.each([
    ['+CCLK: "14/08/05,04:00:21+40"', '2014-08-04T18:00:21.000Z'],
    ['+CCLK: 14/08/05,04:00:21+40', '2014-08-04T18:00:21.000Z'],
    ['+CCLK: "26/11/21,09:30:00+00"', '2026-11-21T09:30:00.000Z'],
    ['+CCLK: "26/11/21,09:30:00-20"', '2026-11-21T14:30:00.000Z'],
    ['+CCLK: "80/01/06,00:00:00+00"', '1980-01-06T00:00:00.000Z'],
    ['+CCLK: "04/01/01,00:00:00+00"', '2004-01-01T00:00:00.000Z'],
  ])('%s is %s', (line, time) => {
    const clock = readModemClock(line);
    expect(clock.kind === 'told' ? new Date(clock.value).toISOString() : clock).toBe(time);
  });

  it.each([
    '+CCLK: "14/08/05,04:00:21"',
    '+CCLK: "14/13/05,04:00:21+00"',
    '+CCLK: "14/08/05,24:00:21+00"',
    '+CCLK: ""',
  ])('%s tells none', (line) => {
    expect(readModemClock(line)).toEqual(untold);
  });

  it('P25: noise tells neither', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 60 }), (noise) => {
        fc.pre(!noise.trim().startsWith('+C'));
        expect([readOperator(noise), readModemClock(noise)]).toEqual([untold, untold]);
      }),
    );
  });
});
