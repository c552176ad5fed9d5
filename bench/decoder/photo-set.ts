import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Symbology } from '#core/domain/scanning/image-code.ts';
import { openPng } from '#electron/adapters/barcode/png/open-png.ts';
import type { Picture } from './picture.ts';
import { worsenings } from './worsen.ts';

export type PhotoSet =
  | { readonly kind: 'photos'; readonly photos: readonly Picture[] }
  | { readonly kind: 'missing'; readonly folder: string };

/** Every PNG of a folder that is named by its symbology and has its text beside it (`.txt`, or `.bin` where the data are bytes). */
export function readPhotoSet(folder: string): PhotoSet {
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.png'))
        .sort()
    : [];
  const photos = names.flatMap((name): readonly Picture[] => {
    const path = join(folder, name.slice(0, -'.png'.length));
    const text = textBeside(path);
    const symbology = symbologyOf(name);
    const file = new Uint8Array(readFileSync(`${path}.png`));
    const opened = openPng(file);
    return text === undefined || symbology === undefined || opened.kind === 'broken'
      ? []
      : [{ name, symbology, series: 'photos', text, source: { kind: 'file', file, pixels: opened.pixels } }];
  });
  return photos.length === 0 ? { kind: 'missing', folder } : { kind: 'photos', photos };
}

/** The same photos under worse conditions. */
export function worsenPhotos(photos: readonly Picture[]): readonly Picture[] {
  return worsenings.flatMap(({ name, worsen }) =>
    photos.map((photo): Picture => {
      const pixels = worsen(photo.source.pixels);
      return { ...photo, series: `photos, ${name}`, source: { kind: 'pixels', pixels } };
    }),
  );
}

function textBeside(path: string): string | undefined {
  if (existsSync(`${path}.txt`)) {
    return readFileSync(`${path}.txt`, 'utf8');
  }
  return existsSync(`${path}.bin`) ? readFileSync(`${path}.bin`, 'latin1') : undefined;
}

/** As the folders of the ZXing project's test images are named, e.g. `code39-3-11.png`. */
function symbologyOf(name: string): Symbology | undefined {
  return NAMES.find(([beginning]) => name.startsWith(beginning))?.[1];
}

const NAMES: readonly (readonly [string, Symbology])[] = [
  ['qrcode', 'QRCode'],
  ['datamatrix', 'DataMatrix'],
  ['code128', 'Code128'],
  ['code39', 'Code39'],
];
