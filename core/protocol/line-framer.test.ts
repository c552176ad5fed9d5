import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latin1Bytes } from './latin1.ts';
import { emptyFramer, flushFramer, frameBytes, MAX_LINE_BYTES } from './line-framer.ts';

function frameAll(chunks: readonly string[]) {
  let state = emptyFramer;
  const lines: string[] = [];
  for (const chunk of chunks) {
    const framed = frameBytes(state, latin1Bytes(chunk));
    state = framed.state;
    lines.push(...framed.frames.map((frame) => (frame.kind === 'line' ? frame.text : `oversize ${frame.byteCount}`)));
  }
  return { lines, pending: state.pending };
}

describe('INST-2 line framer', () => {
  it.each([
    ['CRLF around every line', ['\r\n+CSQ: 20,99\r\n\r\nOK\r\n'], ['+CSQ: 20,99', 'OK']],
    ['CR only, as in numeric form', ['0\r'], ['0']],
    ['LF only', ['a\nb\n'], ['a', 'b']],
    ['doubled line ends', ['a\r\n\r\n\r\nb\r\n'], ['a', 'b']],
    ['split inside CRLF', ['a\r', '\nb\r', '\n'], ['a', 'b']],
    ['one byte at a time', [...'\r\nOK\r\n'], ['OK']],
    ['bytes above ASCII are kept', ['\xff\xfe\x00x\r\n'], ['\xff\xfe\x00x']],
  ])('cuts lines: %s', (_name, chunks, lines) => {
    expect(frameAll(chunks)).toEqual({ lines, pending: '' });
  });

  it('keeps an unfinished line until it ends or is flushed', () => {
    const framed = frameBytes(emptyFramer, latin1Bytes('Param ID:2001 Val'));
    expect(framed.frames).toEqual([]);
    expect(flushFramer(framed.state)).toEqual({
      state: emptyFramer,
      frame: { kind: 'line', text: 'Param ID:2001 Val' },
    });
    expect(flushFramer(emptyFramer).frame).toBeNull();
  });

  it('P25: a line without an end does not fill the memory, and the next line is whole', () => {
    const noise = 'x'.repeat(MAX_LINE_BYTES);
    const { lines, pending } = frameAll([noise, noise, 'x\r\nOK\r\n']);
    expect(lines).toEqual([`oversize ${2 * MAX_LINE_BYTES + 1}`, 'OK']);
    expect(pending).toBe('');
    const endless = frameBytes(emptyFramer, new Uint8Array(MAX_LINE_BYTES * 4).fill(0x55)).state;
    expect(flushFramer(endless).frame).toEqual({ kind: 'oversize', byteCount: MAX_LINE_BYTES * 4 });
  });

  it('cuts the same lines wherever the chunks are cut', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.constant('\r'),
            fc.constant('\n'),
            fc.constant('\r\n'),
            fc.string({ unit: 'binary-ascii', maxLength: 5 }),
          ),
        ),
        fc.array(fc.nat({ max: 60 })),
        (pieces, cuts) => {
          const bytes = latin1Bytes(pieces.join(''));
          const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
          const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
          const asText = (parts: readonly Uint8Array[]) => {
            let state = emptyFramer;
            const frames = parts.flatMap((part) => {
              const framed = frameBytes(state, part);
              state = framed.state;
              return framed.frames;
            });
            return { frames, pending: state.pending };
          };
          expect(asText(chunks)).toEqual(asText([bytes]));
        },
      ),
    );
  });
});
