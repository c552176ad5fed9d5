import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latin1Bytes, latin1Text } from '../latin1.ts';
import {
  createReaderFramer,
  GIVE_UP_MS,
  LONGEST_CODE_BYTES,
  QUIET_END_MS,
  type ReaderFramerInput,
  type ReaderFraming,
} from './reader-framer.ts';

/** Plays chunks with the pauses between them; `null` pulls the cable. Says `code:…` and `why:…` in order. */
function play(
  suffix: ReaderFraming['suffix'],
  chunks: readonly (readonly [string | null, number])[],
): readonly string[] {
  const framer = createReaderFramer({ suffix });
  const said: string[] = [];
  let { state } = framer.start();
  let nowMs = 0;
  let wakeAtMs = Number.POSITIVE_INFINITY;
  const feed = (input: ReaderFramerInput) => {
    const step = framer.step(state, input);
    state = step.state;
    for (const effect of step.effects) {
      if (effect.kind === 'wake-at') {
        wakeAtMs = effect.atMs;
      } else {
        said.push(`${effect.kind === 'code' ? 'code' : effect.why}:${latin1Text(effect.bytes)}`);
      }
    }
  };
  const wakeUntil = (untilMs: number) => {
    if (wakeAtMs <= untilMs) {
      wakeAtMs = Number.POSITIVE_INFINITY;
      feed({ kind: 'silence' });
    }
  };
  for (const [chunk, pauseMs] of chunks) {
    nowMs += pauseMs;
    wakeUntil(nowMs);
    feed(chunk === null ? { kind: 'lost' } : { kind: 'bytes', bytes: latin1Bytes(chunk), atMs: nowMs });
  }
  wakeUntil(Number.POSITIVE_INFINITY);
  return said;
}

describe('SCAN-1 codes of a reader on a serial port', () => {
  it.each([
    ['enter', 'EVP-1\r', ['code:EVP-1']],
    ['enter', 'EVP-1\n', ['code:EVP-1']],
    ['enter', 'EVP-1\r\nEVP-2\r\n', ['code:EVP-1', 'code:EVP-2']],
    ['enter', '\r\n\r\n', []],
    ['enter', 'A\tB\r', ['code:A\tB']],
    ['tab', 'EVP-1\tEVP-2\t', ['code:EVP-1', 'code:EVP-2']],
    ['tab', 'EVP-1\r', [`no-end:EVP-1\r`]],
    ['none', 'EVP-1', ['code:EVP-1']],
    ['none', 'EVP-1\r\n', ['code:EVP-1\r\n']],
  ] as const)('%s: %j', (suffix, sent, expected) => {
    expect(play(suffix, [[sent, 0]])).toEqual(expected);
  });

  it('keeps the AIM identifier, the GS1 separator and every byte above 127', () => {
    const code = ']Q3010950400005910121ABC\u001d10LOT\u00fc\u00ff';
    expect(play('enter', [[`${code}\r\n`, 0]])).toEqual([`code:${code}`]);
  });

  it('SCAN-3 what stops without its end sign was cut off', () => {
    expect(
      play('enter', [
        ['WSM000000', 0],
        ['03111444\r', GIVE_UP_MS],
      ]),
    ).toEqual(['no-end:WSM000000', 'code:03111444']);
    expect(
      play('enter', [
        ['WSM000000', 0],
        ['03111444\r', GIVE_UP_MS - 1],
      ]),
    ).toEqual(['code:WSM00000003111444']);
  });

  it('silence parts the codes of a reader without end sign, and nothing shorter does', () => {
    expect(
      play('none', [
        ['EVP', 0],
        ['-1', QUIET_END_MS - 1],
        ['EVP-2', QUIET_END_MS],
      ]),
    ).toEqual(['code:EVP-1', 'code:EVP-2']);
  });

  it('a cable pulled within a code leaves a broken one, also without end sign', () => {
    expect(
      play('none', [
        ['EVP-3593', 0],
        [null, 10],
      ]),
    ).toEqual(['lost:EVP-3593']);
    expect(play('enter', [[null, 0]])).toEqual([]);
  });

  it('noise is bounded, reported once, and the next code is whole', () => {
    const said = play('enter', [
      ['x'.repeat(LONGEST_CODE_BYTES + 5), 0],
      ['yyy\rEVP-1\r', 5],
    ]);
    expect(said.map((one) => one.slice(0, 10))).toEqual(['too-long:x', 'code:EVP-1']);
  });

  it('two readers that scan at once have a line each, so their codes never mix', () => {
    const framers = [createReaderFramer({ suffix: 'enter' }), createReaderFramer({ suffix: 'enter' })];
    const labels = ['EVP-359315075384726\r', 'EVP-350424063817363\r'];
    const states = framers.map((framer) => framer.start().state);
    const said: string[] = [];
    for (let at = 0; at < 20; at += 1) {
      framers.forEach((framer, reader) => {
        const bytes = latin1Bytes(labels[reader]?.[at] ?? '');
        const step = framer.step(states[reader] ?? framer.start().state, { kind: 'bytes', bytes, atMs: at });
        states[reader] = step.state;
        said.push(...step.effects.flatMap((effect) => (effect.kind === 'code' ? [latin1Text(effect.bytes)] : [])));
      });
    }
    expect(said).toEqual(['EVP-359315075384726', 'EVP-350424063817363']);
  });

  it('P: however the bytes are cut, the same codes come out', () => {
    const code = fc.string({ unit: fc.constantFrom(...'AZaz09-:]\u001d\u00fc '), minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.array(code, { maxLength: 8 }), fc.array(fc.nat({ max: 12 }), { minLength: 1 }), (codes, cuts) => {
        const stream = codes.map((one) => `${one}\r\n`).join('');
        const chunks: [string, number][] = [];
        let from = 0;
        for (let index = 0; from < stream.length; index += 1) {
          const size = 1 + (cuts[index % cuts.length] ?? 0);
          chunks.push([stream.slice(from, from + size), 20]);
          from += size;
        }
        expect(play('enter', chunks)).toEqual(codes.map((one) => `code:${one}`));
      }),
    );
  });
});
