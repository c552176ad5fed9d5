// What was written into the unit: on the first page what departs from the profile, in the appendix everything (INST-3, decision 18).
import type {
  JobReport,
  ReportConfigurationChange,
  ReportConfigurationValue,
} from '#core/domain/reports/job-report.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import type { PageNode } from './page-node.ts';
import { fontSize, ink } from './paper.ts';
import { reportParagraph, reportTable, type Sheet } from './report-table.ts';

/** Up to this many changes stand on the first page; of more, one row less, for the row that points to the appendix. */
const rowsOnFirstPage = 6;

const urgency = { override: 0, job: 1, profile: 2 } as const;

export function reportConfiguration(report: JobReport, { texts, contentWidth }: Sheet): PageNode {
  const { configuration } = report;
  if (configuration.kind === 'not-done') {
    return reportParagraph(texts.t('report.configuration-not-done'), [{ text: configuration.reason }]);
  }
  const { name, version } = configuration.profile;
  if (configuration.kind === 'already-right') {
    const { checksum } = configuration;
    return reportParagraph(texts.t('report.configuration-right', { name, version }), [
      { text: texts.t('report.configuration-right-text', { checksum }) },
    ]);
  }
  const { changes } = configuration;
  const readBack = configuration.readBack ? 'yes' : 'no';
  const heading = texts.t('report.configuration', { name, version, count: changes.length, readBack });
  const shown = needsAppendix(report) ? mostUrgent(changes) : changes;
  const rows = shown.map((change) => changeRow(change, texts));
  const hidden = changes.length - shown.length;
  const more: PageNode[][] = hidden === 0 ? [] : [moreRow(texts.t('report.more', { count: hidden }))];
  return reportTable({ heading, columns: columns(texts), rows: [...rows, ...more] }, contentWidth);
}

/** The whole list on pages of its own, if the first page could not hold it. */
export function reportAppendix(report: JobReport, { texts, contentWidth }: Sheet): PageNode[] {
  const { configuration } = report;
  if (configuration.kind !== 'written' || !needsAppendix(report)) {
    return [];
  }
  const { changes, checksum } = configuration;
  const heading = texts.t('report.appendix', { count: texts.number(changes.length), checksum });
  const rows = changes.map((change) => changeRow(change, texts));
  return [
    {
      ...reportTable({ heading, columns: columns(texts), rows }, contentWidth),
      pageBreak: 'before',
      margin: [0, 0, 0, 0],
    },
  ];
}

function needsAppendix({ configuration }: JobReport): boolean {
  return configuration.kind === 'written' && configuration.changes.length > rowsOnFirstPage;
}

/** What a person decided comes before what the profile decided; within each, the unit's own order. */
function mostUrgent(changes: readonly ReportConfigurationChange[]): readonly ReportConfigurationChange[] {
  return changes.toSorted((a, b) => urgency[a.wantedBy] - urgency[b.wantedBy]).slice(0, rowsOnFirstPage - 1);
}

function columns(texts: Texts) {
  return [
    { title: texts.t('report.value'), share: 104 },
    { title: texts.t('report.before'), share: 123 },
    { title: texts.t('report.now'), share: 123 },
    { title: texts.t('report.wanted-by'), share: 134 },
  ] as const;
}

function changeRow(change: ReportConfigurationChange, texts: Texts): PageNode[] {
  return [
    { text: change.label },
    valueNode(change.before, change.unit, texts),
    valueNode(change.after, change.unit, texts),
    { text: wantedBy(change, texts) },
  ];
}

function valueNode(value: ReportConfigurationValue, unit: string | null, texts: Texts): PageNode {
  switch (value.kind) {
    case 'unset':
      return { text: texts.t('report.none') };
    case 'unknown':
      return { text: texts.t('report.unknown') };
    case 'secret':
      return { text: texts.t('report.secret'), color: ink.quiet };
    case 'value':
      return unit === null
        ? { text: value.text, font: 'mono', fontSize: fontSize.code, margin: [0, 0.4, 0, 0] }
        : { text: `${value.text}\u00a0${unit}` };
  }
}

function wantedBy({ wantedBy: source, reason }: ReportConfigurationChange, texts: Texts): string {
  switch (source) {
    case 'profile':
      return texts.t('report.by-profile');
    case 'job':
      return texts.t('report.by-job', { number: reason ?? '' }).trim();
    case 'override':
      return reason === null ? texts.t('report.by-override-bare') : texts.t('report.by-override', { reason });
  }
}

function moreRow(text: string): PageNode[] {
  return [{ text, colSpan: 4, color: ink.quiet }, { text: '' }, { text: '' }, { text: '' }];
}
