import type { SeriesFigure } from './measure.ts';

/** All series of one symbology together: photos, photos made worse, or generated pictures. */
export interface Sum {
  readonly name: string;
  readonly reader: string;
  readonly pictures: number;
  readonly hits: number;
  readonly wrong: number;
  readonly meanMs: number;
}

export function sumUp(figures: readonly SeriesFigure[]): readonly Sum[] {
  const groups = Map.groupBy(figures, ({ symbology, series, reader }) => `${symbology}, ${kindOf(series)}/${reader}`);
  return [...groups].map(([key, group]) => {
    const [name = '', reader = ''] = key.split(/\/(.*)/);
    const total = (value: (one: SeriesFigure) => number) => group.reduce((sum, one) => sum + value(one), 0);
    const pictures = total((one) => one.pictures);
    return {
      name,
      reader,
      pictures,
      hits: total(({ hits }) => hits),
      wrong: total(({ wrong }) => wrong),
      meanMs: total(({ meanMs, pictures: count }) => meanMs * count) / pictures,
    };
  });
}

function kindOf(series: string): string {
  return series.startsWith('photos') ? (series === 'photos' ? 'photos' : 'photos made worse') : 'generated';
}

/** Every group in which the product read fewer pictures than the better library, or one wrongly that no library did. Empty is good. */
export function findDefeats(sums: readonly Sum[], product: string, peers: readonly string[]): readonly string[] {
  return sums
    .filter(({ reader }) => reader === product)
    .flatMap((ours) => {
      const theirs = sums.filter(({ name, reader }) => name === ours.name && peers.includes(reader));
      const mostHits = Math.max(...theirs.map(({ hits }) => hits));
      const mostWrong = Math.max(...theirs.map(({ wrong }) => wrong));
      return [
        ...(ours.hits < mostHits ? [`${ours.name}: ${ours.hits} hits, the better library ${mostHits}`] : []),
        ...(ours.wrong > mostWrong ? [`${ours.name}: ${ours.wrong} wrong, the worse library ${mostWrong}`] : []),
      ];
    });
}

interface Cell {
  readonly reader: string;
  readonly pictures: number;
  readonly hits: number;
  readonly wrong: number;
  readonly meanMs: number;
}

/** One line a series, one column a reader: hits, wrong ones if any, mean milliseconds. The sums stand below. */
export function drawFigures(figures: readonly SeriesFigure[]): string {
  const series = figures.map((one) => ({ ...one, name: `${one.symbology}, ${one.series}` }));
  const readers = [...new Set(figures.map(({ reader }) => reader))];
  const rows = [
    ['series', 'pictures', ...readers.map((reader) => `${reader}: hits, mean ms`)],
    ...rowsOf(series, readers),
    [''],
    ...rowsOf(sumUp(figures), readers),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) => row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))))
    .map((row) => row.join('  ').trimEnd())
    .join('\n');
}

function rowsOf(cells: readonly (Cell & { readonly name: string })[], readers: readonly string[]): string[][] {
  return [...Map.groupBy(cells, ({ name }) => name)].map(([name, group]) => [
    name,
    String(group[0]?.pictures ?? 0),
    ...readers.map((reader) => describeCell(group.find((one) => one.reader === reader))),
  ]);
}

function describeCell(cell: Cell | undefined): string {
  if (cell === undefined) {
    return '';
  }
  const wrong = cell.wrong === 0 ? '' : ` (${cell.wrong} wrong)`;
  return `${cell.hits}${wrong}, ${cell.meanMs.toFixed(1).padStart(5)}`;
}
