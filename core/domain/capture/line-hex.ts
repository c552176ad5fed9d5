import { HIDDEN, isHiddenWhole } from '../../kernel/hidden-text.ts';
import type { CaptureLine } from './capture-line.ts';

/**
 * The bytes of a line as hex pairs, `67 65 74 0d`, with `**` where something was hidden, however long it was. They are told from the masked
 * text, so nothing that the text does not say can be in them. Line ends of the unit are not part of a line. Empty where a line stands for
 * no bytes: notes, and lines that were thrown away for their length.
 */
export function lineHex({ direction, text, use }: CaptureLine): string {
  if (direction === 'note' || use === 'oversize') {
    return '';
  }
  if (isHiddenWhole(text)) {
    return HIDDEN_PAIR;
  }
  return text
    .split(HIDDEN)
    .map(pairsOf)
    .map((pairs) => pairs.join(' '))
    .join(` ${HIDDEN_PAIR} `)
    .trim();
}

const HIDDEN_PAIR = '**';

/** `\xNN` is one byte, every other character is the byte of its own code. */
function pairsOf(text: string): readonly string[] {
  return Array.from(text.matchAll(/\\x([0-9a-f]{2})|[\s\S]/g), ([character, escaped]) => {
    const code = character.charCodeAt(0);
    // No byte is beyond 0xff: whoever wrote such a character put it in the place of something.
    return escaped ?? (code > 0xff ? HIDDEN_PAIR : code.toString(16).padStart(2, '0'));
  });
}
