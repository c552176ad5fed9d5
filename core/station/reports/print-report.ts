import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { StationContext } from '../station-context.ts';
import { buildReport } from './build-report.ts';
import { asPaper, type PaperOutcome, type PrintWish, paperOptions, paperTexts } from './on-paper.ts';

export type PrintedReport =
  | (Extract<PaperOutcome, { kind: 'report' }> & { readonly draft: boolean })
  | Extract<PaperOutcome, { kind: 'failed' }>;

/** The job report of a sheet as PDF (REP-2): a draft until it is signed. */
export async function printReport(
  context: StationContext,
  session: BenchSession,
  wish: PrintWish,
): Promise<PrintedReport> {
  const report = buildReport({ context, session, texts: paperTexts(context, wish) });
  const draft = session.signOff.kind !== 'signed';
  const name = draft ? `draft-${session.label.serial}` : `report-${report.reportNumber}-${session.label.serial}`;
  const paper = asPaper(await context.printer.jobReport(report, paperOptions(wish)), `${name}.pdf`);
  return paper.kind === 'failed' ? paper : { ...paper, draft };
}
