import type { CanFrame } from './can-frame.ts';

/**
 * The serial language of LAWICEL adapters and their many descendants (SLCAN): short commands that end in CR, frames as hexadecimal text, CR
 * for yes and BEL for no. Frame grammar by the HMS Anybus Bolt CAN manual p. 29; a time stamp behind the data is left out.
 */
export type SlcanWord =
  | { readonly kind: 'yes' }
  | { readonly kind: 'no' }
  | { readonly kind: 'frame'; readonly frame: CanFrame }
  | { readonly kind: 'version'; readonly text: string }
  /** A frame with a short identifier, or anything else. Nothing in it is ours. */
  | { readonly kind: 'other' };

export function writeSlcanFrame({ id, data }: CanFrame): string {
  return `T${hex(id, 8)}${data.length}${data.map((byte) => hex(byte, 2)).join('')}\r`;
}

/** No word is longer; noise without an end would fill the memory. */
const LONGEST_WORD = 64;

/** Cuts what the adapter says into words. `rest` is handed in again with what comes next. */
export function readSlcan(text: string): { readonly words: readonly SlcanWord[]; readonly rest: string } {
  const pieces = text.replaceAll(BELL, `${NO}\r`).split('\r');
  const rest = pieces.pop() ?? '';
  return { words: pieces.map(readWord), rest: rest.slice(-LONGEST_WORD) };
}

const BELL = '\x07';
/** Stands for a bell among words; no adapter says it. */
const NO = '!';

function readWord(body: string): SlcanWord {
  if (body.endsWith(NO)) {
    return { kind: 'no' };
  }
  if (body === '' || body === 'z' || body === 'Z') {
    return { kind: 'yes' };
  }
  if (/^V[0-9A-Za-z]{1,16}$/.test(body)) {
    return { kind: 'version', text: body };
  }
  const parts = /^T([0-9A-F]{8})([0-8])((?:[0-9A-F]{2})*)$/i.exec(body);
  const [id = '', length = '', digits = ''] = parts?.slice(1) ?? [];
  const byteCount = Number(length);
  const stampDigits = digits.length - byteCount * 2;
  if (parts === null || Number.parseInt(id, 16) > LARGEST_ID || (stampDigits !== 0 && stampDigits !== 4)) {
    return { kind: 'other' };
  }
  const data = Array.from({ length: byteCount }, (_, index) =>
    Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
  );
  return { kind: 'frame', frame: { id: Number.parseInt(id, 16), data } };
}

const LARGEST_ID = 0x1fffffff;

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}
