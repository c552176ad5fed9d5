import { describe, expect, it } from 'vitest';
import { askableBehind, leftBy, mayAnswer, type V250Request } from './left-behind.ts';
import { askFreeText, askInStep, askPacketContexts, askPrefixed } from './requests.ts';

const answered = (...texts: readonly string[]) =>
  ({ kind: 'answered', lines: texts.map((text) => ({ text, terminated: true })) }) as const;
const serial = askPrefixed('AT+CGSN=1', '+CGSN');
const maker = askFreeText('AT+CGMI', '+CGMI');

describe('INST-2 what an answer leaves on the line', () => {
  it('is its lines and how it ended, and nothing that can be known where none came', () => {
    expect(leftBy('AT+CSQ', answered('+CSQ: 20,99', 'OK'))).toEqual({
      command: 'AT+CSQ',
      ending: 'ok',
      body: ['+CSQ: 20,99'],
    });
    expect(leftBy('ATE0', answered('0'))).toMatchObject({ ending: 'ok', body: [] });
    expect(leftBy('AT+CPIN?', answered('+CME ERROR: 10'))).toMatchObject({ ending: 'refused', body: [] });
    expect(leftBy('AT', { kind: 'timed-out', detail: '' })).toBeNull();
  });

  it.each([
    ['a named question after another one', answered('+CGSN: "1"', 'OK'), askPacketContexts, false],
    ['a named question after free text', answered('Quectel', 'OK'), askInStep, false],
    ['a named question after a bare OK', answered('OK'), askInStep, false],
    ['free text after anything', answered('+CGSN: "1"', 'OK'), maker, true],
    ['anything after a refusal', answered('ERROR'), askInStep, true],
    ['the same question once more', answered('+CGSN: "1"', 'OK'), serial, true],
  ])('%s', (_name, outcome, next, needsSilence) => {
    const left = leftBy(serial.command, outcome);
    expect(left !== null && mayAnswer(left, next)).toBe(needsSilence);
  });

  it('parts no answer by silence from a question that knows its lines', () => {
    const knowing: V250Request = { ...maker, knowing: (earlier) => ({ ...maker, command: earlier.join() }) };
    const behind = (texts: readonly string[], next: V250Request) => {
      const left = leftBy(serial.command, answered(...texts));
      return left === null ? null : askableBehind(left, next);
    };
    expect(behind(['+CGSN: "1"', 'OK'], askInStep)).toBe(askInStep);
    expect(behind(['+CGSN: "1"', 'OK'], knowing)).toMatchObject({ command: '+CGSN: "1"' });
    expect(behind(['+CGSN: "1"', 'OK'], maker)).toBeNull();
    // Nothing of these can be known again.
    expect(behind(['OK'], knowing)).toBeNull();
    expect(behind(['ERROR'], knowing)).toBeNull();
    expect(behind(['+CGSN: "1"', 'OK'], { ...knowing, command: serial.command })).toBeNull();
  });
});
