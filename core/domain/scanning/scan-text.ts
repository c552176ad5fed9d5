/**
 * What a reader adds to the data of a code, taken off again: line ends, framing characters, the AIM symbology identifier
 * (ISO/IEC 15424). First step of the label parser; it decides nothing about the meaning.
 */
export interface ScanText {
  /** The data alone. The GS1 separator stands in it as U+001D, however it was delivered. */
  readonly body: string;
  /** `gs1`: the symbology says that the data are GS1 element strings. `plain`: it says that they are not. `unknown`: no identifier. */
  readonly symbology: 'gs1' | 'plain' | 'unknown';
}

export const GROUP_SEPARATOR = '\u001d';

/** GS1-128, GS1 DataBar, GS1 DataMatrix (without and with ECI), GS1 QR (the same), GS1 DotCode. A Caps Lock may have flipped the letter. */
const GS1_IDENTIFIER = /^\](?:C1|e0|d[25]|Q[34]|J1|c1|D[25]|q[34]|j1)/;
const AIM_IDENTIFIER = /^\][A-Za-z][0-9A-Za-z]/;

/** Takes off the reader's additions. Idempotent on its own body, unless the data themselves begin like an AIM identifier. */
export function cleanScanText(text: string): ScanText {
  const bare = trimReaderSigns(unifySigns(text));
  if (!AIM_IDENTIFIER.test(bare)) {
    return { body: bare, symbology: 'unknown' };
  }
  return { body: trimReaderSigns(bare.slice(3)), symbology: GS1_IDENTIFIER.test(bare) ? 'gs1' : 'plain' };
}

/** One sign for each meaning: readers show the separator as a picture or a name, word processors turn hyphens into dashes. */
function unifySigns(text: string): string {
  return text.replace(/\u241d|<GS>/gi, GROUP_SEPARATOR).replace(/[\u2010-\u2015\u2212]/g, '-');
}

/** Blanks, byte order marks and control characters at both ends; the separator counts as data, as it may open a GS1 code. */
function trimReaderSigns(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isReaderSign(text.charCodeAt(start))) {
    start += 1;
  }
  while (end > start && isReaderSign(text.charCodeAt(end - 1))) {
    end -= 1;
  }
  return text.slice(start, end);
}

function isReaderSign(code: number): boolean {
  const isControl = code < 0x20 || code === 0x7f;
  const isBlank = code === 0x20 || code === 0xa0 || code === 0x200b || code === 0xfeff;
  return (isControl && code !== 0x1d) || isBlank;
}
