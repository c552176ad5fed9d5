import { catalogues } from '#resources/texts/catalogues.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { createTexts } from '../../texts/create-texts.ts';
import type { StationContext } from '../station-context.ts';
import { buildReport } from './build-report.ts';

export interface PrintWish {
  readonly paper: 'A4' | 'Letter';
  readonly locale: 'en' | 'de';
}

export type PrintedReport =
  | {
      readonly kind: 'report';
      readonly pdf: Uint8Array;
      readonly pages: number;
      readonly fileName: string;
      readonly draft: boolean;
    }
  | { readonly kind: 'failed'; readonly why: string };

/** The job report of a sheet as PDF (REP-2): a draft until it is signed. */
export async function printReport(
  context: StationContext,
  session: BenchSession,
  wish: PrintWish,
): Promise<PrintedReport> {
  const texts = createTexts({ locale: wish.locale, catalogues, timeZone: context.timeZone, onMissing: 'show-key' });
  const report = buildReport({ context, session, texts });
  const printed = await context.printer.jobReport(report, {
    locale: wish.locale,
    paper: wish.paper === 'A4' ? 'a4' : 'letter',
  });
  if (printed.kind === 'fonts-missing') {
    return { kind: 'failed', why: printed.files.join(', ') };
  }
  const draft = session.signOff.kind !== 'signed';
  const name = draft ? `draft-${session.label.serial}` : `report-${report.reportNumber}-${session.label.serial}`;
  return { kind: 'report', pdf: printed.pdf, pages: printed.pages, fileName: `${name}.pdf`, draft };
}
