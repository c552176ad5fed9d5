// The status shapes of the product as drawings: told apart by outline alone, so that a grey copy or a colour-blind reader loses nothing.
// A word always stands beside them, which is why they carry no text for screen readers.
import type { ReportCheckResult } from '#core/domain/reports/job-report.ts';
import type { SvgNode } from './page-node.ts';
import { ink } from './paper.ts';

export type MarkShape = ReportCheckResult | 'waiting';

const line = (path: string, colour: string, width: number) =>
  `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;

const shapes: Readonly<Record<MarkShape, string>> = {
  // tick in a disc
  pass: `<circle cx="12" cy="12" r="11" fill="${ink.pass}"/>${line('M7 12.4l3.4 3.4L17.2 9', '#ffffff', 2.6)}`,
  // exclamation mark in a triangle
  warn: `<path d="M12 1.6L23 21.6H1Z" fill="${ink.warn}" stroke="${ink.warnLine}" stroke-width="1.4" stroke-linejoin="round"/>${line('M12 8.6V14.6', '#1a1a1a', 2.4)}<circle cx="12" cy="18" r="1.4" fill="#1a1a1a"/>`,
  // bar in an octagon
  fail: `<path d="M7.4 1H16.6L23 7.4V16.6L16.6 23H7.4L1 16.6V7.4Z" fill="${ink.fail}"/>${line('M6.8 12H17.2', '#ffffff', 3.2)}`,
  // ring struck through
  'not-possible': `<circle cx="12" cy="12" r="9.4" fill="none" stroke="${ink.quiet}" stroke-width="2.4"/>${line('M6 18L18 6', ink.quiet, 2.4)}`,
  // empty ring
  'not-wanted': `<circle cx="12" cy="12" r="9.4" fill="none" stroke="${ink.quiet}" stroke-width="2.4"/>`,
  // clock
  waiting: `<circle cx="12" cy="12" r="9.6" fill="none" stroke="${ink.quiet}" stroke-width="2.2" stroke-dasharray="3.6 2.4"/>${line('M12 7V12.4L15.4 14.4', ink.quiet, 2.2)}`,
};

/** The mark as a square drawing of `size` points. */
export function statusMark(shape: MarkShape, size: number): SvgNode {
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="${size}" height="${size}">${shapes[shape]}</svg>`,
    width: size,
  };
}
