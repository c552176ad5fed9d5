/** A picture as every reader of codes takes it: rows from the top, four bytes a pixel, opaque. `rgba.length` is `width × height × 4`. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
}

/** The symbologies that stand on unit labels (SCAN-1). Others are not looked for: each one more is a chance of a false reading. */
export type Symbology = 'QRCode' | 'DataMatrix' | 'Code128' | 'Code39';

/** One code in a picture. */
export interface FoundCode {
  readonly symbology: Symbology;
  /** The data alone; GS1 separators stand in it as U+001D. */
  readonly text: string;
  /** AIM symbology identifier (ISO/IEC 15424), e.g. `]C1`: Code 128 that says its data are GS1 element strings. */
  readonly identifier: string;
}

/**
 * What a picture gave. `decoded`: the first code found, and `others` where all were asked for.
 * `nothing`: no code, and why the search ended.
 */
export type Decoded = DecodedCode | NothingFound;

export interface DecodedCode extends FoundCode {
  readonly kind: 'decoded';
  readonly engine: EngineName;
  readonly others: readonly FoundCode[];
}

export interface NothingFound {
  readonly kind: 'nothing';
  readonly reason: NothingReason;
}

/** The library that read the code: the WebAssembly engine, or the slower one in plain JavaScript. */
export type EngineName = 'zxing-wasm' | 'zxing-library';

/**
 * `no-code`: every look at the picture was taken. `time-limit`: the time was over before that. `no-engine`: no engine could start here.
 * `too-large`: the file or its picture is beyond the limits and was not opened. `not-an-image`: neither PNG nor JPEG.
 * `broken-image`: begins like one and cannot be opened.
 */
export type NothingReason = 'no-code' | 'time-limit' | 'no-engine' | 'too-large' | 'not-an-image' | 'broken-image';

/** Identifiers that say "these data are GS1 element strings", of the symbologies read here. */
const GS1_IDENTIFIERS: ReadonlySet<string> = new Set([']C1', ']d2', ']d5', ']Q3', ']Q4']);

/**
 * The text to hand to the label parser. It begins with the identifier where the symbology says GS1, as a reader would send it, because
 * only then can `21359315075384726` be told from a plain number.
 */
export function scanTextOfCode({ text, identifier }: FoundCode): string {
  return GS1_IDENTIFIERS.has(identifier) ? `${identifier}${text}` : text;
}
