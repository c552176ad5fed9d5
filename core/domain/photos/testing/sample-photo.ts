/** Parts of photos for tests. What they show is a text, so that it is found wherever the bytes lie. */
export interface PhotoSketch {
  readonly shows?: string;
  readonly width?: number;
  readonly height?: number;
  /** Segments beside those of the picture, after the header. */
  readonly beside?: readonly Uint8Array[];
  /** Bytes after the end. */
  readonly after?: Uint8Array;
}

/** A file with the structure of a JPEG that the page makes. No decoder could show it: its coded part is a text. */
export function samplePhoto(sketch: PhotoSketch = {}): Uint8Array {
  const { shows = 'a loose plug', width = 1_600, height = 1_200, beside = [], after = bytes() } = sketch;
  const size = bytes(8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0);
  return joined([
    bytes(0xff, 0xd8),
    segment(0xe0, joined([text('JFIF\0'), bytes(1, 1, 0, 0, 1, 0, 1, 0, 0)])),
    ...beside,
    segment(0xdb, new Uint8Array(65)),
    segment(0xc0, size),
    segment(0xc4, new Uint8Array(18)),
    segment(0xda, bytes(1, 1, 0, 0, 63, 0)),
    joined([text(shows), bytes(0xff, 0x00, 0xff, 0xd0), text('after a restart')]),
    bytes(0xff, 0xd9),
    after,
  ]);
}

/** A marker segment: its length counts itself (ITU-T T.81, B.1.1.4). */
export function segment(marker: number, content: Uint8Array): Uint8Array {
  const length = content.length + 2;
  return joined([bytes(0xff, marker, length >> 8, length & 0xff), content]);
}

export const text = (words: string): Uint8Array => Uint8Array.from(words, (letter) => letter.charCodeAt(0));
export const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
