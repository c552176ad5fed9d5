import type { FontsMissing, Printed, PrintOptions } from './report-printer.ts';

/** What a label says (REP-3). `link` fills the QR code, the rest is printed as text. */
export interface LabelContent {
  /** Large first line, e.g. the plate or the unit's type. */
  readonly title: string;
  /** What people read aloud: serial, or the last eight of a VIN. */
  readonly code: string;
  /** Short lines below: asset, result, date. At most three are printed. */
  readonly lines: readonly string[];
  readonly link: string;
}

export interface SheetOptions extends PrintOptions {
  /** Labels already gone from the first sheet, counted row by row; the first printed one takes the next place. */
  readonly usedLabels: number;
}

/** Makes labels for unit and vehicle. Pure rendering, as for reports. */
export interface LabelPrinter {
  /** Sheets of sticky labels as PDF: 24 of 70 × 36 mm on A4, 30 of 2⅝ × 1 inch on Letter. */
  sheet(labels: readonly LabelContent[], options: SheetOptions): Promise<Printed | FontsMissing>;
  /** One label of 57 × 32 mm in ZPL II for a thermal printer with 203 dpi; to be sent as UTF-8, e.g. to TCP port 9100. */
  zpl(label: LabelContent): string;
}
