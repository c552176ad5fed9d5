// Labels on sheets of sticky paper for an ordinary printer. The sheet's geometry is the label maker's, so nothing here may flow:
// every label has its place, and text that is too long is set smaller, never moved.
import type { LabelContent, SheetOptions } from '#core/ports/label-printer.ts';
import type { ColumnsNode, PageNode, TableLayout } from '../pdf/page-node.ts';
import { paperSize } from '../pdf/paper.ts';
import { renderTaggedPdf } from '../pdf/render-tagged-pdf.ts';
import type { Faces } from '../pdf/report-fonts.ts';
import { verifyCode } from '../pdf/verify-code.ts';

interface SheetGeometry {
  readonly columns: number;
  readonly rows: number;
  /** Points, from the paper's edge to the first label. */
  readonly left: number;
  readonly top: number;
  readonly labelWidth: number;
  readonly labelHeight: number;
  /** Points between two labels of a row. */
  readonly gap: number;
}

const millimetre = 72 / 25.4;

/** A4: 3 × 8 of 70 × 36 mm. Letter: 3 × 10 of 2⅝ × 1 inch. Both are sold under many names; these are their common measures. */
const geometries: Readonly<Record<SheetOptions['paper'], SheetGeometry>> = {
  a4: {
    columns: 3,
    rows: 8,
    left: 0,
    top: 4.5 * millimetre,
    labelWidth: 70 * millimetre,
    labelHeight: 36 * millimetre,
    gap: 0,
  },
  letter: { columns: 3, rows: 10, left: 13.5, top: 36, labelWidth: 189, labelHeight: 72, gap: 9 },
};

const padding = 10;

export interface LabelSheetInput {
  readonly labels: readonly LabelContent[];
  readonly options: SheetOptions;
  readonly faces: Faces;
}

/** Renders the sheets; an empty list gives one empty sheet. */
export function createLabelSheetPdf({ labels, options, faces }: LabelSheetInput) {
  const geometry = geometries[options.paper];
  const perSheet = geometry.columns * geometry.rows;
  const free = options.usedLabels % perSheet;
  const places = [...Array.from({ length: free }, () => null), ...labels];
  const size = paperSize[options.paper];
  const empty: PageNode = { text: '' };
  return renderTaggedPdf(
    {
      title: labels[0]?.title ?? '',
      author: 'Fitbay',
      subject: labels.map((label) => label.code).join(', '),
      locale: options.locale,
      // Labels carry no moment of their own; a fixed one keeps equal sheets equal files.
      createdAt: new Date(0),
      size,
      margins: { left: geometry.left, top: geometry.top, right: 0, bottom: 0 },
      fontSize: 7,
      content: sheets(places, perSheet).map((sheet, index) => sheetTable(sheet, geometry, index > 0)),
      header: () => empty,
      footer: () => empty,
    },
    faces,
  );
}

type Place = LabelContent | null;

function sheets(places: readonly Place[], perSheet: number): readonly (readonly Place[])[] {
  const count = Math.max(1, Math.ceil(places.length / perSheet));
  return Array.from({ length: count }, (_, index) => places.slice(index * perSheet, (index + 1) * perSheet));
}

const bareLayout: TableLayout = {
  hLineWidth: () => 0,
  hLineColor: () => '#ffffff',
  vLineWidth: () => 0,
  paddingLeft: () => 0,
  paddingRight: () => 0,
  paddingTop: () => 0,
  paddingBottom: () => 0,
};

function sheetTable(places: readonly Place[], geometry: SheetGeometry, further: boolean): PageNode {
  const { columns, labelWidth, labelHeight, gap } = geometry;
  const rowCount = Math.max(1, Math.ceil(places.length / columns));
  const widths = Array.from({ length: columns }, (_, column) => labelWidth + (column === columns - 1 ? 0 : gap));
  const body = Array.from({ length: rowCount }, (_row, row) =>
    widths.map((_width, column) => labelNode(places[row * columns + column] ?? null, geometry)),
  );
  return {
    table: { widths, heights: labelHeight, headerRows: 0, dontBreakRows: true, body },
    layout: bareLayout,
    rowHeads: [],
    ...(further ? { pageBreak: 'before' as const } : {}),
  };
}

function labelNode(label: Place, { labelWidth, labelHeight }: SheetGeometry): PageNode {
  if (label === null) {
    return { text: '' };
  }
  const codeSize = Math.min(labelHeight - 2 * padding, 0.36 * labelWidth);
  const textWidth = labelWidth - codeSize - 3 * padding;
  const line = (text: string, size: number, style: { bold?: boolean; font?: 'mono' } = {}): PageNode => ({
    text,
    fontSize: size,
    fitWidth: textWidth,
    ...style,
  });
  const words: PageNode[] = [
    line(label.title, 11, { bold: true }),
    { ...line(label.code, 9, { bold: true, font: 'mono' }), margin: [0, 1, 0, 2] },
    ...label.lines.slice(0, 3).map((text) => line(text, 7)),
  ];
  const columns: ColumnsNode = {
    columns: [
      { svg: verifyCode(label.link, codeSize), width: codeSize, alt: label.link },
      { stack: words, width: textWidth },
    ],
    columnGap: padding,
    margin: [padding, padding, 0, 0],
  };
  return columns;
}
