import { describe, expect, it } from 'vitest';
import { converse as converseWith, testImei } from '../../testing/converse.ts';

const converse = (faults: Parameters<typeof converseWith>[0] = {}) => converseWith({ family: 'at27007', ...faults });

/** Echo off, results in words, errors by number: what the generic driver sets first. */
function ready(options: Parameters<typeof converse>[0] = {}) {
  const conversation = converse({ poweredForSeconds: 60, ...options });
  conversation.ask('ATE0\r');
  conversation.ask('ATV1\r');
  conversation.ask('AT+CMEE=1\r');
  return conversation;
}

describe('INST-2 a virtual modem speaks V.250 and TS 27.007', () => {
  it('echoes until told not to', () => {
    const { ask } = converse();
    expect(ask('AT\r')).toBe('AT\r\r\nOK\r\n');
    expect(ask('ATE0\r')).toBe('ATE0\r\r\nOK\r\n');
    expect(ask('AT\r')).toBe('\r\nOK\r\n');
  });

  it('tells results as digits after ATV0, errors of the equipment in words all the same', () => {
    const { ask } = ready({ faults: ['no-sim'] });
    ask('ATV0\r');
    expect(ask('AT\r')).toBe('0\r');
    expect(ask('AT+NONSENSE\r')).toBe('4\r');
    expect(ask('AT+CPIN?\r')).toBe('\r\n+CME ERROR: 10\r\n');
  });

  it.each([
    ['AT+CGSN', `\r\n${testImei}\r\n\r\nOK\r\n`],
    ['AT+CGSN=1', `\r\n+CGSN: "${testImei}"\r\n\r\nOK\r\n`],
    ['at+cgsn=1', `\r\n+CGSN: "${testImei}"\r\n\r\nOK\r\n`],
    ['AT+CPIN?', '\r\n+CPIN: READY\r\n\r\nOK\r\n'],
    ['AT+CREG?', '\r\n+CREG: 0,1\r\n\r\nOK\r\n'],
    ['AT+COPS?', '\r\n+COPS: 0,2,"26201",7\r\n\r\nOK\r\n'],
    ['AT+CGDCONT?', '\r\n+CGDCONT: 1,"IP","","",0,0\r\n\r\nOK\r\n'],
    ['AT+CCLK?', '\r\n+CCLK: "26/11/20,12:00:03+00"\r\n\r\nOK\r\n'],
    ['ATE0V1', '\r\nOK\r\n'],
    ['AT+MODE=2', '\r\nERROR\r\n'],
    ['AT+CFUN=1', '\r\nOK\r\n'],
    [`AT+CGDCONT=1,"IP","${'a'.repeat(64)}"`, '\r\n+CME ERROR: 24\r\n'],
    [`AT${'x'.repeat(500)}`, '\r\nERROR\r\n'],
    ['hello', ''],
  ])('%s', (command, answer) => {
    expect(ready().ask(`${command}\r`)).toBe(answer);
  });

  it('describes itself, its card and its network', () => {
    const { ask } = ready({ iccid: '89883070000007211665' });
    expect(ask('AT+CCID\r')).toBe('\r\n+CCID: "89883070000007211665"\r\n\r\nOK\r\n');
    expect(ask('AT+CIMI\r')).toMatch(/^\r\n26201\d{10}\r\n\r\nOK\r\n$/);
    expect(ask('AT+CSQ\r')).toMatch(/^\r\n\+CSQ: (1[7-9]|2\d),99\r\n\r\nOK\r\n$/);
    expect(ask('AT+CGMM\r')).toBe('\r\nVM-27\r\n\r\nOK\r\n');
  });

  it('keeps its access point over a restart, and nothing of its settings', () => {
    const { ask, wait, reconnect, unit } = ready();
    expect(ask('AT+CGDCONT=1,"IPV4V6","fleet.example.com"\r')).toBe('\r\nOK\r\n');
    ask('AT+CFUN=1,1\r');
    wait(5_000);
    reconnect();
    expect(unit.parameters()).toEqual({ apn: 'fleet.example.com', type: 'IPV4V6' });
    expect(ask('AT+CGDCONT?\r')).toContain('AT+CGDCONT?\r\r\n+CGDCONT: 1,"IPV4V6","fleet.example.com"');
  });

  it('has a card that is busy at first', () => {
    const { ask } = ready({ faults: ['sim-busy=2'] });
    expect(ask('AT+CPIN?\r')).toBe('\r\n+CME ERROR: 14\r\n');
    expect(ask('AT+CPIN?\r')).toBe('\r\n+CME ERROR: 14\r\n');
    expect(ask('AT+CPIN?\r')).toContain('+CPIN: READY');
  });

  it('says errors in words with +CMEE=2 and only ERROR with 0', () => {
    const { ask } = ready({ faults: ['no-sim'] });
    ask('AT+CMEE=2\r');
    expect(ask('AT+CIMI\r')).toBe('\r\n+CME ERROR: SIM not inserted\r\n');
    ask('AT+CMEE=0\r');
    expect(ask('AT+CIMI\r')).toBe('\r\nERROR\r\n');
  });
});
