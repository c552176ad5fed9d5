/** One line of the result: what was measured, beside its peer from the same run. */
export interface Figure {
  readonly section: string;
  readonly what: string;
  readonly unit: 'ms' | 's' | 'MB' | 'a second';
  readonly median: number;
  readonly p95: number | null;
  readonly repetitions: number;
  /** What the figure is held against; null for a figure that is the peer itself or stands alone. */
  readonly peer: { readonly what: string; readonly median: number; readonly ratio: number } | null;
}

/** The figures as a table for people. */
export function drawTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.what,
    number(figure.median, figure.unit),
    figure.p95 === null ? '' : number(figure.p95, figure.unit),
    String(figure.repetitions),
    figure.peer === null ? '' : number(figure.peer.median, figure.unit),
    figure.peer === null ? '' : `${figure.peer.ratio.toFixed(figure.peer.ratio < 10 ? 2 : 0)} ×`,
    figure.peer?.what ?? '',
  ]);
  const head = ['what', 'median', 'p95', 'times', 'peer', 'ratio', 'peer is'];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const isText = column === 0 || column === head.length - 1;
        return isText ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
      })
      .join('  ')
      .trimEnd();
  const lines = [line(head)];
  let section = '';
  for (const [index, figure] of figures.entries()) {
    if (figure.section !== section) {
      section = figure.section;
      lines.push('', section);
    }
    lines.push(line(rows[index] ?? []));
  }
  return lines.join('\n');
}

function number(value: number, unit: Figure['unit']): string {
  const digits = value >= 100 ? 0 : value >= 1 ? 2 : 4;
  return `${value.toFixed(digits)} ${unit}`;
}
