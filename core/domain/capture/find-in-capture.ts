import type { CaptureLine } from './capture-line.ts';
import { lineHex } from './line-hex.ts';

/** Looks for lines in a capture, for the page that shows it. */

/** Places of the lines that hold the text, in order; hex pairs (`0d 0a`) are looked for in the bytes as well. Nothing is found by nothing. */
export function linesWith(lines: readonly CaptureLine[], text: string): readonly number[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') {
    return [];
  }
  const isHex = /^[0-9a-f]{2}( [0-9a-f]{2})*$/.test(wanted);
  return places(
    lines,
    (line) => line.text.toLowerCase().includes(wanted) || (isHex && ` ${lineHex(line)} `.includes(` ${wanted} `)),
  );
}

/** Places of the lines at which something went wrong: cut, late or endless lines, and answers that refuse. */
export function troubleLines(lines: readonly CaptureLine[]): readonly number[] {
  return places(lines, isTrouble);
}

/** Whether this line tells of trouble. */
export function isTrouble({ direction, text, use }: CaptureLine): boolean {
  switch (direction) {
    case 'to-unit':
      return false;
    case 'note':
      return TROUBLE_NOTE.test(text);
    case 'from-unit':
      return use === 'cut' || use === 'late' || use === 'oversize' || (use !== 'echo' && REFUSAL.test(text));
  }
}

/** Words of refusal of the families: 27.007 final codes, Teltonika's debug lines, Queclink's and CalAmp's ERROR. */
const REFUSAL = /\b(?:ERROR|NO CARRIER|NAK|unknown command|not supported|doesn't exist|wrong password)\b/i;
const TROUBLE_NOTE = /^(?:lost|not opened)\b/;

function places(lines: readonly CaptureLine[], isOne: (line: CaptureLine) => boolean): readonly number[] {
  return lines.flatMap((line, place) => (isOne(line) ? [place] : []));
}
