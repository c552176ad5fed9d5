// The job report as a document (REP-2): which sections, in which order, on which paper. What each says is in the report's own modules.

import type { JobReport } from '#core/domain/reports/job-report.ts';
import { epochMs } from '#core/kernel/iso-time.ts';
import type { PrintOptions } from '#core/ports/report-printer.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import type { PageNode } from './page-node.ts';
import { fontSize, ink, margins, paperSize } from './paper.ts';
import { renderTaggedPdf } from './render-tagged-pdf.ts';
import { reportFoot, reportOwnership, reportPairing, reportRemarks, reportSignatures } from './report-closing.ts';
import { reportAppendix, reportConfiguration } from './report-configuration.ts';
import { reportFirmware } from './report-firmware.ts';
import type { Faces } from './report-fonts.ts';
import { reportFacts, reportHead, reportTitle } from './report-head.ts';
import { reportInspection } from './report-inspection.ts';
import { reportRestore } from './report-restore.ts';
import type { Sheet } from './report-table.ts';

export interface JobReportPdfInput {
  readonly report: JobReport;
  /** Must write in the report's own time zone; the caller makes it so. */
  readonly texts: Texts;
  readonly paper: PrintOptions['paper'];
  readonly faces: Faces;
}

/** Renders one job report. The bytes depend on the input only. */
export function createJobReportPdf(
  input: JobReportPdfInput,
): Promise<{ readonly pdf: Uint8Array; readonly pages: number }> {
  const { report, texts, paper, faces } = input;
  const size = paperSize[paper];
  const contentWidth = size.width - margins.left - margins.right;
  const sheet: Sheet = { texts, contentWidth };
  const title = reportTitle(report, texts);
  return renderTaggedPdf(
    {
      title,
      author: report.workshop,
      subject: texts.t('report.subject', {
        customer: report.customer,
        vehicle: report.vehicle?.plate ?? report.vehicle?.vin ?? report.unit.serial,
      }),
      locale: texts.locale,
      createdAt: new Date(epochMs(report.printedAt)),
      size,
      margins,
      fontSize: fontSize.body,
      content: sections(report, sheet),
      header: (page) => furtherPageHead(page, `${title} · ${report.customer}`),
      footer: (page, pages) => reportFoot(report, sheet, { page, pages }),
    },
    faces,
  );
}

function sections(report: JobReport, sheet: Sheet): PageNode[] {
  return [
    ...reportHead(report, sheet),
    reportFacts(report, sheet),
    reportOwnership(report, sheet),
    ...reportRestore(report, sheet),
    ...reportFirmware(report, sheet),
    reportConfiguration(report, sheet),
    ...reportInspection(report, sheet),
    reportPairing(report, sheet.texts),
    ...reportRemarks(report, sheet.texts),
    reportSignatures(report, sheet),
    ...reportAppendix(report, sheet),
  ];
}

/** A sheet that got separated from the first still says which report it belongs to. */
function furtherPageHead(page: number, words: string): PageNode {
  return {
    text: page === 1 ? '' : words,
    color: ink.quiet,
    fontSize: fontSize.small,
    margin: [margins.left, 18, margins.right, 0],
  };
}
