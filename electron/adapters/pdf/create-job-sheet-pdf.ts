// A job on paper (JOB-7): what is to be done to which vehicle, boxes to tick, lines for the pen, and the code that opens the job.

import {
  type JobSheet,
  type JobSheetGroup,
  type JobSheetSettled,
  type JobSheetTick,
  jobSheetLink,
} from '#core/domain/reports/job-sheet.ts';
import { epochMs } from '#core/kernel/iso-time.ts';
import type { PrintOptions } from '#core/ports/report-printer.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import type { PageNode, TableLayout } from './page-node.ts';
import { fontSize, ink, margins, paperSize } from './paper.ts';
import { renderTaggedPdf } from './render-tagged-pdf.ts';
import type { Faces } from './report-fonts.ts';
import { reportParagraph } from './report-table.ts';
import { verifyCode } from './verify-code.ts';

export interface JobSheetPdfInput {
  readonly sheet: JobSheet;
  /** Must write in the sheet's own time zone; the caller makes it so. */
  readonly texts: Texts;
  readonly paper: PrintOptions['paper'];
  readonly faces: Faces;
}

/** Renders the sheet. The bytes depend on the input only. */
export function createJobSheetPdf(
  input: JobSheetPdfInput,
): Promise<{ readonly pdf: Uint8Array; readonly pages: number }> {
  const { sheet, texts, paper, faces } = input;
  const size = paperSize[paper];
  const contentWidth = size.width - margins.left - margins.right;
  const title = texts.t('job-sheet.title', { number: sheet.number });
  return renderTaggedPdf(
    {
      title,
      author: sheet.fleet,
      subject: kindWords(sheet, texts),
      locale: texts.locale,
      createdAt: new Date(epochMs(sheet.printedAt)),
      size,
      margins,
      fontSize: fontSize.body,
      content: [
        ...head(sheet, texts, { title, contentWidth }),
        ...sheet.groups.filter(({ lines }) => lines.length > 0).map((group) => groupPart(group, texts, contentWidth)),
        ...words(sheet, texts),
        ...ticks(
          texts,
          texts.t('job-sheet.steps'),
          sheet.steps.map(({ what, settled }) => ({
            what: texts.t(`jobs-shared.step.${what}`),
            settled,
          })),
        ),
        ...ticks(texts, texts.t('jobs-shared.field.checklist'), sheet.checklist),
        result(texts, contentWidth),
      ],
      header: (page) => ({
        text: page === 1 ? '' : `${title} · ${sheet.fleet}`,
        color: ink.quiet,
        fontSize: fontSize.small,
        margin: [margins.left, 18, margins.right, 0],
      }),
      footer: (page, pages) => foot(sheet, texts, { page, pages }),
    },
    faces,
  );
}

const codeSize = 84;

interface HeadPlace {
  readonly title: string;
  readonly contentWidth: number;
}

function head(sheet: JobSheet, texts: Texts, { title, contentWidth }: HeadPlace): PageNode[] {
  const link = jobSheetLink(sheet);
  const rule = `<svg xmlns="http://www.w3.org/2000/svg" width="${contentWidth}" height="2"><path d="M0 1H${contentWidth}" stroke="${ink.strongLine}" stroke-width="1.9"/></svg>`;
  return [
    {
      columns: [
        {
          width: '*',
          stack: [
            { text: sheet.fleet, bold: true, color: ink.brand, fontSize: fontSize.result },
            { text: title, heading: 1, bold: true, fontSize: fontSize.title, margin: [0, 2, 0, 4] },
            { text: kindWords(sheet, texts), bold: true, fontSize: fontSize.result, margin: [0, 0, 0, 6] },
            ...facts(sheet, texts).map((line) => factLine(line, 110)),
          ],
        },
        {
          width: codeSize,
          stack: [
            { svg: verifyCode(link, codeSize), alt: texts.t('job-sheet.code-alt', { link }) },
            {
              text: texts.t('job-sheet.code'),
              fontSize: 6.8,
              color: ink.quiet,
              alignment: 'center',
              margin: [0, 6, 0, 0],
            },
          ],
        },
      ],
      columnGap: 20,
    },
    { svg: rule, margin: [0, 8, 0, 0] },
  ];
}

function kindWords({ kind, task }: JobSheet, texts: Texts): string {
  const named = texts.t(`jobs-shared.kind.${kind}`);
  return task === null ? named : `${named} · ${texts.t(`jobs-shared.task.${task}`)}`;
}

/** A name and what stands beside it; null is a line for the pen. */
type Fact = readonly [string, string | null];

function facts(sheet: JobSheet, texts: Texts): readonly Fact[] {
  const { serviceDate, servicePlace, workshop, technician } = sheet;
  // The middle of the day is that day in every zone that a workshop may lie in.
  const day = serviceDate === null ? null : texts.date(`${serviceDate}T12:00:00.000Z`, 'date-long');
  return [
    [texts.t('jobs-shared.field.serviceDate'), day],
    ...(servicePlace === null ? [] : [[texts.t('jobs-shared.field.servicePlace'), servicePlace] as const]),
    ...(workshop === null ? [] : [[texts.t('job-sheet.workshop'), workshop] as const]),
    [texts.t('job-sheet.technician'), technician],
  ];
}

function factLine([name, text]: Fact, width: number): PageNode {
  return {
    columns: [{ text: name, width, color: ink.quiet }, text === null ? penLine(180) : { text, width: '*', bold: true }],
    margin: [0, 1.8, 0, 1.8],
  };
}

function penLine(width: number): PageNode {
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="11"><path d="M0 10H${width}" stroke="${ink.quiet}" stroke-width="0.6"/></svg>`,
    width,
  };
}

function groupPart({ group, lines }: JobSheetGroup, texts: Texts, contentWidth: number): PageNode {
  const body = lines.map(({ field, text }) =>
    factLine([texts.t(`jobs-shared.field.${field}`), text], contentWidth / 3),
  );
  return reportParagraph(texts.t(`jobs-shared.group.${group}`), body);
}

function words({ symptom, instructions }: JobSheet, texts: Texts): PageNode[] {
  const parts = [
    [texts.t('jobs-shared.field.symptom'), symptom],
    [texts.t('jobs-shared.field.instructions'), instructions],
  ] as const;
  return parts.flatMap(([heading, text]) =>
    text === null ? [] : [reportParagraph(heading, [{ text, lineHeight: 1.2 }])],
  );
}

const tick = 'M2.2 5.3l2 2 3.6-4.4';
const boxes = { open: '', done: tick, 'by-hand': tick, 'left-out': 'M2.6 5h4.8' } as const;

/** A box for the pen; what was settled on the screen has its tick, or its dash where it was left out. */
function box(state: keyof typeof boxes): string {
  const mark =
    boxes[state] === '' ? '' : `<path d="${boxes[state]}" fill="none" stroke="${ink.strongLine}" stroke-width="1.2"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect x="0.5" y="0.5" width="9" height="9" fill="none" stroke="${ink.strongLine}" stroke-width="0.9"/>${mark}</svg>`;
}

function ticks(texts: Texts, heading: string, points: readonly JobSheetTick<string>[]): PageNode[] {
  const lines = points.map(
    ({ what, settled }): PageNode => ({
      columns: [
        { svg: box(settled?.how ?? 'open'), width: 10 },
        {
          width: '*',
          stack: [
            { text: what },
            ...(settled === null
              ? []
              : [{ text: settledWords(texts, settled), color: ink.quiet, fontSize: fontSize.small }]),
          ],
        },
      ],
      columnGap: 7,
      margin: [0, 2, 0, 2],
    }),
  );
  return lines.length === 0 ? [] : [reportParagraph(heading, lines)];
}

/** Who settled it and when; the paper says no less than the page of what nobody but they have seen. */
function settledWords(texts: Texts, settled: JobSheetSettled): string {
  const said = { name: settled.by, time: texts.date(settled.at, 'date-time') };
  return settled.how === 'left-out'
    ? texts.t('job-sheet.left-out', { ...said, reason: settled.reason })
    : texts.t(`job-sheet.${settled.how}`, said);
}

const roomLayout: TableLayout = {
  hLineWidth: () => 0.6,
  hLineColor: () => ink.line,
  vLineWidth: () => 0,
  paddingLeft: () => 0,
  paddingRight: () => 0,
  paddingTop: () => 13,
  paddingBottom: () => 3,
};

/** Room for what the technician writes by hand: how it ended, why, and who says so. */
function result(texts: Texts, contentWidth: number): PageNode {
  const choice: PageNode = {
    columns: (['succeeded', 'failed'] as const).flatMap((status): PageNode[] => [
      { svg: box('open'), width: 10 },
      { text: texts.t(`jobs-shared.status.${status}`), width: 'auto', margin: [0, 0, 14, 0] },
    ]),
    columnGap: 7,
  };
  const rows = [texts.t('job-sheet.notes'), '', texts.t('job-sheet.signature')];
  return reportParagraph(texts.t('job-sheet.result'), [
    choice,
    {
      table: {
        widths: [contentWidth],
        headerRows: 0,
        dontBreakRows: true,
        body: rows.map((text): PageNode[] => [{ text, color: ink.quiet, fontSize: fontSize.small }]),
      },
      layout: roomLayout,
      rowHeads: [],
    },
  ]);
}

function foot(
  sheet: JobSheet,
  texts: Texts,
  { page, pages }: { readonly page: number; readonly pages: number },
): PageNode {
  return {
    margin: [margins.left, 8, margins.left, 0],
    color: ink.quiet,
    fontSize: fontSize.small,
    columns: [
      { text: texts.t('job-sheet.printed', { time: texts.date(sheet.printedAt, 'date-time-zone') }), width: '*' },
      { text: texts.t('report.page', { page, pages }), alignment: 'right', width: 'auto', noWrap: true },
    ],
  };
}
