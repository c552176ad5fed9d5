import { describe, expect, it } from 'vitest';
import { loadEngineWasm } from '#electron/adapters/barcode/load-engine-wasm.ts';
import { drawLabel, drawScene } from '#electron/adapters/barcode/testing/draw-scene.ts';
import type { GreyImage } from './grey-image.ts';
import { findBarDegrees, straightenBars } from './straighten-bars.ts';
import { createWasmEngine } from './wasm-engine.ts';

const text = '359315075384726';
const picture = { width: 800, height: 600 };
const engine = createWasmEngine(loadEngineWasm);

async function textIn(image: GreyImage): Promise<string | undefined> {
  const reading = await engine.read(image, { threshold: 'global', maxCodes: 1 });
  return reading.kind === 'read' ? reading.codes[0]?.text : undefined;
}

describe('SCAN-1 bars that lie askew', () => {
  it.each([-80, -45, -20, -7, 0, 3, 15, 30, 60, 85])('by %i degrees are measured within a degree', async (degrees) => {
    const scene = drawScene(await drawLabel({ bcid: 'code128', text, scale: 2 }), { ...picture, degrees });
    expect(Math.abs(findBarDegrees(scene) - degrees)).toBeLessThanOrEqual(1);
  });

  it.each([
    ['code128', 25, 0],
    ['code128', -40, 0],
    ['code39', 33, 0],
    ['code39', 8, 100],
  ])('%s at %i degrees with noise of %i is read once straightened, and not before', async (bcid, degrees, noise) => {
    const label = await drawLabel({ bcid, text, scale: 2 });
    const scene = drawScene(label, { ...picture, degrees, noise });
    expect(await textIn(scene)).toBeUndefined();
    expect(await textIn(straightenBars(scene, { scale: 1, meanRows: 10 }))).toBe(text);
  });

  it('gives any picture back in a size that holds it', () => {
    for (const [width, height] of [
      [1, 1],
      [1, 40],
      [3, 2],
      [50, 30],
    ] as const) {
      const brightness = Uint8ClampedArray.from({ length: width * height }, (_, at) => (at * 97) & 255);
      const straight = straightenBars({ width, height, brightness }, { scale: 2, meanRows: 12 });
      expect(straight.brightness).toHaveLength(straight.width * straight.height);
      expect(straight.width * straight.height).toBeGreaterThan(0);
    }
  });
});
