// The top of a report: who, what, how it ended, when; the code to verify it; and the facts about vehicle, unit and bench.
import type { JobReport } from '#core/domain/reports/job-report.ts';
import { auditFingerprint, verifyLink } from '#core/domain/reports/verify-link.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import type { PageNode, TableLayout, TextRun } from './page-node.ts';
import { fontSize, ink } from './paper.ts';
import type { Sheet } from './report-table.ts';
import { statusMark } from './status-mark.ts';
import { verifyCode } from './verify-code.ts';

const codeSize = 72;

const resultMark = { succeeded: 'pass', failed: 'fail', open: 'waiting' } as const;

/** Heading, result and code; the line under them spans the page. */
export function reportHead(report: JobReport, { texts, contentWidth }: Sheet): PageNode[] {
  const link = verifyLink(report);
  const workshop: TextRun[] = [{ text: report.workshop, bold: true, color: ink.brand }];
  if (report.job.number !== null) {
    workshop.push({ text: `   ${texts.t('report.job', { number: report.job.number })}`, color: ink.quiet });
  }
  const left: PageNode = {
    width: '*',
    stack: [
      { text: workshop, fontSize: fontSize.result - 0.5 },
      { text: reportTitle(report, texts), heading: 1, bold: true, fontSize: fontSize.title, margin: [0, 2, 0, 6] },
      {
        columns: [
          { ...statusMark(resultMark[report.result.kind], 11), margin: [0, 1.6, 0, 0] },
          { text: resultLine(report, texts), bold: true, fontSize: fontSize.result },
        ],
        columnGap: 6,
      },
    ],
  };
  const right: PageNode = {
    width: codeSize,
    stack: [
      { svg: verifyCode(link, codeSize), alt: texts.t('report.verify-alt', { link }) },
      {
        text: texts.t('report.verify'),
        fontSize: 6.8,
        color: ink.quiet,
        alignment: 'center',
        margin: [0, 6, 0, 0],
      },
    ],
  };
  const rule = `<svg xmlns="http://www.w3.org/2000/svg" width="${contentWidth}" height="2"><path d="M0 1H${contentWidth}" stroke="${ink.strongLine}" stroke-width="1.9"/></svg>`;
  return [
    { columns: [left, right], columnGap: 20 },
    { svg: rule, margin: [0, 7, 0, 6] },
    ...outcomeText(report, texts),
  ];
}

/** `Installation report 1042`; also the file's title and the head of further pages. */
export function reportTitle(report: JobReport, texts: Texts): string {
  return texts.t('report.title', { kind: report.job.kind, number: report.reportNumber });
}

/** Fingerprint in groups of four, as people compare it. */
export function spokenFingerprint(head: string): string {
  return auditFingerprint(head).replace(/(.{4})(?!$)/g, '$1 ');
}

function resultLine(report: JobReport, texts: Texts): string {
  const word = texts.t(`report.${report.result.kind}`);
  const date = texts.date(report.startedAt, 'date-long');
  const endDate = texts.date(report.endedAt, 'date-long');
  const start = texts.date(report.startedAt, 'time');
  const end = texts.date(report.endedAt, 'time-zone');
  const when =
    date === endDate
      ? texts.t('report.when', { date, start, end })
      : texts.t('report.when-days', { date, start, endDate, end });
  return `${word}, ${when}`;
}

function outcomeText(report: JobReport, texts: Texts): PageNode[] {
  const { result } = report;
  if (result.kind === 'open') {
    return [];
  }
  const said =
    result.kind === 'failed'
      ? { label: texts.t('report.failure-reason'), words: result.reason }
      : { label: texts.t('report.comment'), words: result.comment };
  if (said.words === null) {
    return [];
  }
  const runs: TextRun[] = [{ text: `${said.label}: `, bold: true }, { text: said.words }];
  return [{ text: runs, fontSize: fontSize.body + 0.6, lineHeight: 1.1, margin: [0, 2, 0, 4] }];
}

const factGap = 6;

const factLayout: TableLayout = {
  hLineWidth: (line) => (line === 0 ? 0 : 0.6),
  hLineColor: () => ink.line,
  vLineWidth: () => 0,
  paddingLeft: () => 0,
  paddingRight: () => factGap,
  paddingTop: () => 4.6,
  paddingBottom: () => 4.6,
};

/** Label and value, a gap, label and value; both halves equally wide. */
function factWidths(contentWidth: number): readonly number[] {
  const [label, between] = [66, 14];
  const value = (contentWidth - 2 * label - between - 5 * factGap) / 2;
  return [label, value, between, label, value];
}

interface Fact {
  readonly label: string;
  readonly value: PageNode;
}

/** Two columns of facts, row beside row; a fact the job does not have is a dash, so that nobody wonders whether it was cut off. */
export function reportFacts(report: JobReport, { texts, contentWidth }: Sheet): PageNode {
  const { unit, vehicle } = report;
  const strong = (text: string | null): PageNode => ({ text: text ?? texts.t('report.none'), bold: true });
  const code = (text: string | null): PageNode => ({ ...strong(text), font: 'mono' });
  const place = [vehicle?.plate, vehicle?.category].filter((part) => typeof part === 'string').join(', ');
  const left: Fact[] = [
    { label: texts.t('report.customer'), value: strong(report.customer) },
    { label: texts.t('report.vehicle'), value: strong(place === '' ? null : place) },
    { label: texts.t('report.vin'), value: code(vehicle?.vin ?? null) },
    { label: texts.t('report.vin-check'), value: vinCheck(report, texts) },
  ];
  const serial: TextRun[] = [{ text: `${unit.type} ` }, { text: unit.serial, font: 'mono' }];
  const right: Fact[] = [
    { label: texts.t('report.unit'), value: { text: serial, bold: true } },
    { label: texts.t('report.firmware'), value: strong(firmware(report, texts)) },
    { label: texts.t('report.sim'), value: code(unit.iccid) },
    { label: texts.t('report.bench'), value: strong(report.bench) },
  ];
  const body = left.map((fact, row) => {
    const other = right[row];
    const gap: PageNode = { text: '', border: [false, false, false, false] };
    const label = (text: string): PageNode => ({ text, color: ink.quiet });
    return other === undefined ? [] : [label(fact.label), fact.value, gap, label(other.label), other.value];
  });
  return {
    table: { widths: factWidths(contentWidth), headerRows: 0, dontBreakRows: true, body },
    layout: factLayout,
    rowHeads: [0, 3],
    fontSize: fontSize.body,
  };
}

function firmware(report: JobReport, texts: Texts): string | null {
  const { firmware: version, minimumFirmware: minimum } = report.unit;
  return version === null || minimum === null ? version : texts.t('report.firmware-minimum', { version, minimum });
}

function vinCheck(report: JobReport, texts: Texts): PageNode {
  const vins = report.vehicle?.threeWay ?? null;
  if (vins === null) {
    return { text: texts.t('report.none') };
  }
  const sources = [
    { name: texts.t(vins.scannedFrom === undefined ? 'report.vin-scanned' : 'report.vin-bus'), vin: vins.scanned },
    { name: texts.t('report.vin-unit'), vin: vins.unit },
    { name: texts.t('report.vin-asset'), vin: vins.asset },
  ].filter((source) => source.vin !== null);
  const names = texts.list(sources.map((source) => source.name));
  const words = (text: string, shape: 'pass' | 'fail' | 'not-possible'): PageNode => ({
    columns: [
      { ...statusMark(shape, 9), margin: [0, 1.6, 0, 0] },
      { text, bold: true },
    ],
    columnGap: 4,
  });
  if (sources.length < 2) {
    return words(
      sources.length === 0 ? texts.t('report.not-possible') : texts.t('report.vin-one', { source: names }),
      'not-possible',
    );
  }
  if (vins.agree) {
    return words(texts.t('report.vin-agree', { sources: names }), 'pass');
  }
  const lines = sources.map(({ name, vin }): PageNode => {
    const runs: TextRun[] = [
      { text: `${name} `, color: ink.quiet },
      { text: vin ?? '', font: 'mono', bold: true },
    ];
    return { text: runs, fontSize: fontSize.small, margin: [13, 1, 0, 0] };
  });
  return { stack: [words(texts.t('report.vin-differ'), 'fail'), ...lines] };
}
