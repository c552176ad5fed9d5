import type { CartonReport } from '../domain/reports/carton-report.ts';
import type { JobReport } from '../domain/reports/job-report.ts';
import type { JobSheet } from '../domain/reports/job-sheet.ts';

/** Language and paper of one print. */
export interface PrintOptions {
  /** BCP 47 tag of the reader, e.g. `de`; it is the customer's choice, not the technician's. */
  readonly locale: string;
  readonly paper: 'a4' | 'letter';
}

/** Makes the proof a person can hold. Pure rendering: the same input gives the same bytes, nothing is sent to a device. */
export interface ReportPrinter {
  /**
   * The job report as PDF with tags and PDF/A-3b metadata (REP-2), its moments written in the report's own time zone.
   * `printed` carries the file and its page count; `fonts-missing` names the font files the installation lacks.
   */
  jobReport(report: JobReport, options: PrintOptions): Promise<Printed | FontsMissing>;
  /** The list of a carton, one line for each unit (OWN-12); the same form and promises. */
  cartonReport(report: CartonReport, options: PrintOptions): Promise<Printed | FontsMissing>;
  /** A job for the technician's hand, with the code that opens it (JOB-7); the same form and promises. */
  jobSheet(sheet: JobSheet, options: PrintOptions): Promise<Printed | FontsMissing>;
  /**
   * The control barcodes of the bench (ux rule 8) as Code 128 with their meaning, on one sheet; those that give up work stand apart, so
   * that a reader cannot take one for another.
   */
  controlSheet(options: PrintOptions): Promise<Printed | FontsMissing>;
}

export interface Printed {
  readonly kind: 'printed';
  readonly pdf: Uint8Array;
  readonly pages: number;
}

export interface FontsMissing {
  readonly kind: 'fonts-missing';
  /** As `package/path`. */
  readonly files: readonly string[];
}
