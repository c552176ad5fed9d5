import type { Photo } from './photo-set.ts';
import type { CodeReader } from './readers.ts';

/** How one reader did on one series of pictures. */
export interface SeriesFigure {
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

export interface PictureSeries {
  readonly name: string;
  readonly photos: readonly Photo[];
  read(reader: CodeReader, photo: Photo): Promise<string | undefined>;
}

/** Lets a reader read every picture, one after the other. */
export async function measureSeries(series: PictureSeries, reader: CodeReader): Promise<SeriesFigure> {
  const readings: { readonly name: string; readonly verdict: 'hit' | 'wrong' | 'missed'; readonly ms: number }[] = [];
  for (const photo of series.photos) {
    const startedMs = performance.now();
    const text = await series.read(reader, photo);
    const ms = performance.now() - startedMs;
    readings.push({
      name: photo.name,
      verdict: text === photo.text ? 'hit' : text === undefined ? 'missed' : 'wrong',
      ms,
    });
  }
  const having = (verdict: (typeof readings)[number]['verdict']) => readings.filter((one) => one.verdict === verdict);
  const hitMs = having('hit')
    .map(({ ms }) => ms)
    .sort((one, other) => one - other);
  return {
    series: series.name,
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

export function drawFigures(figures: readonly SeriesFigure[]): string {
  const ms = (value: number | null) => (value === null ? '' : value.toFixed(1));
  const head = ['series', 'reader', 'hits', 'of', 'wrong', 'mean ms', 'median ms of a hit', 'max ms'];
  const rows = figures.map((one) => [
    one.series,
    one.reader,
    String(one.hits),
    String(one.pictures),
    String(one.wrong),
    ms(one.meanMs),
    ms(one.medianHitMs),
    ms(one.maxMs),
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [head, ...rows]
    .map((row) =>
      row.map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
    )
    .join('\n');
}
