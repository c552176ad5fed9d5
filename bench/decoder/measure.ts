import type { Symbology } from '#core/domain/scanning/image-code.ts';
import type { Picture } from './picture.ts';
import type { CodeReader } from './readers.ts';

/** How one reader did on the pictures of one symbology taken under the same conditions. */
export interface SeriesFigure {
  readonly symbology: Symbology;
  readonly series: string;
  readonly reader: string;
  readonly pictures: number;
  readonly hits: number;
  /** Pictures from which it read another text than stands in them. */
  readonly wrong: number;
  readonly meanMs: number;
  readonly medianHitMs: number | null;
  readonly maxMs: number;
  readonly missed: readonly string[];
}

/** Lets every reader read every picture, one after the other. */
export async function measureAll(
  pictures: readonly Picture[],
  readers: readonly CodeReader[],
  say: (line: string) => void,
): Promise<readonly SeriesFigure[]> {
  const groups = Map.groupBy(pictures, ({ symbology, series }) => `${symbology}, ${series}`);
  const figures: SeriesFigure[] = [];
  for (const [name, group] of groups) {
    say(name);
    for (const reader of readers) {
      figures.push(await measureSeries(group, reader));
    }
  }
  return figures;
}

async function measureSeries(pictures: readonly Picture[], reader: CodeReader): Promise<SeriesFigure> {
  const readings: { readonly name: string; readonly verdict: 'hit' | 'wrong' | 'missed'; readonly ms: number }[] = [];
  for (const { name, text, source } of pictures) {
    const startedMs = performance.now();
    const read = await (source.kind === 'file' ? reader.readFile(source.file) : reader.readPixels(source.pixels));
    const ms = performance.now() - startedMs;
    readings.push({ name, verdict: read === text ? 'hit' : read === undefined ? 'missed' : 'wrong', ms });
  }
  const having = (verdict: (typeof readings)[number]['verdict']) => readings.filter((one) => one.verdict === verdict);
  const hitMs = having('hit')
    .map(({ ms }) => ms)
    .sort((one, other) => one - other);
  const [{ symbology, series } = { symbology: 'QRCode' as const, series: '' }] = pictures;
  return {
    symbology,
    series,
    reader: reader.name,
    pictures: readings.length,
    hits: hitMs.length,
    wrong: having('wrong').length,
    meanMs: readings.reduce((sum, { ms }) => sum + ms, 0) / readings.length,
    medianHitMs: hitMs[hitMs.length >> 1] ?? null,
    maxMs: Math.max(...readings.map(({ ms }) => ms)),
    missed: having('missed').map(({ name }) => name),
  };
}
