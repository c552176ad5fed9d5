import { constants, inflateSync } from 'node:zlib';
import type { OpenedImage } from '../opened-image.ts';
import { createRowPainter, type RowPlace } from './create-row-painter.ts';
import { type PngHeader, readPngChunks, samplesOf } from './read-png-chunks.ts';
import { unfilterRow } from './unfilter-row.ts';

/**
 * Turns a PNG file into pixels. Our own because the decompressed size must have a limit before it is reached, and Node's zlib can set
 * one: a file of 30 MB may otherwise unpack to 30 GB. The packages in pure JavaScript cannot, and take several times as long.
 */

/** Rows of a picture, or of one pass of an interlaced one (8.2): the pixels from (x, y), every so many to the right and down. */
interface Pass {
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly down: number;
}

const WHOLE: readonly Pass[] = [{ x: 0, y: 0, right: 1, down: 1 }];

const ADAM7: readonly Pass[] = [
  { x: 0, y: 0, right: 8, down: 8 },
  { x: 4, y: 0, right: 8, down: 8 },
  { x: 0, y: 4, right: 4, down: 8 },
  { x: 2, y: 0, right: 4, down: 4 },
  { x: 0, y: 2, right: 2, down: 4 },
  { x: 1, y: 0, right: 2, down: 2 },
  { x: 0, y: 1, right: 1, down: 2 },
];

/** Only for a file whose header was admitted: the memory for its pixels is taken at once. Rows that a broken file lacks are white. */
export function openPng(file: Uint8Array): OpenedImage {
  const reading = readPngChunks(file);
  if (reading.kind === 'broken') {
    return reading;
  }
  const { header, compressed } = reading.parts;
  const rows = planRows(header);
  const rowBytes = rows.reduce((sum, { bytes }) => sum + 1 + bytes, 0);
  const data = inflateWithin(compressed, rowBytes);
  if (data === 'broken') {
    return { kind: 'broken' };
  }
  const { width, height } = header;
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  const paint = createRowPainter(reading.parts);
  const distance = Math.max(1, (samplesOf[header.colour] * header.bitDepth) >> 3);
  let at = 0;
  let above: Uint8Array = new Uint8Array(0);
  for (const { bytes, place, isFirst } of rows) {
    if (at + 1 + bytes > data.length) {
      break;
    }
    const row = data.subarray(at + 1, at + 1 + bytes);
    if (!unfilterRow(row, isFirst ? new Uint8Array(bytes) : above, { filter: data[at] ?? 0, distance })) {
      return { kind: 'broken' };
    }
    paint(row, rgba, place);
    above = row;
    at += 1 + bytes;
  }
  return at === 0 ? { kind: 'broken' } : { kind: 'opened', pixels: { width, height, rgba } };
}

interface PlannedRow {
  readonly bytes: number;
  readonly place: RowPlace;
  /** Of its pass: nothing is above it. */
  readonly isFirst: boolean;
}

function planRows({ width, height, bitDepth, colour, isInterlaced }: PngHeader): readonly PlannedRow[] {
  return (isInterlaced ? ADAM7 : WHOLE).flatMap(({ x, y, right, down }) => {
    const count = Math.ceil((width - x) / right);
    const rows = count <= 0 ? 0 : Math.max(0, Math.ceil((height - y) / down));
    const bytes = Math.ceil((count * samplesOf[colour] * bitDepth) / 8);
    return Array.from({ length: rows }, (_, row) => ({
      bytes,
      place: { start: ((y + row * down) * width + x) * 4, step: right * 4, count },
      isFirst: row === 0,
    }));
  });
}

/** What is there of data that break off; `broken` where they are no deflate stream or hold more than the picture needs. */
function inflateWithin(compressed: Uint8Array, maxOutputLength: number): Uint8Array | 'broken' {
  try {
    return inflateSync(compressed, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength });
  } catch (error: unknown) {
    if (error instanceof Error && 'code' in error && /^Z_|^ERR_BUFFER_TOO_LARGE$/.test(String(error.code))) {
      return 'broken';
    }
    throw error;
  }
}
