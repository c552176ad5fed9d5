// Measures and inks of everything printed, in points. Black on white first: every colour here only repeats what a shape or word says.
import type { PrintOptions } from '#core/ports/report-printer.ts';

export const paperSize: Readonly<Record<PrintOptions['paper'], { readonly width: number; readonly height: number }>> = {
  a4: { width: 595.28, height: 841.89 },
  letter: { width: 612, height: 792 },
};

export const margins = { left: 40.5, top: 36, right: 40.5, bottom: 46 } as const;

export const ink = {
  text: '#111111',
  quiet: '#4a4f55',
  brand: '#0e4a55',
  line: '#d4d8da',
  strongLine: '#111111',
  pass: '#00685a',
  warn: '#ffc20a',
  warnLine: '#8a6500',
  fail: '#b3261e',
  chart: '#0b5cab',
  band: '#e8eef2',
  bandEdge: '#8b98a3',
} as const;

export const fontSize = {
  title: 18.75,
  result: 10.5,
  heading: 10.5,
  body: 9.2,
  table: 8.8,
  head: 8,
  code: 8.4,
  small: 7.4,
} as const;
