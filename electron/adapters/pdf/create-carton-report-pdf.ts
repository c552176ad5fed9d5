// The list of a carton as a document (OWN-12): how it stands, who confirmed it, and one line for each unit in the order of the scans.

import { type CartonOutcome, cartonOutcomes } from '#core/domain/carton/carton-outcome.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import type { CartonReport, CartonReportRow } from '#core/domain/reports/carton-report.ts';
import { epochMs } from '#core/kernel/iso-time.ts';
import type { PrintOptions } from '#core/ports/report-printer.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import type { PageNode } from './page-node.ts';
import { fontSize, ink, margins, paperSize } from './paper.ts';
import { renderTaggedPdf } from './render-tagged-pdf.ts';
import type { Faces } from './report-fonts.ts';
import { reportParagraph, reportTable } from './report-table.ts';
import { type MarkShape, statusMark } from './status-mark.ts';

export interface CartonReportPdfInput {
  readonly report: CartonReport;
  /** Must write in the report's own time zone; the caller makes it so. */
  readonly texts: Texts;
  readonly paper: PrintOptions['paper'];
  readonly faces: Faces;
}

/** Renders the list. The bytes depend on the input only. */
export function createCartonReportPdf(
  input: CartonReportPdfInput,
): Promise<{ readonly pdf: Uint8Array; readonly pages: number }> {
  const { report, texts, paper, faces } = input;
  const size = paperSize[paper];
  const contentWidth = size.width - margins.left - margins.right;
  const title = texts.t('carton-report.title', { reference: report.reference });
  return renderTaggedPdf(
    {
      title,
      author: report.workshop,
      subject: texts.t('carton-report.subject', { customer: report.customer }),
      locale: texts.locale,
      createdAt: new Date(epochMs(report.printedAt)),
      size,
      margins,
      fontSize: fontSize.body,
      content: [
        ...head(report, texts, { title, contentWidth }),
        confirmations(report, texts),
        units(report, texts, contentWidth),
      ],
      header: (page) => ({
        text: page === 1 ? '' : `${title} · ${report.customer}`,
        color: ink.quiet,
        fontSize: fontSize.small,
        margin: [margins.left, 18, margins.right, 0],
      }),
      footer: (page, pages) => foot(report, texts, { page, pages }),
    },
    faces,
  );
}

interface HeadPlace {
  readonly title: string;
  readonly contentWidth: number;
}

function head(report: CartonReport, texts: Texts, { title, contentWidth }: HeadPlace): PageNode[] {
  const rule = `<svg xmlns="http://www.w3.org/2000/svg" width="${contentWidth}" height="2"><path d="M0 1H${contentWidth}" stroke="${ink.strongLine}" stroke-width="1.9"/></svg>`;
  return [
    { text: report.workshop, bold: true, color: ink.brand, fontSize: fontSize.result },
    { text: title, heading: 1, bold: true, fontSize: fontSize.title, margin: [0, 2, 0, 6] },
    { columns: counts(report, texts), columnGap: 16 },
    { svg: rule, margin: [0, 7, 0, 6] },
    facts(report, texts),
  ];
}

/** Every outcome that occurs, with its mark and number; the sum of them is the list below. */
function counts(report: CartonReport, texts: Texts): PageNode[] {
  const present = cartonOutcomes.filter((outcome) => report.counts[outcome] > 0);
  return present.map(
    (outcome): PageNode => ({
      width: 'auto',
      columns: [
        { ...statusMark(marks[outcome], 11), margin: [0, 1.6, 0, 0] },
        {
          width: 'auto',
          text: `${texts.number(report.counts[outcome])} ${texts.t(`carton.outcome.${outcome}`)}`,
          bold: true,
          fontSize: fontSize.result,
        },
      ],
      columnGap: 5,
    }),
  );
}

function facts(report: CartonReport, texts: Texts): PageNode {
  const lines = [
    [texts.t('carton-report.customer'), report.customer],
    [texts.t('carton-report.bench'), report.bench],
    [
      texts.t('carton-report.started'),
      texts.t('carton-report.by', { time: texts.date(report.startedAt, 'date-time'), name: report.startedBy }),
    ],
    [texts.t('carton-report.profile'), report.profile ?? texts.t('carton-report.no-profile')],
  ] as const;
  return {
    stack: lines.map(
      ([label, value]): PageNode => ({
        columns: [
          { text: label, width: 110, color: ink.quiet },
          { text: value, width: '*', bold: true },
        ],
        margin: [0, 1.5, 0, 1.5],
      }),
    ),
  };
}

function confirmations(report: CartonReport, texts: Texts): PageNode {
  const lines = report.confirmations.map(({ at, by, secondPerson, units: count }): PageNode => {
    const values = { time: texts.date(at, 'date-time'), name: by, count };
    return {
      text:
        secondPerson === null
          ? texts.t('carton-report.confirmed', values)
          : texts.t('carton-report.confirmed-by-two', { ...values, second: secondPerson }),
      margin: [0, 1, 0, 1],
    };
  });
  return reportParagraph(
    texts.t('carton-report.confirmations'),
    lines.length === 0 ? [{ text: texts.t('carton-report.not-confirmed') }] : lines,
  );
}

function units(report: CartonReport, texts: Texts, contentWidth: number): PageNode {
  const columns = [
    { title: texts.t('carton-report.number'), share: 24, alignment: 'right' },
    { title: texts.t('carton-report.unit'), share: 132 },
    { title: texts.t('carton-report.from'), share: 108 },
    { title: texts.t('carton-report.outcome'), share: 104 },
    { title: texts.t('carton-report.note'), share: 146 },
  ] as const;
  const rows = report.rows.map((row) => unitRow(row, texts));
  return reportTable({ heading: texts.t('carton-report.units'), columns, rows }, contentWidth);
}

function unitRow(row: CartonReportRow, texts: Texts): PageNode[] {
  const none = texts.t('report.none');
  const at: PageNode[] =
    row.at === null ? [] : [{ text: texts.date(row.at, 'date-time'), fontSize: fontSize.small, color: ink.quiet }];
  return [
    { text: texts.number(row.number), alignment: 'right' },
    {
      stack: [
        { text: groupSerial(row.serial), font: 'mono', bold: true },
        { text: row.type ?? none, fontSize: fontSize.small, color: ink.quiet },
      ],
    },
    { text: row.from ?? none },
    {
      columns: [
        { ...statusMark(marks[row.outcome], 9), margin: [0, 1.2, 0, 0] },
        { stack: [{ text: texts.t(`carton.outcome.${row.outcome}`), bold: true }, ...at] },
      ],
      columnGap: 5,
    },
    { text: row.note ?? none },
  ];
}

function foot(
  report: CartonReport,
  texts: Texts,
  { page, pages }: { readonly page: number; readonly pages: number },
): PageNode {
  const printed = texts.t('carton-report.printed', { time: texts.date(report.printedAt, 'date-time-zone') });
  const still = report.isOpen ? ` ${texts.t('carton-report.open')}` : '';
  return {
    margin: [margins.left, 8, margins.left, 0],
    color: ink.quiet,
    fontSize: fontSize.small,
    columns: [
      { text: `${printed}${still}`, width: '*' },
      { text: texts.t('report.page', { page, pages }), alignment: 'right', width: 'auto', noWrap: true },
    ],
  };
}

const marks: Readonly<Record<CartonOutcome, MarkShape>> = {
  ready: 'not-wanted',
  'choose-type': 'warn',
  requested: 'waiting',
  transferred: 'pass',
  already: 'pass',
  lost: 'fail',
  refused: 'fail',
  blocked: 'not-possible',
};
