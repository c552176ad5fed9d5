import { describe, expect, it } from 'vitest';
import type { ExchangeRequest } from '../command-exchange.ts';
import { hearAnswer } from '../testing/hear-answer.ts';
import { readAtIccid, readAtImei, readAtText, readSignal, readSimState } from './answers.ts';
import { readModemClock, readOperator } from './network-answers.ts';
import { networkIdentifierOf, readPacketContexts } from './packet-contexts.ts';
import { readRegistration } from './registration.ts';
import {
  askFreeText,
  askInStep,
  askPacketContexts,
  askPrefixed,
  askRegistration,
  bodyOf,
  type RegistrationCommand,
} from './requests.ts';

/** Replies of real modems as they came over the wire, from the bytes to the value. Each names where it was published. */
function bodyHeard(request: ExchangeRequest, heard: string): readonly string[] {
  const { outcome } = hearAnswer(askInStep, request, heard);
  const body = outcome?.kind === 'answered' ? bodyOf(outcome.lines) : null;
  return body?.kind === 'body' ? body.lines : [`not a body: ${body?.kind ?? outcome?.kind}`];
}
const wire = (...lines: readonly string[]) => lines.map((line) => `\r\n${line}\r\n`).join('');
const told = <Value>(value: Value) => ({ kind: 'told', value });
const untold = { kind: 'untold' };

const serial = askFreeText('AT+CGSN', '+CGSN');
const card = askFreeText('AT+CCID', '+CCID');

describe('INST-1 the IMEI in published replies', () => {
  it.each([
    ['Fibocom L860', serial, '865204020007540', told('865204020007540')],
    ['ModemManager, test-modem-helpers', serial, '356936001568843,NL2A62Z0N5', told('356936001568843')],
    ['Motorola G24 manual', askPrefixed('AT+CGSN?', '+CGSN'), '+CGSN: "004400013805666"', told('004400013805666')],
    ['Cinterion ENS22-E', askPrefixed('AT+CGSN=1', '+CGSN'), '+CGSN: "490154203237518"', told('490154203237518')],
    ['Telit ME910, an IMEISV', askPrefixed('AT+CGSN=2', '+CGSN'), '+CGSN: "3568680000414120"', untold],
  ])('%s', (_source, request, line, imei) => {
    expect(readAtImei(bodyHeard(request, wire(line, 'OK')))).toEqual(imei);
  });
});

describe('INST-1 the SIM card number in published replies', () => {
  it.each([
    ['ModemManager, quoted and swapped', '"984402003576012594F9"', told('8944200053671052499')],
    ['ModemManager, swapped', '98231420326409614067', told('89324102234690160476')],
    ['ModemManager, hex letters', '"898602F9091830030220"', told('898602F9091830030220')],
    ['Queclink GL300, a hex letter in the middle', '898600810906F8048812', told('898600810906F8048812')],
    ['traccar, padded', '8959301000648637556f', told('8959301000648637556')],
    ['traccar', '+CCID: 89883070000007211665', told('89883070000007211665')],
    ['ModemManager, too short', '982314203264096', untold],
    ['ModemManager, not a SIM card', '0044200053671052499', untold],
    ['ModemManager, illegal characters', '98231420326pl9614067', untold],
  ])('%s', (_source, line, iccid) => {
    expect(readAtIccid(bodyHeard(card, wire(line, 'OK')))).toEqual(iccid);
  });
});

describe('INSP-1 registration in published replies', () => {
  const asked = (name: RegistrationCommand, heard: string) =>
    bodyHeard(askRegistration(name), heard).map((line) => readRegistration(line, name));

  // All of ModemManager, test-modem-helpers.
  it.each([
    ['+CREG', '+CREG: 1,3', 'denied'],
    ['+CREG', '+CREG:002,001,"18d8","ffff"', 'home'],
    ['+CREG', '+CREG: 2,1,  0 5, 2715', 'home'],
    ['+CEREG', '+CEREG: 2,10, 2CA8, 20 ,B5583D ,7', 'limited'],
  ] as const)('%s? answered by %s', (name, line, state) => {
    expect(asked(name, wire(line, 'OK'))).toEqual([{ kind: 'answer', state }]);
  });

  it.each([
    ['a report with the place', '\r\n+CREG: 1,84CD,00D30156\r\n'],
    ['a report that tells nothing', '\r\n+CREG: 2,,\r\n'],
    ['two reports in one read', '\r\n+CREG: 5\r\n\r\n+CGREG: 0\r\n'],
  ])('ModemManager: %s in front of the answer is none', (_name, reports) => {
    expect(asked('+CREG', `${reports}${wire('+CREG: 0,5', 'OK')}`)).toEqual([{ kind: 'answer', state: 'roaming' }]);
  });

  it('ModemManager: a report glued to the final code belongs to nobody', () => {
    expect(asked('+CREG', `${wire('+CREG: 0,1', 'OK')}\r\n+CMTI: "ME",1\r\n`)).toEqual([
      { kind: 'answer', state: 'home' },
    ]);
  });
});

describe('INSP-1 signal, card, network and clock in published replies', () => {
  it('Huawei, a scan in progress: reports inside a pending answer are passed over', () => {
    const reports = '\r\n^RSSI: 9\r\n\r\n^HCSQ:"WCDMA",36,26,45\r\n';
    const heard = `${reports}${reports}${wire('+CSQ: 20,99', 'OK')}`;
    expect(bodyHeard(askPrefixed('AT+CSQ', '+CSQ'), heard)).toEqual(['+CSQ: 20,99']);
    expect(readSignal('+CSQ: 20,99')).toEqual(told({ dbm: -73, level: 4 }));
  });

  it('TS 27.007: the card tells that it is ready, or what it wants', () => {
    for (const [line, state] of [
      ['+CPIN: READY', 'ready'],
      ['+CPIN: SIM PIN', 'pin'],
      ['+CPIN: SIM PUK', 'puk'],
    ] as const) {
      const [heard = ''] = bodyHeard(askPrefixed('AT+CPIN?', '+CPIN'), wire(line, 'OK'));
      expect(readSimState(heard)).toEqual(told(state));
    }
  });

  it.each([
    ['+COPS: 0,0,"T-Mobile",7', told({ name: 'T-Mobile', access: 'LTE' })],
    ['+COPS: 1,2,"46000",7', told({ name: '46000', access: 'LTE' })],
    ['+COPS: 0', untold],
  ])('ModemManager: %s', (line, operator) => {
    const [heard = ''] = bodyHeard(askPrefixed('AT+COPS?', '+COPS'), wire(line, 'OK'));
    expect(readOperator(heard)).toEqual(operator);
  });

  it('ModemManager: the clock of a modem ten hours ahead', () => {
    const [heard = ''] = bodyHeard(askPrefixed('AT+CCLK?', '+CCLK'), wire('+CCLK: "14/08/05,04:00:21+40"', 'OK'));
    expect(readModemClock(heard)).toEqual(told(Date.UTC(2014, 7, 4, 18, 0, 21)));
  });
});

describe('INST-3 packet contexts in published replies', () => {
  it.each([
    ['+CGDCONT: 1,"IP","telefonica.es","",0,0', 'telefonica.es'],
    ['+CGDCONT: 1,"IP",,,0,0', ''],
    ['+CGDCONT: 1,"IP","internet.MNC001.MCC214.GPRS","",0,0', 'internet'],
  ])('ModemManager: %s', (line, accessPoint) => {
    const [context] = readPacketContexts(bodyHeard(askPacketContexts, wire(line, 'OK')));
    expect(networkIdentifierOf(context?.accessPoint ?? 'none')).toBe(accessPoint);
  });
});

describe('INST-1 free text in published replies', () => {
  it('TS 27.007: several lines are one text, and a line that begins with ERROR ends nothing', () => {
    const lines = bodyHeard(askFreeText('AT+CGMI', '+CGMI'), wire('Telit Cinterion', 'ERROR-FREE since 1999', 'OK'));
    expect(readAtText(lines, '+CGMI')).toEqual(told('Telit Cinterion ERROR-FREE since 1999'));
  });
});
