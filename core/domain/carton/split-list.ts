import { parseLabel } from '../scanning/parse-label.ts';

/**
 * Cuts a typed or pasted list into codes, in order: one per line, or several on a line between commas, semicolons or tabs, as a column of a
 * spreadsheet comes. A line that is one label by itself stays whole, because labels may hold such signs. No word of the list is dropped:
 * what is no code comes out as it stands and is refused with its reason later (SCAN-5).
 */
export function splitList(text: string): readonly string[] {
  return text.split(/[\r\n]+/).flatMap((line) => {
    const whole = line.trim();
    if (whole === '') {
      return [];
    }
    return /[,;\t]/.test(whole) && parseLabel(whole).kind === 'unreadable' ? cut(whole) : [whole];
  });
}

function cut(line: string): readonly string[] {
  return line
    .split(/[,;\t]/)
    .map((part) => part.trim().replace(/^"(.*)"$/, '$1'))
    .filter((part) => part !== '');
}
