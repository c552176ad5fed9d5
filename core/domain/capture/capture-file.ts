import type { CaptureDocument } from './capture-document.ts';
import type { CaptureLine } from './capture-line.ts';
import { lineHex } from './line-hex.ts';

/**
 * A capture as a file, in two forms that hold the same: text for people and `grep`, JSON for programs. Both are stable: fields and columns
 * may be added behind the others, never renamed.
 */
const fileKind = 'fitbay-capture';
const fileVersion = 1;

/** One JSON document: kind, version, header, and every line with its bytes as hex. */
export function captureJson({ header, lines, dropped, takenAt }: CaptureDocument): string {
  const file = {
    kind: fileKind,
    version: fileVersion,
    takenAt,
    header,
    dropped,
    lines: lines.map((line) => ({ ...line, hex: lineHex(line) })),
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}

/** Head lines begin with `# `; then one line of five columns, parted by tabs, for each line of the capture. */
export function captureText({ header, lines, dropped, takenAt }: CaptureDocument): string {
  const head = [
    `${fileKind} ${fileVersion}`,
    `unit: ${said(header.unit)} ${header.unitTypeLabel ?? ''}`.trimEnd(),
    `model: ${said(header.model)}`,
    `firmware: ${said(header.firmware)}`,
    `driver: ${said(header.driver)}`,
    `bay: ${said(header.bay)}`,
    `port: ${header.port}`,
    `sheet: ${said(header.sessionId)}`,
    `station: ${header.station}, ${header.organization}`,
    `fitbay: ${header.version}`,
    `taken: ${takenAt}`,
    `lines: ${lines.length}, older ones not kept: ${dropped}`,
    'columns: time, direction, use, text (*** hides a secret), bytes as hex (** hides them)',
  ];
  return `${[...head.map((line) => `# ${line}`), ...lines.map(row)].join('\n')}\n`;
}

/** `capture-866344054201822-2026-11-20.txt`: sorts by unit, and is a file name on every platform. */
export function captureFileName({ header, takenAt }: CaptureDocument, form: 'txt' | 'json'): string {
  const what = header.unit?.split(':').at(-1) ?? header.port.split(/[\\/]/).at(-1) ?? '';
  return `capture-${what.replace(/[^0-9A-Za-z-]+/g, '-')}-${takenAt.slice(0, 10)}.${form}`;
}

const arrows = { 'to-unit': '-> to unit', 'from-unit': '<- from unit', note: '-- note' } as const;

function row(line: CaptureLine): string {
  return [line.at, arrows[line.direction], line.use ?? '', line.text.replaceAll('\t', ' '), lineHex(line)].join('\t');
}

function said(value: string | number | null): string {
  return value === null ? 'not known' : String(value);
}
