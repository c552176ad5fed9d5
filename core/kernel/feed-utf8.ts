const chunkLength = 64;

/**
 * Gives `take` the UTF-8 of `text` piece by piece; what stands alone of a surrogate pair becomes U+FFFD, as `TextEncoder` does. A piece is
 * only good during the call. For hashing long trails: one small buffer instead of two as long as every entry.
 */
export function feedUtf8(text: string, take: (bytes: Uint8Array) => void): void {
  const chunk = new Uint8Array(chunkLength);
  let used = 0;
  const put = (byte: number): void => {
    chunk[used] = byte;
    used += 1;
    if (used === chunkLength) {
      take(chunk);
      used = 0;
    }
  };
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) {
      put(unit);
      continue;
    }
    const point = text.codePointAt(at) ?? unit;
    putLong(point >= 0xd800 && point <= 0xdfff ? 0xfffd : point, put);
    at += point > 0xffff ? 1 : 0;
  }
  if (used > 0) {
    take(chunk.subarray(0, used));
  }
}

/** A code point of more than one byte (RFC 3629 §3). */
function putLong(point: number, put: (byte: number) => void): void {
  const following = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  const mark = [0xc0, 0xe0, 0xf0][following - 1] ?? 0;
  put(mark | (point >> (6 * following)));
  for (let left = following - 1; left >= 0; left -= 1) {
    put(0x80 | ((point >> (6 * left)) & 0x3f));
  }
}
