/**
 * Text as a report may carry it. What a unit or a person said can be empty or too long for the paper; a report that cannot be printed for
 * that would be worse than a shortened line.
 */
const labelLength = 200;
const remarkLength = 2_000;
const nothing = '–';

/** A name or value on one line; a dash where there is none. */
export function printable(text: string): string {
  return cut(text, labelLength) || nothing;
}

/** The same where "none" is drawn by the report itself. */
export function printableOrNull(text: string | null): string | null {
  return text === null || text === '' ? null : cut(text, labelLength);
}

/** Words of a person, on as many lines as they need. */
export function printableRemark(text: string): string {
  return cut(text, remarkLength) || nothing;
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
