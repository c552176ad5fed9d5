import { closeSync, openSync, writeSync } from 'node:fs';
import { drawLabel, drawScene, type Scene } from '#electron/adapters/barcode/testing/draw-scene.ts';

/** A label held in front of a camera: drawn by bwip-js, turned by `degrees`, moved about by a hand, with the noise of a cheap sensor. */
export interface FilmedLabel {
  readonly bcid: string;
  readonly text: string;
  readonly degrees: number;
}

const size = { width: 960, height: 540 };
const frames = 20;

/** Writes the film as raw YUV4MPEG2, which Chromium plays in a loop as its camera's picture. */
export async function shootFilm(file: string, { bcid, text, degrees }: FilmedLabel): Promise<void> {
  const label = await drawLabel({ bcid, text, scale: 2 });
  const film = openSync(file, 'w');
  try {
    writeSync(film, `YUV4MPEG2 W${size.width} H${size.height} F30:1 Ip A1:1 C420jpeg\n`);
    const greyColours = Buffer.alloc((size.width * size.height) / 2, 128);
    for (let frame = 0; frame < frames; frame += 1) {
      writeSync(film, 'FRAME\n');
      writeSync(film, drawScene(label, heldByHand(frame, degrees)).brightness);
      writeSync(film, greyColours);
    }
  } finally {
    closeSync(film);
  }
}

/** One slow circle with a little roll, so that the loop has no seam. */
function heldByHand(frame: number, degrees: number): Scene {
  const turn = (2 * Math.PI * frame) / frames;
  return {
    ...size,
    degrees: degrees + 2 * Math.sin(turn),
    shift: { x: 30 * Math.cos(turn), y: 18 * Math.sin(turn) },
    noise: 24,
    seed: frame + 1,
  };
}
