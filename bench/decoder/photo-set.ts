import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pixels } from '#core/domain/scanning/image-code.ts';
import { openPng } from '#electron/adapters/barcode/png/open-png.ts';

/** One photo of a code, and what stands in it. */
export interface Photo {
  readonly name: string;
  readonly file: Uint8Array;
  readonly pixels: Pixels;
  readonly text: string;
}

export type PhotoSet =
  | { readonly kind: 'photos'; readonly photos: readonly Photo[] }
  | { readonly kind: 'missing'; readonly folder: string };

/** Every PNG of a folder that has its text beside it (`.txt`, or `.bin` where the data are bytes). */
export function readPhotoSet(folder: string): PhotoSet {
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.png'))
        .sort()
    : [];
  const photos = names.flatMap((name) => {
    const path = join(folder, name.slice(0, -'.png'.length));
    const text = textBeside(path);
    const file = new Uint8Array(readFileSync(`${path}.png`));
    const opened = openPng(file);
    return text === undefined || opened.kind === 'broken' ? [] : [{ name, file, pixels: opened.pixels, text }];
  });
  return photos.length === 0 ? { kind: 'missing', folder } : { kind: 'photos', photos };
}

function textBeside(path: string): string | undefined {
  if (existsSync(`${path}.txt`)) {
    return readFileSync(`${path}.txt`, 'utf8');
  }
  return existsSync(`${path}.bin`) ? readFileSync(`${path}.bin`, 'latin1') : undefined;
}
