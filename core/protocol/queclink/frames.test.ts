import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latin1Bytes, latin1Text } from '../latin1.ts';
import {
  emptyQueclinkFramer,
  flushQueclinkFramer,
  frameQueclinkBytes,
  MAX_FRAME_BYTES,
  type QueclinkFrame,
} from './frames.ts';
import {
  publishedAcks,
  publishedBinaryReport,
  publishedCommands,
  publishedReports,
  publishedUnsolicited,
} from './testing/published-frames.ts';

const published = [publishedAcks, publishedReports, publishedUnsolicited].flatMap((group) => Object.values(group));

function cut(text: string, lengths: readonly number[] = []): readonly QueclinkFrame[] {
  const bytes = latin1Bytes(text);
  const found: QueclinkFrame[] = [];
  let state = emptyQueclinkFramer;
  let at = 0;
  const pieces = [...lengths, bytes.length];
  for (const length of pieces) {
    const step = frameQueclinkBytes(state, bytes.subarray(at, at + length));
    state = step.state;
    found.push(...step.frames);
    at += length;
  }
  const rest = flushQueclinkFramer(state);
  return rest === null ? found : [...found, rest];
}

const frame = (text: string): QueclinkFrame => ({ kind: 'frame', text });

describe('INST-2 Queclink frames', () => {
  it.each(published)('takes %s whole', (text) => {
    expect(cut(text)).toEqual([frame(text)]);
  });

  it('finds the same frames wherever the bytes are cut', () => {
    const stream = [
      'boot\r\n',
      publishedUnsolicited.fixed,
      publishedAcks.version,
      '\r\n',
      publishedReports.version,
      latin1Text(publishedBinaryReport),
      publishedUnsolicited.buffered,
      publishedReports.everything,
    ].join('');
    const whole = cut(stream);
    expect(whole.filter(({ kind }) => kind === 'frame')).toHaveLength(5);
    expect(whole.map(({ kind }) => kind)).toEqual(['other', 'frame', 'frame', 'frame', 'binary', 'frame', 'frame']);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 80 }), (lengths) => {
        expect(cut(stream, lengths)).toEqual(whole);
      }),
    );
  });

  it('does not end a frame at a dollar sign inside a field', () => {
    const odd = publishedReports.everything.replace('cmnet', 'cm$net');
    expect(cut(odd)).toEqual([frame(odd)]);
  });

  it('ends a frame whose send time is left out by a mask', () => {
    const masked = '+RESP:GTFRI,1A0102,135790246811220,,0,0,1,1,,,,,,,,,,,,,,11F0$';
    expect(cut(masked)).toEqual([frame(masked)]);
  });

  it('gives up what another frame overtakes, and nothing behind it', () => {
    const half = publishedReports.everything.slice(0, 200);
    expect(cut(half + publishedAcks.bearer)).toEqual([{ kind: 'damaged', text: half }, frame(publishedAcks.bearer)]);
    const withoutEnd = publishedReports.version.slice(0, -1);
    expect(cut(withoutEnd + publishedAcks.bearer)).toEqual([
      { kind: 'damaged', text: withoutEnd },
      frame(publishedAcks.bearer),
    ]);
  });

  it('sets reports in HEX mode aside, whatever their length says', () => {
    const binary = latin1Text(publishedBinaryReport);
    expect(cut(binary + publishedAcks.bearer)).toEqual([
      { kind: 'binary', byteCount: publishedBinaryReport.length },
      frame(publishedAcks.bearer),
    ]);
    expect(cut(`+RSP\x01$$,20100310172830,11F0$${publishedAcks.bearer}`)).toEqual([
      { kind: 'binary', byteCount: 28 },
      frame(publishedAcks.bearer),
    ]);
  });

  it('tells echo, log lines and other families apart from frames', () => {
    expect(cut(`${publishedCommands.version}+CREG: 1\r\n[CMD.DEBUG] x\r\n${publishedAcks.version}`)).toEqual([
      { kind: 'other', text: publishedCommands.version },
      { kind: 'other', text: '+CREG: 1' },
      { kind: 'other', text: '[CMD.DEBUG] x' },
      frame(publishedAcks.version),
    ]);
    // The younger generation is not spoken, so its messages are no frames here.
    expect(cut('+ACK:CFG,123456789012345,C031,10,0,,012F,20210407101530,1234$')).toMatchObject([{ kind: 'other' }]);
  });

  it('P25 never throws, and holds no more than its limit', () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom(...published).map(latin1Bytes),
      fc.constantFrom('+RESP:GT', '+ACK:GT', '+RSP', '$', ',,11F0$', '\r\n').map(latin1Bytes),
    );
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 40 }), (chunks) => {
        let state = emptyQueclinkFramer;
        for (const chunk of chunks) {
          const step = frameQueclinkBytes(state, chunk);
          state = step.state;
          expect(step.frames.every((one) => one.kind !== 'frame' || one.text.endsWith('$'))).toBe(true);
          expect(state.pending.length).toBeLessThanOrEqual(MAX_FRAME_BYTES);
        }
      }),
    );
  });

  it.each(['', publishedReports.everything.slice(0, 300), '+RSP\x01'])(
    'P25 finds its way back after a megabyte without an end (behind %j)',
    (before) => {
      const noise = 'x'.repeat(1_048_576);
      const frames = cut(
        before + noise + publishedAcks.bearer,
        Array.from({ length: 10_000 }, () => 100),
      );
      expect(frames.at(-1)).toEqual(frame(publishedAcks.bearer));
      expect(frames.filter(({ kind }) => kind === 'frame')).toHaveLength(1);
    },
  );
});
