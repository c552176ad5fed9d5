import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CameraMemory, NOTHING_SEEN, takeFrame } from './camera-reading.ts';
import type { FoundCode, Symbology } from './image-code.ts';

const label: FoundCode = { symbology: 'QRCode', text: 'EVP-359315075384726', identifier: ']Q1' };
const bars: FoundCode = { symbology: 'Code128', text: '359315075384726', identifier: ']C0' };
const sim: FoundCode = { symbology: 'Code128', text: '89883070000007211665', identifier: ']C0' };

/** Plays frames at the given moments and answers what became of each. */
function play(frames: readonly (readonly [atMs: number, ...codes: readonly FoundCode[]])[]): readonly string[] {
  let memory: CameraMemory = NOTHING_SEEN;
  return frames.map(([atMs, ...codes]) => {
    const outcome = takeFrame(memory, { codes, awaiting: 'unit', atMs });
    memory = outcome.memory;
    return outcome.kind === 'scan' ? outcome.text : outcome.kind;
  });
}

/** Frames without a code, as fast as a camera gives them, between two moments. */
function without(fromMs: number, toMs: number): readonly (readonly [number])[] {
  return Array.from({ length: Math.ceil((toMs - fromMs) / 110) - 1 }, (_, at) => [fromMs + (at + 1) * 110] as const);
}

describe('SCAN-1 SCAN-4 the frames of a camera', () => {
  it('a label held in view is one scan, however long', () => {
    const frames = Array.from({ length: 40 }, (_, at) => [at * 110, label] as const);
    expect(play(frames)).toEqual([label.text, ...Array(39).fill('repeat')]);
  });

  it('away for a moment and back is still one scan, away for longer is another', () => {
    const seen = play([[0, label], ...without(0, 1_400), [1_400, label], ...without(1_400, 2_950), [2_950, label]]);
    expect(seen.filter((one) => one !== 'nothing')).toEqual([label.text, 'repeat', label.text]);
  });

  it('SCAN-5 a machine that reads a frame every two seconds takes a label that is held once, and bars as well', () => {
    expect(
      play([
        [0, label],
        [2_000, label],
        [4_000, label],
      ]),
    ).toEqual([label.text, 'repeat', 'repeat']);
    expect(
      play([
        [0, bars],
        [2_000, bars],
        [4_000, bars],
      ]),
    ).toEqual(['unsure', bars.text, 'repeat']);
  });

  it('bars count when a second frame shows the same', () => {
    expect(
      play([
        [0, bars],
        [110, bars],
        [220, bars],
      ]),
    ).toEqual(['unsure', bars.text, 'repeat']);
    expect(play([[0, bars], [110], [220], [330, bars]])).toEqual(['unsure', 'nothing', 'nothing', bars.text]);
  });

  it('SCAN-3 bars that read differently in every frame never count', () => {
    const misread = Array.from({ length: 20 }, (_, at): readonly [number, FoundCode] => [
      at * 110,
      { ...bars, text: `35931507538472${at % 10}` },
    ]);
    expect(new Set(play(misread))).toEqual(new Set(['unsure']));
  });

  it('a sighting long ago confirms nothing, and a scan long ago neither', () => {
    const seen = play([
      [0, bars],
      ...without(0, 1_100),
      [1_100, bars],
      [1_200, bars],
      ...without(1_200, 9_000),
      [9_000, bars],
    ]);
    expect(seen.filter((one) => one !== 'nothing')).toEqual(['unsure', 'unsure', bars.text, 'unsure']);
  });

  it('of several codes on a label the unit is the scan', () => {
    expect(
      play([
        [0, sim, bars],
        [110, bars, sim],
      ]),
    ).toEqual(['unsure', bars.text]);
  });

  it('another label in between counts at once, and is not lost', () => {
    const other = { ...label, text: 'EVP-866344054201822' };
    expect(
      play([
        [0, label],
        [110, other],
        [220, label],
      ]),
    ).toEqual([label.text, other.text, 'repeat']);
  });

  it('keeps the GS1 mark, as a reader would send it', () => {
    expect(play([[0, { symbology: 'DataMatrix', text: '21359315075384726', identifier: ']d2' }]])).toEqual([
      ']d221359315075384726',
    ]);
  });

  it('never scans what no frame showed, and nothing twice within the window', () => {
    const symbology = fc.constantFrom<Symbology>('QRCode', 'DataMatrix', 'Code128', 'Code39');
    const code = fc.record({ symbology, text: fc.constantFrom('a', 'b'), identifier: fc.constant(']Q1') });
    const film = fc.array(fc.tuple(fc.integer({ min: 1, max: 900 }), fc.option(code, { nil: undefined })));
    fc.assert(
      fc.property(film, (steps) => {
        let memory: CameraMemory = NOTHING_SEEN;
        let atMs = 0;
        const lastScanned = new Map<string, number>();
        for (const [gapMs, shown] of steps) {
          atMs += gapMs;
          const outcome = takeFrame(memory, { codes: shown === undefined ? [] : [shown], awaiting: 'anything', atMs });
          memory = outcome.memory;
          if (outcome.kind === 'scan') {
            expect(outcome.text).toBe(shown?.text);
            expect(atMs - (lastScanned.get(outcome.text) ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(1_500);
            lastScanned.set(outcome.text, atMs);
          }
        }
      }),
    );
  });
});
