import { describe, expect, it } from 'vitest';
import { converse, testImei, testStartMs } from '../testing/converse.ts';
import { createManualClock } from '../time/sim-clock.ts';
import { latin1Bytes, latin1Text } from '../units/latin1.ts';
import { createVirtualUnit } from '../virtual-unit.ts';
import type { FaultText } from './fault-catalogue.ts';

const plain = 'Param ID:239 Value:1\r\n';
const debugNoise = '[2004.01.01 13:36:56]-[CMD.DEBUG]\tCommand not found! From:3 (AT)\r\n';
const positionReport =
  '+RESP:GTFRI,1A0102,135790246811220,,0,0,1,1,4.3,92,70.0,121.354335,31.222073,20090214013254,0460,0000,18D8,6141,00,,20090214093254,11F0$';

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
    ['lookalike-line', [`\r\n+CREG: 1,84CD,00D30156\r\n${positionReport}${debugNoise}${plain}`]],
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
    expect(pieces(['split-in-pair'])).toEqual(['Param ID:2', '39 Value:1\r\n']);
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

  it('parity-bits changes letters and keeps line ends apart from their eighth bit', () => {
    const [garbled = ''] = answers(['parity-bits']);
    expect(garbled.length).toBe(plain.length);
    expect(garbled).not.toBe(plain);
    expect([...garbled].map((character) => String.fromCharCode(character.charCodeAt(0) & 0x7f)).join('')).toBe(plain);
  });

  it('noise-without-end never ends a line', () => {
    const { wait } = converse({ faults: ['noise-without-end'] });
    const noise = wait(60_000);
    expect(noise.length).toBeGreaterThan(5_000);
    expect(new Set(noise)).toEqual(new Set(['\0', '\xff']));
    expect(wait(60_000)).toBe('');
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

  it('and the same unit is back under another path', () => {
    const { ask, wait, unit, reconnect } = converse({ faults: ['unplug-mid-reply=1', 'replug-elsewhere'] });
    ask('readio 239\r');
    wait(3_000);
    expect(unit.place()).toBe(1);
    reconnect();
    expect(ask('readio 239\r')).toBe(plain);
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

describe("INST-1 what goes wrong at the station's end", () => {
  it('port-busy: somebody else has the port, until he lets go', () => {
    const { loss, wait, reconnect, ask } = converse({ faults: ['port-busy=3000'] });
    expect(loss()).toBe('busy');
    wait(2_999);
    reconnect();
    expect(loss()).toBe('busy');
    wait(1);
    reconnect();
    expect(loss()).toBeUndefined();
    expect(ask('readio 239\r')).toBe(plain);
  });

  it('modem-manager: foreign commands are answered to whoever reads, once a second for ten seconds', () => {
    const { wait } = converse({ faults: ['modem-manager'] });
    const heard = wait(60_000).split('\r\n').slice(0, -1);
    expect(heard).toHaveLength(10);
    expect(heard[0]).toMatch(/Command not found! From:3 \(AT\)$/);
    expect(heard[2]).toMatch(/\(ATI\)$/);
  });

  it('suspend: half an answer, half a minute of nothing, and the other half at once', () => {
    const { ask, clock } = converse({ faults: ['suspend=2'] });
    expect(ask('readio 239\r')).toBe(plain);
    const beforeMs = clock.nowMs();
    expect(ask('readio 239\r', 20)).toBe(plain);
    expect(clock.nowMs() - beforeMs).toBeGreaterThanOrEqual(30_000);
  });

  it('suspend on a clock that cannot sleep: the other half is late', () => {
    const { suspend: _, ...clock } = createManualClock(testStartMs);
    const unit = createVirtualUnit({ family: 'teltonika', imei: testImei, seed: 7, clock, faults: ['suspend=1'] });
    let heard = '';
    const attaching = unit.attach({ receive: (bytes) => (heard += latin1Text(bytes)), lost: () => undefined });
    void (attaching.kind === 'attached' && attaching.cable.send(latin1Bytes('readio 239\r')));
    clock.advance(29_000);
    expect(heard).toBe(plain.slice(0, 11));
    clock.advance(2_000);
    expect(heard).toBe(plain);
    unit.close();
  });
});
