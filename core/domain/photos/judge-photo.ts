import { assertNever } from '../../kernel/assert-never.ts';
import type { PhotoCode } from '../codes.ts';
import { photoLimits } from './photo.ts';

/**
 * Whether bytes are a photo as the page makes them, by the structure of JPEG (ITU-T T.81, B.2): one picture from the first byte to the last, and
 * nothing beside it. So a photo says neither where nor by whom it was taken, and no file of another kind hides in it. Station and centre both
 * ask; neither opens a picture.
 */
export type PhotoJudgement =
  | { readonly kind: 'photo'; readonly width: number; readonly height: number }
  | {
      readonly kind: 'refused';
      readonly code: Extract<PhotoCode, 'PHOTO_TOO_LARGE' | 'PHOTO_NOT_JPEG' | 'PHOTO_HOLDS_MORE'>;
    };

export function judgePhoto(file: Uint8Array): PhotoJudgement {
  if (file.length > photoLimits.bytes) {
    return { kind: 'refused', code: 'PHOTO_TOO_LARGE' };
  }
  let size = { width: 0, height: 0 };
  let isScanned = false;
  for (let at = 2, piece = pieceAt(file, at); ; at = piece.end, piece = pieceAt(file, at)) {
    switch (piece.kind) {
      case 'tables':
        break;
      case 'frame':
        size = piece;
        break;
      case 'scan':
        isScanned = true;
        break;
      case 'end':
        return isScanned && hasStart(file) ? judgeSize(size) : notJpeg;
      case 'more':
        return { kind: 'refused', code: 'PHOTO_HOLDS_MORE' };
      case 'broken':
        return notJpeg;
      default:
        assertNever(piece);
    }
  }
}

const notJpeg = { kind: 'refused', code: 'PHOTO_NOT_JPEG' } as const;

function judgeSize({ width, height }: { readonly width: number; readonly height: number }): PhotoJudgement {
  if (Math.min(width, height) === 0) {
    return notJpeg;
  }
  return Math.max(width, height) > photoLimits.side
    ? { kind: 'refused', code: 'PHOTO_TOO_LARGE' }
    : { kind: 'photo', width, height };
}

/** One marker segment. `more`: it is about something else than the picture, or something follows its end. */
type Piece =
  | { readonly kind: 'tables' | 'scan' | 'end' | 'more' | 'broken'; readonly end: number }
  | { readonly kind: 'frame'; readonly end: number; readonly width: number; readonly height: number };

const marker = { start: 0xd8, end: 0xd9, scan: 0xda, tables: 0xdb, interval: 0xdd, huffman: 0xc4 } as const;
/** Baseline, extended and progressive; a browser writes no other. */
const frames: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2]);
const jfif = { marker: 0xe0, name: 'JFIF\0', length: 16 } as const;
const colours = { marker: 0xe2, name: 'ICC_PROFILE\0' } as const;

const hasStart = (file: Uint8Array): boolean => file[0] === 0xff && file[1] === marker.start;
const twoBytes = (file: Uint8Array, at: number): number => ((file[at] ?? 0) << 8) | (file[at + 1] ?? 0);

function pieceAt(file: Uint8Array, at: number): Piece {
  const which = file[at + 1];
  if (file[at] !== 0xff || which === undefined) {
    return { kind: 'broken', end: at };
  }
  if (which === marker.end) {
    return { kind: at + 2 === file.length ? 'end' : 'more', end: at + 2 };
  }
  const length = twoBytes(file, at + 2);
  const end = at + 2 + length;
  if (length < 2 || end > file.length) {
    return { kind: 'broken', end };
  }
  if (which === marker.scan) {
    return { kind: 'scan', end: endOfScan(file, end) };
  }
  if (frames.has(which)) {
    return { kind: 'frame', end, height: twoBytes(file, at + 5), width: twoBytes(file, at + 7) };
  }
  return { kind: kindOfTables(file, { at, which, length }), end };
}

function kindOfTables(
  file: Uint8Array,
  { at, which, length }: { readonly at: number; readonly which: number; readonly length: number },
): 'tables' | 'more' | 'broken' {
  if (which === marker.tables || which === marker.huffman || which === marker.interval) {
    return 'tables';
  }
  const isApplication = which >= 0xe0 && which <= 0xef;
  const isComment = which === 0xfe;
  if (!isApplication && !isComment) {
    return 'broken';
  }
  // A longer one holds a second, small picture.
  const isPlainJfif = which === jfif.marker && length === jfif.length && isNamed(file, at + 4, jfif.name);
  return isPlainJfif || (which === colours.marker && isNamed(file, at + 4, colours.name)) ? 'tables' : 'more';
}

function isNamed(file: Uint8Array, at: number, name: string): boolean {
  return [...name].every((letter, index) => file[at + index] === letter.charCodeAt(0));
}

/** Where the coded picture ends: at the first marker that is no restart. A byte 0xFF in it is followed by a zero (B.1.1.5). */
function endOfScan(file: Uint8Array, from: number): number {
  for (let at = from; at < file.length; at += 1) {
    const next = file[at + 1] ?? 0;
    const isRestart = next >= 0xd0 && next <= 0xd7;
    if (file[at] === 0xff && next !== 0 && !isRestart) {
      return at;
    }
  }
  return file.length;
}
