import { describe, expect, it } from 'vitest';
import { type ExchangeRequest, startExchange, stepExchange } from '../command-exchange.ts';
import { hearAnswer } from '../testing/hear-answer.ts';
import {
  askAttention,
  askFreeText,
  askInStep,
  askPacketContexts,
  askPrefixed,
  askRegistration,
  bodyOf,
  isBeforeContexts,
  tellAt,
} from './requests.ts';

function exchange(request: ExchangeRequest, heard: string) {
  const { outcome, logged } = hearAnswer(askInStep, request, heard);
  return { answer: outcome?.kind === 'answered' ? bodyOf(outcome.lines) : outcome?.kind, logged };
}
const body = (...lines: readonly string[]) => ({ kind: 'body', lines });
const wire = (...lines: readonly string[]) => lines.map((line) => `\r\n${line}\r\n`).join('');

describe('INST-1 AT commands and their answers', () => {
  it('sends CR alone: an LF behind it would be an empty command', () => {
    expect(
      stepExchange(startExchange(askInStep), { kind: 'ask', request: askAttention(500), nowMs: 0 }).effects,
    ).toEqual([{ kind: 'write', text: 'AT\r' }]);
  });

  it.each([
    ['words', '\r\nOK\r\n'],
    ['numbers', '0\r'],
    ['echo', 'AT\r\r\nOK\r\n'],
  ])('takes AT answered in %s', (_name, heard) => {
    expect(exchange(askAttention(500), heard).answer).toMatchObject({ kind: 'body' });
  });

  it.each([
    ['bare', '\r\n865204020007540\r\n\r\nOK\r\n'],
    ['with echo', 'AT+CGSN\r\r\n865204020007540\r\n\r\nOK\r\n'],
    ['with reports around', '\r\n^RSSI: 9\r\n\r\n865204020007540\r\n\r\nRING\r\n\r\nOK\r\n\r\n+CMTI: "ME",1\r\n'],
  ])('free text %s', (_name, heard) => {
    expect(exchange(askFreeText('AT+CGSN', '+CGSN'), heard).answer).toEqual(body('865204020007540'));
  });

  it('a body line that begins with ERROR does not end the answer', () => {
    const heard = '\r\nERROR-FREE MODEM\r\n\r\nOK\r\n';
    expect(exchange(askFreeText('AT+CGMM', '+CGMM'), heard).answer).toEqual(body('ERROR-FREE MODEM'));
  });

  it('a prefixed query passes over reports every few hundred milliseconds', () => {
    const heard = '\r\n^RSSI: 9\r\n\r\n^HCSQ:"WCDMA",36,26,45\r\n\r\n+CSQ: 20,99\r\n\r\nOK\r\n';
    const { answer, logged } = exchange(askPrefixed('AT+CSQ', '+CSQ'), heard);
    expect(answer).toEqual(body('+CSQ: 20,99'));
    expect(logged).toContain('noise:^RSSI: 9');
  });

  it('a damaged packet context is part of the answer, so that it cannot pass for none', () => {
    expect(exchange(askPacketContexts, '\r\nOK\r\n').answer).toEqual(body());
    expect(exchange(askPacketContexts, '\r\n+CGTCONT: 1,"IP"\r\n\r\nOK\r\n').answer).toEqual(body('+CGTCONT: 1,"IP"'));
    expect(exchange(askPacketContexts, '\r\n\xffCGDCONT: 1\r\n\r\nOK\r\n').answer).toEqual(body('\xffCGDCONT: 1'));
  });

  it('two reports in one read are no answer to +CREG?', () => {
    const heard =
      '\r\n+CREG: 5\r\n\r\n+CGREG: 0\r\n\r\n+CREG: 1,84CD,00D30156\r\n\r\n+CREG: 2,1,"84CD","D30156"\r\n\r\nOK\r\n';
    expect(exchange(askRegistration('+CREG'), heard).answer).toEqual(body('+CREG: 2,1,"84CD","D30156"'));
  });

  it('a late OK without an answer waits for the real one', () => {
    expect(exchange(askPrefixed('AT+CSQ', '+CSQ'), '\r\nOK\r\n\r\n+CSQ: 9,99\r\n\r\nOK\r\n').answer).toEqual(
      body('+CSQ: 9,99'),
    );
    expect(exchange(askPrefixed('AT+CSQ', '+CSQ'), '\r\nOK\r\n').answer).toEqual(body());
  });

  it.each([
    ['ERROR', null],
    ['+CME ERROR: 14', 14],
  ])('%s refuses', (line, cmeCode) => {
    expect(exchange(askPrefixed('AT+CPIN?', '+CPIN'), `\r\n${line}\r\n`).answer).toEqual({ kind: 'refused', cmeCode });
  });

  it('an answer without a line end is none', () => {
    expect(exchange(askPrefixed('AT+CSQ', '+CSQ'), '\r\n+CSQ: 20,99\r\n\r\nO').answer).toBe('timed-out');
    expect(exchange(tellAt('ATE0'), 'OK').answer).toBe('timed-out');
  });

  it('an order is not answered by the answer before it that comes once more', () => {
    const earlier = ['+CMTI: "ME",1', '+CGDCONT: 1,"IP","before"'];
    const order = tellAt('AT+CGDCONT=1,"IP","x"', earlier);
    const repeated = wire(...earlier, 'OK');
    expect(exchange(order, repeated).answer).toBe('timed-out');
    expect(exchange(order, repeated + wire('ERROR')).answer).toEqual({ kind: 'refused', cmeCode: null });
    expect(exchange(order, repeated + wire('OK')).answer).toMatchObject({ kind: 'body' });
    // A report that came before, too, is no repetition of a whole answer.
    expect(exchange(order, wire('+CMTI: "ME",1', 'OK')).answer).toMatchObject({ kind: 'body' });
  });

  it('packet contexts are not told by the answer before them that comes once more', () => {
    const heard = wire('+CMEE: 1', 'OK', '+CGDCONT: 1,"IP","a"', 'OK');
    const knowing = askPacketContexts.knowing?.(['+CMEE: 1']) ?? askPacketContexts;
    const { answer } = exchange(knowing, heard);
    expect(answer).toEqual(body('+CMEE: 1', '+CGDCONT: 1,"IP","a"'));
    expect(['+CMEE: 1', '+CGDCONT: 1,"IP","a"'].map(isBeforeContexts)).toEqual([true, false]);
    // Who does not know it takes it for an answer that tells of no context, and that is none.
    expect(exchange(askPacketContexts, wire('+CMEE: 1', 'OK')).answer).toEqual(body('+CMEE: 1'));
  });

  it('the resync question is not satisfied by the OK of an earlier command', () => {
    const { answer } = exchange(askInStep, '\r\nOK\r\n\r\n+CMEE: 1\r\n\r\nOK\r\n');
    expect(answer).toEqual(body('+CMEE: 1'));
    expect(exchange(askInStep, '\r\nERROR\r\n').answer).toEqual({ kind: 'refused', cmeCode: null });
  });
});
