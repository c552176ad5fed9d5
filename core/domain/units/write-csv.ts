/**
 * A table as CSV (RFC 4180, comma, CRLF). A cell that a spreadsheet would take for a formula gets an apostrophe before it (CWE-1236), so
 * that a plate such as `=1+1` opens as text; one that begins so already gets another one, so that whoever takes one away has what was written.
 */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(writeCell).join(',')}\r\n`).join('');
}

function writeCell(text: string): string {
  const harmless = /^\s*[=+\-@\t\r]|^'+\s*[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
