import { parseLabel } from '#core/domain/scanning/parse-label.ts';
import type { Parse } from './judge-taken.ts';

/** A parser with one bad habit, to see whether the judges notice: where the product says no, it takes the first fifteen digits it can find. */
export const guessingParser: Parse = (text) => {
  const parsed = parseLabel(text);
  const digits = /[0-9]{15}/.exec(text)?.[0];
  return parsed.kind === 'label' || digits === undefined
    ? parsed
    : { kind: 'label', text, fields: { serial: digits }, warnings: ['SERIAL_CHECKDIGIT'] };
};

/** Another one: it completes a number that lost its last digit, which is often right and sometimes another customer's unit. */
export const completingParser: Parse = (text) => {
  const parsed = parseLabel(text);
  const part = /(?<![0-9])[0-9]{14}(?![0-9])/.exec(text)?.[0];
  return parsed.kind === 'label' || part === undefined
    ? parsed
    : { kind: 'label', text, fields: { serial: `${part}0` }, warnings: ['SERIAL_CHECKDIGIT'] };
};

/** And one that is silent about its doubts. */
export const silentParser: Parse = (text) => {
  const parsed = parseLabel(text);
  return parsed.kind === 'label' ? { ...parsed, warnings: [] } : parsed;
};
