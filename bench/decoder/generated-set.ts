import type { Symbology } from '#core/domain/scanning/image-code.ts';
import { drawLabel, drawScene, pixelsOfGrey, type Scene } from '#electron/adapters/barcode/testing/draw-scene.ts';
import type { Picture } from './picture.ts';

/** Labels drawn by bwip-js and photographed by arithmetic: every symbology under every condition, always the same pixels. */
export async function drawGeneratedSet(): Promise<readonly Picture[]> {
  const pictures: Picture[] = [];
  for (const [symbology, bcid] of SYMBOLOGIES) {
    for (const { text, scale } of LABELS) {
      const label = await drawLabel({ bcid, text, scale });
      for (const [series, scenes] of CONDITIONS) {
        for (const [index, scene] of scenes.entries()) {
          const pixels = pixelsOfGrey(drawScene(label, { ...SIZE, ...scene, seed: index + 1 }));
          const name = `${bcid} ${text} at ${scale}, ${series} ${index + 1}`;
          pictures.push({ name, symbology, series, text, source: { kind: 'pixels', pixels } });
        }
      }
    }
  }
  return pictures;
}

const SYMBOLOGIES: readonly (readonly [Symbology, string])[] = [
  ['QRCode', 'qrcode'],
  ['DataMatrix', 'datamatrix'],
  ['Code128', 'code128'],
  ['Code39', 'code39'],
];

const SIZE = { width: 900, height: 700 };

/** A unit label and a bare serial, at two and at three pixels for the narrowest bar. */
const LABELS = [
  { text: 'EVP-866344054201822', scale: 2 },
  { text: '359315075384726', scale: 2 },
  { text: '359315075384726', scale: 3 },
] as const;

type Conditions = readonly Omit<Scene, 'width' | 'height'>[];

const CONDITIONS: readonly (readonly [string, Conditions])[] = [
  ['straight', [{}]],
  ['rotated', [5, 12, 20, 30, 45, 60, 90, 135, 200].map((degrees) => ({ degrees }))],
  ['blurred', [1, 2, 3].map((blurRadius) => ({ blurRadius }))],
  ['noisy', [60, 100, 140].map((noise) => ({ noise }))],
  [
    'glare',
    [
      { glare: { x: 0, y: 0, radius: 60, strength: 150 } },
      { glare: { x: 40, y: 10, radius: 90, strength: 150 } },
      { glare: { x: -60, y: -10, radius: 50, strength: 255 } },
      { glare: { x: 0, y: 0, radius: 140, strength: 180 } },
    ],
  ],
  [
    'all at once',
    [
      { degrees: 6, blurRadius: 1, noise: 40, glare: { x: 50, y: 10, radius: 80, strength: 90 } },
      { degrees: -10, blurRadius: 1, noise: 60, glare: { x: -50, y: 0, radius: 60, strength: 120 } },
      { degrees: 17, noise: 60, glare: { x: 30, y: -20, radius: 60, strength: 150 } },
    ],
  ],
];
