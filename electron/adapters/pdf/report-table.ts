// The tables of a report: one look, a heading that comes along to the next page, rows that are never split.
import type { Texts } from '#core/texts/create-texts.ts';
import type { PageNode, TableLayout, TableNode } from './page-node.ts';
import { fontSize, ink } from './paper.ts';

/** What every section needs besides the report: the reader's words and the width between the margins, in points. */
export interface Sheet {
  readonly texts: Texts;
  readonly contentWidth: number;
}

export interface ReportColumn {
  readonly title: string;
  /** Part of the width this column gets, relative to the other columns. */
  readonly share: number;
  readonly alignment?: 'right';
}

export interface ReportTable {
  readonly heading: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly PageNode[])[];
}

const sideGap = 10;
const headerRows = 2;

const tableLayout: TableLayout = {
  hLineWidth: (line) => (line < headerRows ? 0 : line === headerRows ? 1.1 : 0.6),
  hLineColor: (line) => (line === headerRows ? ink.strongLine : ink.line),
  vLineWidth: () => 0,
  paddingLeft: (column) => (column === 0 ? 0 : sideGap),
  paddingRight: () => 0,
  paddingTop: (row) => (row === 0 ? 0 : 3.6),
  paddingBottom: (row) => (row === 0 ? 0 : 3.6),
};

/** A table under a heading. The heading is its first row, so that both come again on every page the table reaches. */
export function reportTable({ heading, columns, rows }: ReportTable, contentWidth: number): TableNode {
  const title: PageNode = {
    text: heading,
    heading: 2,
    colSpan: columns.length,
    bold: true,
    fontSize: fontSize.heading,
  };
  const covered = columns.slice(1).map((): PageNode => ({ text: '' }));
  const heads = columns.map(({ title: text, alignment }): PageNode => {
    const head = { text, bold: true, fontSize: fontSize.head, color: ink.quiet, noWrap: true };
    return alignment === undefined ? head : { ...head, alignment };
  });
  const shares = columns.reduce((sum, column) => sum + column.share, 0);
  const free = contentWidth - (columns.length - 1) * sideGap;
  return {
    table: {
      // Fixed widths: a long word is broken inside its column instead of pushing the table off the page.
      widths: columns.map((column) => (column.share / shares) * free),
      headerRows,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      body: [[title, ...covered], heads, ...rows],
    },
    layout: tableLayout,
    rowHeads: [0],
    fontSize: fontSize.table,
    margin: [0, 13.5, 0, 0],
  };
}

/** A heading with running text below it, kept together. */
export function reportParagraph(heading: string, body: readonly PageNode[]): PageNode {
  return {
    stack: [{ text: heading, heading: 2, bold: true, fontSize: fontSize.heading, margin: [0, 0, 0, 4] }, ...body],
    margin: [0, 13.5, 0, 0],
    unbreakable: true,
  };
}
