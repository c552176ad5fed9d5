import { describe, expect, it } from 'vitest';
import type { ExchangeRequest } from '../command-exchange.ts';
import { hearAnswer } from '../testing/hear-answer.ts';
import {
  askIdentifiers,
  askInbound,
  askParameter,
  calampAnswerOf,
  isSayablePassword,
  offerPassword,
  orderReport,
  writeParameter,
} from './requests.ts';

function exchange(request: ExchangeRequest, heard: string) {
  const { outcome, written } = hearAnswer(askInbound(), request, heard);
  return { written, answer: outcome?.kind === 'answered' ? calampAnswerOf(outcome.lines) : outcome?.kind };
}
const body = (...lines: readonly string[]) => ({ kind: 'body', lines });
const apn = { id: 2306, index: 0 };

describe('INST-2 commands of a CalAmp unit and their answers', () => {
  it.each([
    [askParameter(apn), 'AT$APP PARAM? 2306,0\r\n'],
    [writeParameter(apn, 'internet')(), 'AT$APP PARAM 2306,0,internet\r\n'],
    [orderReport(), 'AT$APP PEG SUNRPT 255\r\n'],
    [offerPassword('open sesame')(), 'AT$PW "open sesame"\r\n'],
    [askInbound(), 'AT$APP INBOUND?\r\n'],
  ])('are said as published: %#', (request, text) => {
    expect(exchange(request, '').written[0]).toBe(text);
  });

  it.each([
    ['as published', '2306,0,internet\r\nOK\r\n'],
    ['with echo and empty lines', 'AT$APP PARAM? 2306,0\r\n\r\n2306,0,internet\r\n\r\nOK\r\n'],
    ['after the late answer to another parameter', '2314,0,vivo\r\nOK\r\n2306,0,internet\r\nOK\r\n'],
    ['with output of the unit before it', 'APP RESTART\r\n2306,0,internet\r\nOK\r\n'],
  ])('one value, %s', (_name, heard) => {
    expect(exchange(askParameter(apn), heard).answer).toEqual(body('2306,0,internet'));
  });

  it('output of the unit in the middle of a value shows as more than one line', () => {
    const heard = '2306,0,inter\r\n[CMD.DEBUG] x\r\nnet\r\nOK\r\n';
    expect(exchange(askParameter(apn), heard).answer).toEqual(body('2306,0,inter', '[CMD.DEBUG] x', 'net'));
  });

  it('its inbound servers, as published', () => {
    const lines = [
      'INBOUND LMD',
      'INBOUND 0 ADDR ddd.ddd.ddd.ddd:ppppp *',
      'INBOUND 0 URL myURL.myCompany.com',
      'INBOUND 1 ADDR 0.0.0.0:20500',
    ];
    expect(exchange(askInbound(), `${lines.join('\r\n')}\r\nOK\r\n`).answer).toEqual(body(...lines));
  });

  it.each([
    ['alone', 'Password Required\r\n'],
    ['with a final code behind it', 'Password Required\r\nERROR\r\n'],
    ['with another one', '\r\nPassword Required\r\n\r\nOK\r\n'],
  ])('the lock, %s, instead of any answer', (_name, heard) => {
    for (const request of [askParameter(apn), writeParameter(apn, 'x')(), askIdentifiers, askInbound()]) {
      expect(exchange(request, heard).answer).toEqual({ kind: 'locked' });
    }
  });

  it('a refusal, and an order that was obeyed', () => {
    expect(exchange(writeParameter(apn, 'x')(), 'ERROR\r\n').answer).toEqual({ kind: 'refused', text: 'ERROR' });
    expect(exchange(orderReport(), 'OK\r\n').answer).toEqual(body());
  });

  it("a refusal in front of the answer that brings both sides into step is somebody else's", () => {
    const own = 'INBOUND LMD\r\nINBOUND 0 URL track.example.com\r\nOK\r\n';
    expect(exchange(askInbound(), `ERROR\r\n${own}`).answer).toEqual(
      body('INBOUND LMD', 'INBOUND 0 URL track.example.com'),
    );
    expect(exchange(askInbound(), 'ERROR\r\n').answer).toEqual({ kind: 'refused', text: 'ERROR' });
  });

  it('free text is not the answer before it that comes once more', () => {
    const inbound = ['INBOUND LMD', 'INBOUND 0 URL track.example.com'];
    const again = `${inbound.join('\r\n')}\r\nOK\r\n`;
    const knowing = askIdentifiers.knowing?.(inbound) ?? askIdentifiers;
    expect(exchange(knowing, `${again}ESN: 4561\r\nOK\r\n`).answer).toEqual(body('ESN: 4561'));
    expect(exchange(askIdentifiers, `${again}ESN: 4561\r\nOK\r\n`).answer).toEqual(body(...inbound));
  });

  it('an order is not answered by the answer before it that comes once more', () => {
    const order = writeParameter(apn, 'x')(['2306,0,internet']);
    const repeated = '2306,0,internet\r\nOK\r\n';
    expect(exchange(order, repeated).answer).toBe('timed-out');
    expect(exchange(order, `${repeated}ERROR\r\n`).answer).toEqual({ kind: 'refused', text: 'ERROR' });
    expect(exchange(order, `${repeated}OK\r\n`).answer).toMatchObject({ kind: 'body' });
    // A line of the unit's own in front of the code makes it nobody else's.
    expect(exchange(order, 'APP RESTART\r\nOK\r\n').answer).toMatchObject({ kind: 'body' });
  });

  it('nothing without its end, and nothing that was damaged', () => {
    expect(exchange(askParameter(apn), '2306,0,internet\r\nO').answer).toBe('timed-out');
    expect(exchange(askParameter(apn), '2306,0,inter\xffnet\r\n').answer).toBe('timed-out');
    expect(exchange(orderReport(), 'OK').answer).toBe('timed-out');
  });

  it('knows which passwords it can say', () => {
    expect(['a', 'open sesame', 'x'.repeat(63)].every(isSayablePassword)).toBe(true);
    expect(['', 'a"b', 'ümlaut', 'a\rb', 'x'.repeat(64)].some(isSayablePassword)).toBe(false);
  });
});
