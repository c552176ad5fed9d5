import { describe, expect, it } from 'vitest';
import type { EngineName, FoundCode, Pixels } from '../domain/scanning/image-code.ts';
import type { CodeEngine, EngineReading } from './code-engine.ts';
import { createBarcodeDecoder } from './create-barcode-decoder.ts';

const code: FoundCode = { symbology: 'QRCode', text: 'EVP-359315075384726', identifier: ']Q1' };
const second: FoundCode = { symbology: 'Code128', text: '8949000000000000000', identifier: ']C0' };
const nothingRead: EngineReading = { kind: 'read', codes: [] };

interface Seen {
  readonly engine: EngineName;
  readonly look: string;
}

/** A bench of engines that answer as told and note what they were shown: `640x480 local ×1`. */
function benchOf(answers: Readonly<Record<EngineName, (turn: number) => EngineReading>>, msPerLook = 0) {
  const seen: Seen[] = [];
  let nowMs = 0;
  const engineNamed = (name: EngineName): CodeEngine => ({
    name,
    async read({ width, height }, { threshold, maxCodes }) {
      nowMs += msPerLook;
      seen.push({ engine: name, look: `${width}x${height} ${threshold} ×${maxCodes}` });
      return answers[name](seen.filter(({ engine }) => engine === name).length);
    },
  });
  const decoder = createBarcodeDecoder({
    engine: engineNamed('zxing-wasm'),
    reserve: engineNamed('zxing-library'),
    monotonicMs: () => nowMs,
  });
  return {
    decoder,
    seen,
    looksOf: (name: EngineName) => seen.filter(({ engine }) => engine === name).map(({ look }) => look),
  };
}

function blank(width: number, height: number): Pixels {
  return { width, height, rgba: new Uint8ClampedArray(width * height * 4) };
}

const cannotStart = (): EngineReading => ({ kind: 'cannot-start', detail: 'no WebAssembly here' });

describe('SCAN-1 looking for a code in a picture', () => {
  it('is over with the first look that finds one, and says which engine it was', async () => {
    const { decoder, seen } = benchOf({
      'zxing-wasm': () => ({ kind: 'read', codes: [code] }),
      'zxing-library': () => nothingRead,
    });
    expect(await decoder.decode(blank(640, 480))).toEqual({
      kind: 'decoded',
      ...code,
      engine: 'zxing-wasm',
      others: [],
    });
    expect(seen).toEqual([{ engine: 'zxing-wasm', look: '640x480 local ×1' }]);
  });

  it('looks in every other way before it says that there is none, at last with the reserve', async () => {
    const { decoder, looksOf } = benchOf({ 'zxing-wasm': () => nothingRead, 'zxing-library': () => nothingRead });
    expect(await decoder.decode(blank(640, 480))).toEqual({ kind: 'nothing', reason: 'no-code' });
    expect(looksOf('zxing-wasm')).toEqual([
      '640x480 local ×1',
      '640x480 global ×1',
      '640x480 global ×1',
      '1280x960 local ×1',
      '640x480 local ×1',
      '1280x960 local ×1',
      '1280x960 local ×1',
      '640x480 local ×1',
      '320x240 local ×1',
    ]);
    expect(looksOf('zxing-library')).toEqual(['640x480 local ×1', '640x480 global ×1']);
  });

  it('takes a later look for an answer, too', async () => {
    const { decoder } = benchOf({
      'zxing-wasm': (turn) => (turn === 3 ? { kind: 'read', codes: [code] } : nothingRead),
      'zxing-library': () => nothingRead,
    });
    expect(await decoder.decode(blank(64, 48))).toMatchObject({ kind: 'decoded', text: code.text });
  });

  it('glances at a large photo first and at the whole of it next', async () => {
    const { decoder, looksOf } = benchOf({ 'zxing-wasm': () => nothingRead, 'zxing-library': () => nothingRead });
    await decoder.decode(blank(4_000, 3_000));
    expect(looksOf('zxing-wasm').slice(0, 2)).toEqual(['2000x1500 local ×1', '4000x3000 local ×1']);
    expect(looksOf('zxing-library')[0]).toBe('1000x750 local ×1');
  });

  it('looks once when it shall be quick', async () => {
    const { decoder, seen } = benchOf({ 'zxing-wasm': () => nothingRead, 'zxing-library': () => nothingRead });
    expect(await decoder.decode(blank(640, 480), { effort: 'quick' })).toEqual({ kind: 'nothing', reason: 'no-code' });
    expect(seen).toHaveLength(1);
  });

  it('takes one further look at each picture of a film, until it has taken all', async () => {
    const { decoder, looksOf } = benchOf({ 'zxing-wasm': () => nothingRead, 'zxing-library': () => nothingRead });
    for (let frame = 0; frame < 14; frame += 1) {
      await decoder.decode(blank(640, 480), { effort: 'quick', frame });
    }
    const looks = looksOf('zxing-wasm');
    expect(looks).toHaveLength(28);
    expect(looks.filter((_, at) => at % 2 === 0)).toEqual(Array(14).fill('640x480 local ×1'));
    expect(looks.filter((_, at) => at % 4 === 1)).toEqual(Array(7).fill('640x480 global ×1'));
    expect(new Set(looks)).toContain('320x240 local ×1');
    expect(looksOf('zxing-library')).toEqual([]);
  });

  it('gives all codes of a label where they are asked for', async () => {
    const { decoder, looksOf } = benchOf({
      'zxing-wasm': () => ({ kind: 'read', codes: [code, second] }),
      'zxing-library': () => nothingRead,
    });
    expect(await decoder.decode(blank(9, 9), { codes: 'all' })).toMatchObject({ text: code.text, others: [second] });
    expect(looksOf('zxing-wasm')).toEqual(['9x9 local ×16']);
  });

  it('begins no further look when the time is over', async () => {
    const { decoder, seen } = benchOf({ 'zxing-wasm': () => nothingRead, 'zxing-library': () => nothingRead }, 400);
    expect(await decoder.decode(blank(640, 480), { timeLimitMs: 1_000 })).toEqual({
      kind: 'nothing',
      reason: 'time-limit',
    });
    expect(seen).toHaveLength(3);
  });
});

describe('SCAN-1 an engine that cannot start', () => {
  it('leaves everything to the reserve, and is asked once a picture', async () => {
    const { decoder, looksOf } = benchOf({
      'zxing-wasm': cannotStart,
      'zxing-library': (turn) => (turn === 3 ? { kind: 'read', codes: [code] } : nothingRead),
    });
    expect(await decoder.decode(blank(640, 480))).toEqual({
      kind: 'decoded',
      ...code,
      engine: 'zxing-library',
      others: [],
    });
    expect(looksOf('zxing-wasm')).toHaveLength(1);
    expect(looksOf('zxing-library')).toEqual(['640x480 local ×1', '640x480 global ×1', '640x480 global ×1']);
  });

  it('leaves the one look to the reserve when it shall be quick', async () => {
    const { decoder, looksOf } = benchOf({ 'zxing-wasm': cannotStart, 'zxing-library': () => nothingRead });
    expect(await decoder.decode(blank(640, 480), { effort: 'quick' })).toEqual({ kind: 'nothing', reason: 'no-code' });
    expect(looksOf('zxing-library')).toHaveLength(1);
  });

  it('that breaks on a picture has the reserve look at it as well', async () => {
    const { decoder } = benchOf({
      'zxing-wasm': () => ({ kind: 'failed', detail: 'out of memory' }),
      'zxing-library': () => ({ kind: 'read', codes: [code] }),
    });
    expect(await decoder.decode(blank(640, 480))).toMatchObject({ kind: 'decoded', engine: 'zxing-library' });
  });

  it('and a reserve that cannot either are said, not thrown', async () => {
    const { decoder } = benchOf({ 'zxing-wasm': cannotStart, 'zxing-library': cannotStart });
    expect(await decoder.decode(blank(640, 480))).toEqual({ kind: 'nothing', reason: 'no-engine' });
  });

  it('is no reason to call a picture unreadable when only the reserve is missing', async () => {
    const { decoder } = benchOf({ 'zxing-wasm': () => nothingRead, 'zxing-library': cannotStart });
    expect(await decoder.decode(blank(640, 480))).toEqual({ kind: 'nothing', reason: 'no-code' });
  });
});
