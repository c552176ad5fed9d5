import { GROUP_SEPARATOR } from '../scan-text.ts';
import { type ApplicationIdentifier, fitsIdentifier, readIdentifier } from './gs1-identifiers.ts';

/** One application identifier with its value, e.g. `21` and a serial. */
export interface Gs1Element {
  readonly ai: string;
  readonly value: string;
}

/** `not-gs1`: does not even begin with an identifier. `malformed`: begins like one and then breaks the standard. */
export type ElementString =
  | { readonly kind: 'elements'; readonly elements: readonly Gs1Element[] }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'not-gs1' };

/** Reads element strings as a reader delivers them: identifiers and values without brackets, U+001D between variable ones. */
export function parseElementString(data: string): ElementString {
  const elements: Gs1Element[] = [];
  let rest = data.startsWith(GROUP_SEPARATOR) ? data.slice(1) : data;
  if (readIdentifier(rest).kind === 'unknown-identifier') {
    return { kind: 'not-gs1' };
  }
  while (rest !== '') {
    const reading = readIdentifier(rest);
    if (reading.kind === 'unknown-identifier') {
      return { kind: 'malformed' };
    }
    const value = takeValue(reading.identifier, rest.slice(reading.identifier.ai.length));
    if (!fitsIdentifier(reading.identifier, value)) {
      return { kind: 'malformed' };
    }
    elements.push({ ai: reading.identifier.ai, value });
    const taken = reading.identifier.ai.length + value.length;
    // A separator behind a fixed-length value is needless but allowed.
    rest = rest.slice(rest[taken] === GROUP_SEPARATOR ? taken + 1 : taken);
  }
  return { kind: 'elements', elements };
}

/** Reads the form that is printed for people: `(01)12345678901231(21)359315075384726`. */
export function parseBracketedElements(text: string): ElementString {
  if (!/^\(\d{2,4}\)/.test(text)) {
    return { kind: 'not-gs1' };
  }
  const parts = text.split(/\((\d{2,4})\)/).slice(1);
  const elements: Gs1Element[] = [];
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const ai = parts[index] ?? '';
    const value = (parts[index + 1] ?? '').trim();
    const reading = readIdentifier(ai);
    if (
      reading.kind === 'unknown-identifier' ||
      reading.identifier.ai !== ai ||
      !fitsIdentifier(reading.identifier, value)
    ) {
      return { kind: 'malformed' };
    }
    elements.push({ ai, value });
  }
  return { kind: 'elements', elements };
}

function takeValue({ value }: ApplicationIdentifier, rest: string): string {
  if (value.kind === 'digits') {
    return rest.slice(0, value.length);
  }
  const end = rest.indexOf(GROUP_SEPARATOR);
  return end < 0 ? rest : rest.slice(0, end);
}
