import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isIoLine,
  isParameterLine,
  isWriteLine,
  type ParameterValue,
  readIoValue,
  readSeveralParameters,
  readSingleParameter,
  readWriteAnswer,
} from './parameters.ts';

const ended = (text: string) => ({ text, terminated: true });
const sent = (...values: readonly (readonly [number, string])[]): readonly ParameterValue[] =>
  values.map(([id, text]) => ({ id, text, isNumber: /^\d+$/.test(text) }));

describe('INST-3 Teltonika getparam', () => {
  it.each([
    ['a value', 'Param ID:2001 Value:wap', 2001, { kind: 'value', text: 'wap' }],
    ['nothing', 'Param ID:2001 Value:', 2001, { kind: 'empty' }],
    ['a value with a semicolon is whole', 'Param ID:2001 Value:a;1000:30', 2001, { kind: 'value', text: 'a;1000:30' }],
    ['no such parameter', "Param ID:2027 doesn't exist", 2027, { kind: 'absent' }],
    ['no such number', 'Invalid parameter id provided', 99_999_999, { kind: 'absent' }],
  ])('reads %s', (_name, text, id, reading) => {
    expect(isParameterLine(ended(text), [id])).toBe(true);
    expect(readSingleParameter(text, id)).toEqual(reading);
  });

  it.each([
    ['another parameter', 'Param ID:2002 Value:wap'],
    ['a longer number', 'Param ID:20010 Value:wap'],
    ['another word', 'Param ID:2001 Valve:wap'],
    ['something before it', 'x Param ID:2001 Value:wap'],
    ['bytes that no value holds', 'Param ID:2001 Value:w\x01p'],
    ['bytes above ASCII', 'Param ID:2001 Value:w\xe4p'],
    ['the answer to a write', 'New value 2001:wap'],
  ])('takes no value from %s', (_name, text) => {
    expect(isParameterLine(ended(text), [2001])).toBe(false);
    if (!text.includes('w\x01p') && !text.includes('\xe4')) {
      expect(readSingleParameter(text, 2001).kind).toBe('unknown');
    }
  });

  it('reads the published answer to several ids', () => {
    const text = 'Param ID:2001 Value:wap;1000:30';
    expect(isParameterLine(ended(text), [2001, 1000])).toBe(true);
    expect([...readSeveralParameters(text, [2001, 1000])]).toEqual([
      [2001, { kind: 'value', text: 'wap' }],
      [1000, { kind: 'value', text: '30' }],
    ]);
  });

  it.each([
    ['an unset one and a trailing semicolon', 'Param ID:2001 Value:;1000:30;', [2001, 1000]],
    ['an id that is missing', 'Param ID:1000 Value:30', [1000]],
    ['a value that holds a semicolon', 'Param ID:2001 Value:a;b;1000:30', []],
    ['a value that pretends to be another id', 'Param ID:2001 Value:a;1000:99;1000:30', []],
    ['an id that was not asked', 'Param ID:2001 Value:a;2004:evil.example;1000:30', []],
    ['a first id that was not asked', 'Param ID:7 Value:a;1000:30', []],
    ['another shape', 'Invalid parameter id provided', []],
  ])('believes only what is beyond doubt: %s', (_name, text, sure) => {
    expect([...readSeveralParameters(text, [2001, 1000]).keys()]).toEqual(sure);
  });

  it('P25: noise never yields a value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
        fc.pre(!text.startsWith('Param ID:'));
        expect(readSingleParameter(text, 2001).kind).toBe('unknown');
        expect(readSeveralParameters(text, [2001, 1000]).size).toBe(0);
      }),
    );
  });
});

describe('INST-3 Teltonika setparam', () => {
  const three = sent([2001, 'wap'], [2002, 'user'], [2003, 'pass']);

  it.each(['New value 2001:wap;2002:user;2003:pass', 'New value 2001:wap;2002:user;2003:pass;'])(
    'accepts what is repeated: %s',
    (text) => {
      expect(isWriteLine(ended(text), three)).toBe(true);
      expect([...readWriteAnswer(text, three).values()].map((write) => write.kind)).toEqual([
        'accepted',
        'accepted',
        'accepted',
      ]);
    },
  );

  it.each([
    ['truncated by the unit', 'New value 2001:wap;2002:use;2003:pass', ['accepted', 'unknown', 'accepted']],
    ['lower-cased', 'New value 2001:WAP;2002:user;2003:pass', ['unknown', 'accepted', 'accepted']],
    ['left out', 'New value 2001:wap;2003:pass', ['accepted', 'unknown', 'accepted']],
    ['named twice', 'New value 2001:wap;2001:wap;2002:user;2003:pass', ['unknown', 'accepted', 'accepted']],
  ])('does not call accepted what is %s', (_name, text, kinds) => {
    expect([...readWriteAnswer(text, three).values()].map((write) => write.kind)).toEqual(kinds);
  });

  it('compares numbers as numbers and text letter by letter', () => {
    const number = [{ id: 2005, text: '4.1', isNumber: true }];
    expect(readWriteAnswer('New value 2005:4.100000', number).get(2005)?.kind).toBe('accepted');
    const text = [{ id: 2001, text: '007', isNumber: false }];
    expect(readWriteAnswer('New value 2001:7', text).get(2001)?.kind).toBe('unknown');
  });

  it.each(['WARNING: Not supported Param ID or Value detected', 'Error while configuring parameters'])(
    'a refusal counts for one value, and leaves several unknown: %s',
    (text) => {
      const one = sent([1, 'wap']);
      expect(isWriteLine(ended(text), one)).toBe(true);
      expect(readWriteAnswer(text, one).get(1)?.kind).toBe('refused');
      expect([...readWriteAnswer(text, three).values()].every((write) => write.kind === 'unknown')).toBe(true);
    },
  );

  it.each(['New value 2004:wap', 'New value', 'Param ID:2001 Value:wap', 'setparam 2001:wap;2002:user;2003:pass'])(
    'is not answered by %s',
    (text) => {
      expect(isWriteLine(ended(text), three)).toBe(false);
    },
  );
});

describe('INSP-1 Teltonika readio', () => {
  it('reads the published answers', () => {
    expect(readIoValue('Param ID:239 Value:0', 239)).toEqual({ kind: 'value', text: '0' });
    const absent = 'Not supported or not enabled IO element requested';
    expect(isIoLine(ended(absent), 239)).toBe(true);
    expect(readIoValue(absent, 239)).toEqual({ kind: 'absent' });
    expect(isIoLine(ended('Param ID:66 Value:12000'), 239)).toBe(false);
  });
});
