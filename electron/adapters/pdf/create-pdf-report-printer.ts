import type { ReportPrinter } from '#core/ports/report-printer.ts';
import { createTexts } from '#core/texts/create-texts.ts';
import { catalogues } from '#resources/texts/catalogues.ts';
import { createCartonReportPdf } from './create-carton-report-pdf.ts';
import { createControlSheetPdf } from './create-control-sheet-pdf.ts';
import { createJobReportPdf } from './create-job-report-pdf.ts';
import { createJobSheetPdf } from './create-job-sheet-pdf.ts';
import { findFaces, type ResolveFont } from './report-fonts.ts';

export interface PdfReportPrinterDeps {
  /** Where the font packages lie; needed by a packaged program only, the default is `node_modules`. */
  readonly resolveFont?: ResolveFont;
}

/** The station's report printer: pdfmake's engine, in this process, offline. Holds nothing, so it needs no closing. */
export function createPdfReportPrinter({ resolveFont }: PdfReportPrinterDeps = {}): ReportPrinter {
  return {
    async jobReport(report, { locale, paper }) {
      const fonts = findFaces(resolveFont);
      if (fonts.kind === 'missing') {
        return { kind: 'fonts-missing', files: fonts.files };
      }
      const texts = createTexts({ locale, catalogues, timeZone: report.timeZone, onMissing: 'show-key' });
      const { pdf, pages } = await createJobReportPdf({ report, texts, paper, faces: fonts.faces });
      return { kind: 'printed', pdf, pages };
    },
    async cartonReport(report, { locale, paper }) {
      const fonts = findFaces(resolveFont);
      if (fonts.kind === 'missing') {
        return { kind: 'fonts-missing', files: fonts.files };
      }
      const texts = createTexts({ locale, catalogues, timeZone: report.timeZone, onMissing: 'show-key' });
      const { pdf, pages } = await createCartonReportPdf({ report, texts, paper, faces: fonts.faces });
      return { kind: 'printed', pdf, pages };
    },
    async jobSheet(sheet, { locale, paper }) {
      const fonts = findFaces(resolveFont);
      if (fonts.kind === 'missing') {
        return { kind: 'fonts-missing', files: fonts.files };
      }
      const texts = createTexts({ locale, catalogues, timeZone: sheet.timeZone, onMissing: 'show-key' });
      const { pdf, pages } = await createJobSheetPdf({ sheet, texts, paper, faces: fonts.faces });
      return { kind: 'printed', pdf, pages };
    },
    async controlSheet({ locale, paper }) {
      const fonts = findFaces(resolveFont);
      if (fonts.kind === 'missing') {
        return { kind: 'fonts-missing', files: fonts.files };
      }
      const texts = createTexts({ locale, catalogues, timeZone: 'UTC', onMissing: 'show-key' });
      const { pdf, pages } = await createControlSheetPdf({ texts, paper, faces: fonts.faces });
      return { kind: 'printed', pdf, pages };
    },
  };
}
