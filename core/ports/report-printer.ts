import type { JobReport } from '../domain/reports/job-report.ts';

/** Language and paper of one print. */
export interface PrintOptions {
  /** BCP 47 tag of the reader, e.g. `de`; it is the customer's choice, not the technician's. */
  readonly locale: string;
  readonly paper: 'a4' | 'letter';
}

/** What a label says. Everything but `link` is printed as text; `link` fills the QR code. */
export interface LabelContent {
  /** Large first line, e.g. the plate or `EVO Pulse`. */
  readonly title: string;
  /** What people read back aloud: serial or VIN, printed in a mono font. */
  readonly code: string;
  /** Up to three short lines below: customer, result, date. */
  readonly lines: readonly string[];
  readonly link: string;
}

/** Makes the proofs a person can hold. Pure rendering: the same input gives the same bytes, nothing is sent to a device. */
export interface ReportPrinter {
  /**
   * The job report as PDF with tags and PDF/A-3b metadata (REP-2).
   * `printed` carries the file and its page count; `fonts-missing` names the font files the installation lacks.
   */
  jobReport(report: JobReport, options: PrintOptions): Promise<ReportPrinted | FontsMissing>;
  /** A sheet of equal labels as PDF, or one label for a thermal printer in ZPL II at 203 dpi (REP-3). */
  labelSheet(labels: readonly LabelContent[], options: PrintOptions): Promise<ReportPrinted | FontsMissing>;
  /** ZPL II text of one 57 × 32 mm label; sent to the printer as UTF-8. */
  labelZpl(label: LabelContent): string;
}

export interface ReportPrinted {
  readonly kind: 'printed';
  readonly pdf: Uint8Array;
  readonly pages: number;
}

export interface FontsMissing {
  readonly kind: 'fonts-missing';
  readonly files: readonly string[];
}
