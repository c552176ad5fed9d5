/**
 * Bytes and text one to one: byte 0xE9 is the character U+00E9 and back. Serial evidence stays complete this way,
 * where UTF-8 would turn the bytes of a wrong baud rate into replacement characters.
 */
export function latin1Text(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  }
  return text;
}

/** The bytes of latin1 text. Characters above U+00FF are a bug of the caller: no codec may produce them. */
export function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code > 0xff) {
      throw new Error(`not a latin1 character: U+${code.toString(16)}`);
    }
    return code;
  });
}

/** Text for a person to read: control characters, bytes above ASCII and the backslash itself as `\xNN`, so that the bytes can be told from it. */
export function printable(text: string): string {
  return text.replace(
    /[^\x20-\x5b\x5d-\x7e]/g,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/** True if every character is a visible ASCII one or a blank. Damaged bytes rarely pass. */
export function isPlainAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

/**
 * The text without control characters and terminal colour sequences in front of it. A port that opens often yields some
 * zero bytes, and some log outputs leave a sequence behind; inside a line the same bytes are damage and stay.
 */
export function withoutLeadingControls(text: string): string {
  let start = 0;
  while (start < text.length) {
    const code = text.charCodeAt(start);
    if (code >= 0x20 && code !== 0x7f) {
      break;
    }
    const rest = text.slice(start + 1, start + LONGEST_SEQUENCE);
    const sequence = code === ESCAPE ? /^\[[0-9;]{0,16}[A-Za-z]/.exec(rest)?.[0] : undefined;
    start += 1 + (sequence?.length ?? 0);
  }
  return text.slice(start);
}

const ESCAPE = 0x1b;
const LONGEST_SEQUENCE = 20;

// Arguments of one call are limited by the stack of the engine.
const CHUNK = 4096;
