import { describe, expect, it } from 'vitest';
import { converse } from '../testing/converse.ts';
import type { FaultText } from './fault-catalogue.ts';

const plain = 'Param ID:239 Value:1\r\n';
const debugNoise = '[2004.01.01 13:36:56]-[CMD.DEBUG]\tCommand not found! From:3 (AT)\r\n';

/** What comes back to `count` questions with these faults on the cable. */
function answers(faults: readonly FaultText[], count = 1, waitMs = 1_000): readonly string[] {
  const { ask } = converse({ faults });
  return Array.from({ length: count }, () => ask('readio 239\r', waitMs));
}

describe('INST-2 faults on whole answers', () => {
  it.each<[FaultText, readonly string[]]>([
    ['echo-on', [`readio 239\r${plain}`, `readio 239\r${plain}`]],
    ['echo-switching', [plain, `readio 239\r${plain}`]],
    ['log-before-answer', [`${debugNoise}${plain}`]],
    ['log-after-answer', [`${plain}${debugNoise}`]],
    ['log-inside-answer=1', [`Param ID:23\r\n${debugNoise}9 Value:1\r\n`]],
    ['lookalike-line', [`\r\n+CREG: 1,84CD,00D30156\r\n${debugNoise}${plain}`]],
    ['nul-bytes', [`\0\0\0${plain}`]],
    ['swallow-answer=2', [plain, '', plain]],
    ['silent', ['', '']],
    ['duplicate-answer', [`${plain}${plain}`]],
    ['no-line-end', ['Param ID:239 Value:1']],
    ['cr-only', ['Param ID:239 Value:1\r']],
    ['lf-only', ['Param ID:239 Value:1\n']],
    ['double-line-end', ['Param ID:239 Value:1\r\n\r\n']],
  ])('%s', (fault, expected) => {
    expect(answers([fault], expected.length)).toEqual(expected);
  });

  it('late-answer comes during the next command and holds its answer up', () => {
    expect(answers(['late-answer=1'], 5)).toEqual(['', '', '', '', plain.repeat(5)]);
  });

  it('stale-answer repeats the one before', () => {
    const { ask } = converse({ faults: ['stale-answer=2'] });
    ask('readio 239\r');
    expect(ask('getparam 1000\r')).toBe(plain);
  });

  it('log-spam comes ten times a second for a minute', () => {
    const { wait } = converse({ faults: ['log-spam'] });
    expect(wait(1_000)).toBe(debugNoise.repeat(10));
    expect(wait(100_000)).toBe(debugNoise.repeat(590));
  });

  it('oversize-line is a megabyte without an end', () => {
    expect(answers(['oversize-line=1'])[0]?.length).toBe(1_048_576 + plain.length);
  });
});

describe('INST-2 faults in how bytes arrive', () => {
  function pieces(faults: readonly FaultText[], seed = 1): readonly string[] {
    const { ask, takeChunks } = converse({ faults, seed });
    ask('readio 239\r');
    return takeChunks();
  }

  it('byte-per-chunk, split-in-line-end and split-in-word cut where they say', () => {
    expect(pieces(['byte-per-chunk'])).toEqual([...plain]);
    expect(pieces(['split-in-line-end'])).toEqual(['Param ID:239 Value:1\r', '\n']);
    expect(pieces(['split-in-word'])).toEqual(['Pa', 'ram I', 'D:2', '39 Va', 'lue:1\r\n']);
  });

  it('random-chunks keep every byte and differ with the seed', () => {
    expect(pieces(['random-chunks']).join('')).toBe(plain);
    expect(pieces(['random-chunks'], 1)).not.toEqual(pieces(['random-chunks'], 2));
  });

  it('merge-answers delivers two answers in one piece', () => {
    const { ask, takeChunks } = converse({ faults: ['merge-answers'] });
    ask('readio 239\rreadio 239\r');
    expect(takeChunks()).toEqual([`${plain}${plain}`]);
  });

  it('wrong-baud gives neither line ends nor text', () => {
    const [garbage = ''] = answers(['wrong-baud', 'log-spam'], 1);
    expect(garbage.length).toBeGreaterThan(100);
    expect(garbage).not.toMatch(/[\r\n]|Command/);
  });

  it('pace-baud takes the time of a line at that speed, both ways', () => {
    const { ask, wait } = converse({ faults: ['pace-baud=9600'] });
    // 11 bytes there and 12 ms of thought; then 22 bytes back, 1.04 ms each.
    expect(ask('readio 239\r', 23)).toBe('');
    expect(wait(18)).toBe(plain.slice(0, 16));
    expect(wait(6)).toBe(plain.slice(16));
  });

  it('stall stops in mid-answer and goes on', () => {
    const { ask, wait } = converse({ faults: ['stall=5'] });
    expect(ask('readio 239\r', 2_900)).toBe(plain.slice(0, 5));
    expect(wait(200)).toBe(plain.slice(5));
  });
});

describe('INST-3 the cable is pulled', () => {
  const write = 'setparam 2001:fleet.example.com';

  it('at any byte of a write, the unit holds the old value and has forgotten the half command', () => {
    for (let length = 10; length <= write.length; length += 1) {
      const { ask, unit, loss, reconnect } = converse({ faults: [`unplug-mid-write=${length}`] });
      expect(ask(`${write}\r`)).toBe('');
      expect(loss()).toBe('the cable was pulled');
      expect(unit.presence()).toBe('unplugged');
      unit.plugIn();
      reconnect();
      expect(unit.parameters()['2001']).toBe('');
      expect(ask('getparam 2001\r')).toBe('Param ID:2001 Value:\r\n');
    }
  });

  it('a byte after the write has ended, the unit holds the new value although nobody was told', () => {
    const { ask, unit } = converse({ faults: ['unplug-before-reply=1'] });
    expect(ask(`${write}\r`)).toBe('');
    expect(unit.presence()).toBe('unplugged');
    expect(unit.parameters()['2001']).toBe('fleet.example.com');
  });

  it('at a byte towards the station, exactly that many arrive', () => {
    for (const length of [0, 1, 21, 22, 30]) {
      const { ask } = converse({ faults: [`unplug-to-host=${length}`] });
      const received = ask('readio 239\r') + ask('readio 239\r');
      expect(received).toBe(`${plain}${plain}`.slice(0, length));
    }
  });

  it('in mid-answer, half of it arrives', () => {
    expect(answers(['unplug-mid-reply=1', 'byte-per-chunk'])).toEqual([plain.slice(0, 11)]);
  });

  it('and the same unit is back after a while, with the fault spent', () => {
    const { ask, wait, unit, reconnect } = converse({ faults: ['unplug-mid-reply=1', 'replug-same=2000'] });
    ask('readio 239\r', 200);
    expect(unit.presence()).toBe('unplugged');
    wait(2_000);
    expect(unit.presence()).toBe('plugged');
    reconnect();
    expect(ask('readio 239\r')).toBe(plain);
  });

  it('and another unit lies at the same place', () => {
    const { ask, wait, unit, reconnect } = converse({ faults: ['unplug-mid-reply=1', 'replug-other'] });
    ask('getimeiccid\r');
    wait(3_000);
    reconnect();
    expect(ask('getimeiccid\r')).toContain('IMEI: 350424063817371');
    ask('setparam 2001:other\r');
    expect(unit.parameters('other')['2001']).toBe('other');
    expect(unit.parameters()['2001']).toBe('');
  });

  it('by a unit that keeps the half command, it spoils the next one', () => {
    const { ask, unit, reconnect } = converse({ faults: ['unplug-mid-write=20', 'half-command-kept'] });
    ask(`${write}\r`);
    unit.plugIn();
    reconnect();
    expect(ask('getver\r')).toBe('New value 2001:fleet.getver\r\n');
  });

  it('while idle', () => {
    const { wait, loss } = converse({ faults: ['unplug-idle=5000'] });
    wait(4_999);
    expect(loss()).toBeUndefined();
    wait(1);
    expect(loss()).toBe('the cable was pulled');
  });
});
