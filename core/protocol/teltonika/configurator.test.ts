import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnswerLine } from '../command-exchange.ts';
import {
  askConfiguratorInfo,
  askSecurity,
  askWholeConfiguration,
  headsOf,
  isBootNoise,
  isKeyword,
  offerKeyword,
  readConfiguratorImei,
  readSecurity,
  readWholeConfiguration,
  stageParameters,
} from './configurator.ts';

const ended = (text: string): AnswerLine => ({ text, terminated: true });

describe('INST-2 the Configurator dialogue: keyword', () => {
  it.each([
    ['<SECSTAT>1,1,0,0,5', { isSecured: true, isAuthorized: false, isLocked: false, triesLeft: 5 }],
    ['<SECSTAT>1,1,1,0,5', { isSecured: true, isAuthorized: true, isLocked: false, triesLeft: 5 }],
    ['<SECSTAT>1,1,0,1,0', { isSecured: true, isAuthorized: false, isLocked: true, triesLeft: 0 }],
    ['<SECSTAT>1,0,0,0,5', { isSecured: false, isAuthorized: false, isLocked: false, triesLeft: 5 }],
  ])('reads %s', (text, state) => {
    expect(readSecurity(ended(text))).toEqual(state);
    expect(askSecurity.judge(ended(text), [])).toBe('whole');
  });

  it.each([
    '<SECSTAT>1,1,0,0',
    '<SECSTAT>1,1,2,0,5',
    '<SECSTAT>1,1,0,0,5;',
    'SECSTAT 1,1,0,0,5',
    'x<SECSTAT>1,1,0,0,5',
  ])('believes nothing of %s', (text) => {
    expect(readSecurity(ended(text))).toBeNull();
    expect(askSecurity.judge(ended(text), [])).toBe('noise');
  });

  it('P25: a line that has no end may be cut, and is no state', () => {
    expect(readSecurity({ text: '<SECSTAT>1,1,0,0,5', terminated: false })).toBeNull();
  });

  it('knows the noise of a unit that is still starting from a refusal', () => {
    expect(isBootNoise('[2004.01.01 13:36:56]-[CMD.DEBUG]\tCommand not found! From:3 (AT)')).toBe(true);
    expect(isBootNoise('<SECSTAT>1,1,0,0,5')).toBe(false);
  });

  it('takes for a keyword what the Configurator would, so that none can hold a second command', () => {
    expect(['7232atg', 'abcd'].every(isKeyword)).toBe(true);
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(isKeyword(text));
        expect(offerKeyword(text).command).toMatch(/^:sec_login:[A-Za-z0-9]+$/);
      }),
    );
    expect(['ab', 'bad-key', 'abcd\r', 'ab cd', 'x:cfg_default', ''].some(isKeyword)).toBe(false);
  });
});

describe('INST-2 the Configurator dialogue: what it tells', () => {
  const info = ['cfg_info:0:04.00.00', 'cfg_info:2:FMB0:6', 'cfg_info:3:350612074908128'].map(ended);

  it('the IMEI, where it is told once', () => {
    expect(readConfiguratorImei(info)).toBe('350612074908128');
    expect(readConfiguratorImei(info.slice(0, 2))).toBeNull();
    expect(readConfiguratorImei([...info, ended('cfg_info:3:350612074908136')])).toBeNull();
    expect(readConfiguratorImei([ended('cfg_info:3:35061207490812')])).toBeNull();
    expect(info.map((line, index) => askConfiguratorInfo().judge(line, info.slice(0, index)))).toEqual([
      ...['complete', 'part', 'part'],
    ]);
  });

  const dump = ['<GET_PARAMS_START>', '2001:wap', '2003:', '103:4.100000', '2004:a:b'].map(ended);

  it('a whole configuration, where both readings agree', () => {
    expect(readWholeConfiguration(dump, dump)).toEqual(
      new Map([
        [2001, { kind: 'value', text: 'wap' }],
        [2003, { kind: 'empty' }],
        [103, { kind: 'value', text: '4.100000' }],
        [2004, { kind: 'value', text: 'a:b' }],
      ]),
    );
    const other = dump.map((line) => (line.text === '2001:wap' ? ended('2001:vap') : line));
    expect(readWholeConfiguration(dump, other).has(2001)).toBe(false);
    expect(readWholeConfiguration(dump, dump.slice(0, 3)).has(103)).toBe(false);
    const twice = [...dump, ended('2001:wap')];
    expect(readWholeConfiguration(twice, twice).has(2001)).toBe(false);
  });

  it('ends by silence behind its beginning, and log lines belong to nobody', () => {
    const { judge } = askWholeConfiguration();
    expect(judge(ended('2001:wap'), [])).toBe('noise');
    expect(judge(ended('<GET_PARAMS_START>'), [])).toBe('complete');
    expect(judge(ended('2001:wap'), dump.slice(0, 1))).toBe('part');
    expect(judge(ended('[2004.01.01 13:36:56]-[CMD.DEBUG]'), dump.slice(0, 1))).toBe('noise');
    expect(judge({ text: '2001:w', terminated: false }, dump.slice(0, 1))).toBe('noise');
  });

  it('ends where it ended before, and only if all of it came in the same order', () => {
    const meanings = (lines: readonly AnswerLine[], known: readonly string[]) =>
      lines.map((line, index) => askWholeConfiguration(known).judge(line, lines.slice(0, index)));
    const known = headsOf(dump);
    expect(known).toEqual(['2001', '2003', '103', '2004']);
    expect(meanings(dump, known)).toEqual(['complete', 'part', 'part', 'part', 'final']);
    expect(meanings(dump.slice(0, -1), known)).not.toContain('final');
    expect(meanings([...dump.slice(0, 2), ...dump.slice(3), ended('5:1')], known)).not.toContain('final');
    expect(meanings(dump, [])).not.toContain('final');
    const numbers = headsOf(info);
    expect(info.map((line, index) => askConfiguratorInfo(numbers).judge(line, info.slice(0, index)))).toEqual([
      ...['complete', 'part', 'final'],
    ]);
  });

  it.each([
    ['<SETPARAM_RESULT>1', 'whole'],
    ['[12:00] SETPARAM_RESULT ok', 'complete'],
    ['<SAVE_CFG_RESULT>1', 'noise'],
  ])('an answer is told by its word: %s', (text, meaning) => {
    expect(stageParameters([]).judge(ended(text), [])).toBe(meaning);
    expect(stageParameters([]).judge({ text, terminated: false }, [])).toBe('noise');
  });

  it('several values are staged in one command', () => {
    const values = [
      { id: 2001, text: 'wap', isNumber: false },
      { id: 2005, text: '80', isNumber: true },
    ];
    expect(stageParameters(values).command).toBe(':cfg_setparam:2001:wap;2005:80');
  });
});
