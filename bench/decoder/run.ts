import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { drawFigures, findDefeats, sumUp } from './figure-table.ts';
import { drawGeneratedSet } from './generated-set.ts';
import { measureAll } from './measure.ts';
import { readPhotoSet, worsenPhotos } from './photo-set.ts';
import type { Picture } from './picture.ts';
import { createReaders, peers, product } from './readers.ts';

// `npm run bench:decoder -- [FOLDER] [--json]`: hits and milliseconds of the product beside both libraries alone, same run, same pictures.
// The folder of photos may also be named by FITBAY_CODE_PHOTOS; README.md one folder up says how to read the figures. Exit status 1 when
// the product read fewer pictures of a symbology than the better library, or one wrongly that neither did.

const { values: wishes, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
});
const note = (line: string) => process.stderr.write(`${line}\n`);

const pictures = [...findPhotos(), ...(await drawGeneratedSet())];
const readers = await createReaders();
for (const reader of readers) {
  // Two of them share one WebAssembly module, which grows faster with use: whoever came first would pay for the other.
  note(`warming up: ${reader.name}`);
  for (const { source } of pictures.slice(0, 60)) {
    await reader.readPixels(source.pixels);
  }
}
const figures = await measureAll(pictures, readers, note);
const defeats = findDefeats(sumUp(figures), product, peers);
const result = { at: new Date().toISOString(), node: process.version, figures, sums: sumUp(figures), defeats };
const results = join(import.meta.dirname, '../results');
mkdirSync(results, { recursive: true });
writeFileSync(join(results, 'decoder.json'), `${JSON.stringify(result, null, 2)}\n`);
process.stdout.write(`${wishes.json ? JSON.stringify(result, null, 2) : drawFigures(figures)}\n`);
for (const defeat of defeats) {
  note(`behind: ${defeat}`);
}
process.exitCode = defeats.length === 0 ? 0 : 1;

function findPhotos(): readonly Picture[] {
  const usual = join(import.meta.dirname, '../../../shared/data/code-photos');
  const set = readPhotoSet(positionals[0] ?? process.env['FITBAY_CODE_PHOTOS'] ?? usual);
  if (set.kind === 'missing') {
    note(`No photos with their texts in ${set.folder}: name the folder. Measured without them.`);
    return [];
  }
  return [...set.photos, ...worsenPhotos(set.photos)];
}
