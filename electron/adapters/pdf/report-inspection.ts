// The inspection as a table: each check with what was wanted, every measured value, its course and its verdict (INSP-1, INSP-2).
import type { JobReport, ReportCheck } from '#core/domain/reports/job-report.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import type { PageNode } from './page-node.ts';
import { fontSize, ink } from './paper.ts';
import { reportParagraph, reportTable, type Sheet } from './report-table.ts';
import { measureOf, writeMeasured, writeNumber, writeWanted } from './report-wording.ts';
import { statusMark } from './status-mark.ts';
import { trendChart } from './trend-chart.ts';

const chartSize = { width: 62, height: 13 } as const;

export function reportInspection(report: JobReport, { texts, contentWidth }: Sheet): PageNode[] {
  const { inspection } = report;
  if (inspection.kind === 'not-done') {
    return [reportParagraph(texts.t('report.inspection-not-done'), [{ text: inspection.reason }])];
  }
  const columns = [
    { title: texts.t('report.check'), share: 104 },
    { title: texts.t('report.wanted'), share: 88 },
    { title: texts.t('report.measured'), share: 64, alignment: 'right' },
    { title: texts.t('report.course'), share: 126 },
    { title: texts.t('report.result'), share: 98 },
  ] as const;
  const rows = inspection.checks.map((check) => checkRow(check, texts));
  const overall: PageNode = {
    columns: [
      { ...statusMark(inspection.overall, 9), margin: [0, 1.4, 0, 0] },
      {
        text: [
          { text: `${texts.t(`report.overall-${inspection.overall}`)}. `, bold: true },
          { text: inspection.rule, color: ink.quiet },
        ],
      },
    ],
    columnGap: 5,
    fontSize: fontSize.table,
    margin: [0, 6, 0, 0],
  };
  return [reportTable({ heading: texts.t('report.inspection'), columns, rows }, contentWidth), overall];
}

function checkRow(check: ReportCheck, texts: Texts): PageNode[] {
  const note: PageNode[] =
    check.note === null ? [] : [{ text: check.note, fontSize: fontSize.small, color: ink.quiet }];
  return [
    { stack: [{ text: check.label }, ...note] },
    { text: writeWanted(texts, check.wanted) },
    { text: writeMeasured(texts, check), alignment: 'right' },
    course(check, texts),
    {
      columns: [
        { ...statusMark(check.result, 9), margin: [0, 1.2, 0, 0] },
        { text: verdict(check, texts), bold: check.result !== 'pass' && check.result !== 'not-wanted' },
      ],
      columnGap: 5,
    },
  ];
}

function verdict(check: ReportCheck, texts: Texts): string {
  const result = texts.t(`report.${check.result}`);
  return check.runs.length > 1 ? texts.t('report.run', { result, run: check.runs.length }) : result;
}

function course(check: ReportCheck, texts: Texts): PageNode {
  if (check.series === null) {
    const photos = check.photoCount === 0 ? '' : texts.t('report.photos', { count: check.photoCount });
    return { text: photos, color: ink.quiet };
  }
  const { values, durationMs } = check.series;
  const measure = measureOf(check);
  const write = (value: number) => writeNumber(texts, value, measure);
  const seconds = texts.number(durationMs / 1000, { maximumFractionDigits: 1 });
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const limits = check.wanted.kind === 'limits' ? check.wanted : { minimum: null, maximum: null };
  const alt = texts.t('report.spread-alt', {
    first: write(values[0] ?? lowest),
    last: write(values.at(-1) ?? highest),
    minimum: write(lowest),
    maximum: write(highest),
    seconds,
  });
  const bare = (value: number) => writeNumber(texts, value, { ...measure, unit: null });
  return {
    columns: [
      { svg: trendChart({ values, ...limits }, chartSize), alt, width: chartSize.width },
      {
        text: texts.t('report.spread', { minimum: bare(lowest), maximum: bare(highest), seconds }),
        fontSize: 6.6,
        color: ink.quiet,
        margin: [0, 2, 0, 0],
      },
    ],
    columnGap: 5,
  };
}
