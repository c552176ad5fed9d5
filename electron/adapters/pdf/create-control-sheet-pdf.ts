// The control barcodes of the bench on one sheet (ux rule 8): what a person scans instead of touching the screen. Codes stand far enough
// apart that a reader sees one at a time, and the pair that gives up work stands alone at the foot, at both edges of the paper.

import { CONTROL_CODES, type ControlCommand, isLane, laneNumber } from '#core/domain/scanning/control-command.ts';
import type { PrintOptions } from '#core/ports/report-printer.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { controlBarcode } from './control-barcode.ts';
import type { PageNode, TableLayout } from './page-node.ts';
import { ink, margins, paperSize } from './paper.ts';
import { renderTaggedPdf } from './render-tagged-pdf.ts';
import type { Faces } from './report-fonts.ts';

export interface ControlSheetInput {
  readonly texts: Texts;
  readonly paper: PrintOptions['paper'];
  readonly faces: Faces;
}

const groups = [
  { heading: 'work', commands: ['next', 'back', 'pass', 'fail', 'print'] },
  {
    heading: 'lanes',
    commands: ['lane-1', 'lane-2', 'lane-3', 'lane-4', 'lane-5', 'lane-6', 'lane-7', 'lane-8'],
  },
  { heading: 'closing', commands: ['close', 'close-confirm'] },
] as const satisfies readonly { readonly heading: string; readonly commands: readonly ControlCommand[] }[];

/** Renders the sheet. The bytes depend on the input only. */
export function createControlSheetPdf({ texts, paper, faces }: ControlSheetInput) {
  const size = paperSize[paper];
  const title = texts.t('control-sheet.title');
  const empty: PageNode = { text: '' };
  return renderTaggedPdf(
    {
      title,
      author: 'Fitbay',
      subject: texts.t('control-sheet.text'),
      locale: texts.locale,
      // The sheet carries no moment of its own; a fixed one keeps equal sheets equal files.
      createdAt: new Date(0),
      size,
      margins,
      fontSize: 9,
      content: [
        { text: title, heading: 1, bold: true, fontSize: 18 },
        { text: texts.t('control-sheet.text'), color: ink.quiet, margin: [0, 2, 0, 4] },
        ...groups.flatMap(({ heading, commands }): PageNode[] => [
          { text: texts.t(`control-sheet.${heading}`), heading: 2, bold: true, fontSize: 10.5, margin: [0, 8, 0, 2] },
          ...(heading === 'closing'
            ? [{ text: texts.t('control-sheet.closing-text'), color: ink.quiet, margin: [0, 0, 0, 3] as const }]
            : []),
          codeTable(commands, texts, size.width - margins.left - margins.right),
        ]),
      ],
      header: () => empty,
      footer: () => empty,
    },
    faces,
  );
}

const columns = 2;
const barcodeShape = { module: 1.05, height: 27 };

const cellLayout: TableLayout = {
  hLineWidth: () => 0.6,
  hLineColor: () => ink.line,
  vLineWidth: () => 0,
  paddingLeft: () => 8,
  paddingRight: () => 8,
  paddingTop: () => 8,
  paddingBottom: () => 7,
};

function codeTable(commands: readonly ControlCommand[], texts: Texts, width: number): PageNode {
  const rows = Array.from({ length: Math.ceil(commands.length / columns) }, (_, row) =>
    Array.from({ length: columns }, (_column, column) => codeCell(commands[row * columns + column], texts)),
  );
  // Padding stands outside the widths.
  const cell = width / columns - 16;
  return {
    table: { widths: [cell, cell], headerRows: 0, dontBreakRows: true, body: rows },
    layout: cellLayout,
    rowHeads: [],
  };
}

function codeCell(command: ControlCommand | undefined, texts: Texts): PageNode {
  if (command === undefined) {
    return { text: '' };
  }
  const code = CONTROL_CODES[command];
  const words = isLane(command)
    ? texts.t('control-sheet.code.lane', { number: laneNumber(command) })
    : texts.t(`control-sheet.code.${command}`);
  const barcode = controlBarcode(code, barcodeShape);
  return {
    stack: [
      {
        text: [
          { text: words, bold: true, fontSize: 11.5 },
          { text: `   ${code}`, font: 'mono', color: ink.quiet },
        ],
      },
      { svg: barcode.svg, width: barcode.width, alt: code, margin: [11, 4, 0, 0] },
    ],
  };
}
