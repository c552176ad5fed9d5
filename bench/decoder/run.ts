import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { drawFigures, measureSeries, type PictureSeries, type SeriesFigure } from './measure.ts';
import { type Photo, readPhotoSet } from './photo-set.ts';
import { createReaders } from './readers.ts';
import { worsenings } from './worsen.ts';

// `npm run bench:decoder -- [FOLDER] [--json]`: hits and milliseconds of the product beside both libraries alone, same run, same pictures.
// The folder may also be named by FITBAY_CODE_PHOTOS; README.md one folder up says how to read the figures. Exit status 1 when the
// product read fewer photos than the better library.

const { values: wishes, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
const usual = join(import.meta.dirname, '../../../shared/data/code-photos');
const set = readPhotoSet(positionals[0] ?? process.env['FITBAY_CODE_PHOTOS'] ?? usual);

if (set.kind === 'missing') {
  process.stderr.write(`No photos with their texts in ${set.folder}: name the folder.\n`);
  process.exitCode = 64;
} else {
  const figures = await measureAll(set.photos);
  const result = { at: new Date().toISOString(), node: process.version, figures };
  const folder = join(import.meta.dirname, '../results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'decoder.json'), `${JSON.stringify(result, null, 2)}\n`);
  process.stdout.write(`${wishes.json ? JSON.stringify(result, null, 2) : drawFigures(figures)}\n`);
  process.exitCode = isAtLeastTheBetter(figures) ? 0 : 1;
}

async function measureAll(photos: readonly Photo[]): Promise<readonly SeriesFigure[]> {
  const series: readonly PictureSeries[] = [
    { name: 'photos', photos, read: (reader, photo) => reader.readFile(photo.file) },
    ...worsenings.map(({ name, worsen }) => ({
      name,
      photos: photos.map((photo) => ({ ...photo, pixels: worsen(photo.pixels) })),
      read: (reader: Parameters<PictureSeries['read']>[0], photo: Photo) => reader.readPixels(photo.pixels),
    })),
  ];
  const readers = await createReaders();
  const [first] = series;
  for (const reader of readers) {
    // Two of them share one WebAssembly module, which grows faster with use: whoever came first would pay for the other.
    process.stderr.write(`warming up: ${reader.name} …\n`);
    for (const photo of photos) {
      await first?.read(reader, photo);
    }
  }
  const figures: SeriesFigure[] = [];
  for (const one of series) {
    for (const reader of readers) {
      process.stderr.write(`${one.name}: ${reader.name} …\n`);
      figures.push(await measureSeries(one, reader));
    }
  }
  return figures;
}

function isAtLeastTheBetter(figures: readonly SeriesFigure[]): boolean {
  const [product, ...peers] = figures.filter(({ series }) => series === 'photos').map(({ hits }) => hits);
  return product !== undefined && product >= Math.max(...peers);
}
