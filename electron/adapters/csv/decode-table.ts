import type { TableEncoding } from '#core/ports/table-reader.ts';

/**
 * The text of a table file and how it was written: by its byte order mark, else UTF-16 where every other byte is zero as in western text,
 * else UTF-8 where it is valid, else Windows-1252, in which every file is something.
 */
export function decodeTable(bytes: Uint8Array): { readonly encoding: TableEncoding; readonly text: string } {
  const encoding = encodingOf(bytes);
  return { encoding, text: new TextDecoder(encoding).decode(bytes) };
}

function encodingOf(bytes: Uint8Array): TableEncoding {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    return 'utf-8';
  }
  if (first === 0xff && second === 0xfe) {
    return 'utf-16le';
  }
  if (first === 0xfe && second === 0xff) {
    return 'utf-16be';
  }
  return utf16Without(bytes) ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1252');
}

const sampledBytes = 4_096;

/** UTF-16 without a mark: nearly all zero bytes stand on one side of the pairs, and there are many. */
function utf16Without(bytes: Uint8Array): TableEncoding | null {
  const sample = bytes.subarray(0, sampledBytes);
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) {
    if (byte === 0) {
      zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
    }
  }
  const [even = 0, odd = 0] = zeros;
  const enough = sample.length / 4;
  if (odd > enough && even * 10 < odd) {
    return 'utf-16le';
  }
  return even > enough && odd * 10 < even ? 'utf-16be' : null;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
