/**
 * GS1 application identifiers (GS1 General Specifications, section 3): how long each one's value is. Fixed-length values need no
 * separator behind them; the others end at a separator or at the end of the data.
 */
export interface ApplicationIdentifier {
  readonly ai: string;
  /** Exactly this many digits; or at most `maxLength` characters of any kind. */
  readonly value:
    | { readonly kind: 'digits'; readonly length: number }
    | { readonly kind: 'text'; readonly maxLength: number };
}

export type IdentifierReading =
  | { readonly kind: 'identifier'; readonly identifier: ApplicationIdentifier }
  | { readonly kind: 'unknown-identifier' };

type Row = readonly [pattern: RegExp, length: number];

const FIXED: readonly Row[] = [
  [/^00/, 18],
  [/^0[123]/, 14],
  [/^04/, 16],
  [/^1[1-35-7]/, 6],
  [/^20/, 2],
  [/^(?:31[0-6]|32\d|33[0-7]|34\d|35[0-7]|36\d)\d/, 6],
  [/^41[0-7]/, 13],
];

const VARIABLE: readonly Row[] = [
  [/^(?:10|21|22)/, 20],
  [/^(?:30|37)/, 8],
  [/^(?:235)/, 28],
  [/^(?:24[01]|25[01]|253|40[013])/, 30],
  [/^242/, 6],
  [/^(?:243|254)/, 20],
  [/^255/, 25],
  [/^(?:390|392)\d/, 15],
  [/^(?:391|393)\d/, 18],
  [/^394\d/, 4],
  [/^395\d/, 6],
  [/^402/, 17],
  [/^420/, 20],
  [/^(?:421|423|425)/, 15],
  [/^42[2467]/, 3],
  [/^43[0-3]\d/, 90],
  [/^70[0-4]\d/, 90],
  [/^71[0-7]/, 20],
  [/^72[345]\d/, 90],
  [/^8002/, 20],
  [/^80[0-3]\d/, 90],
  [/^811[0-2]/, 70],
  [/^8200/, 70],
  [/^90/, 30],
  [/^9[1-9]/, 90],
];

/** The identifier with which `text` begins. */
export function readIdentifier(text: string): IdentifierReading {
  for (const [pattern, length] of FIXED) {
    const ai = pattern.exec(text)?.[0];
    if (ai !== undefined) {
      return { kind: 'identifier', identifier: { ai, value: { kind: 'digits', length } } };
    }
  }
  for (const [pattern, maxLength] of VARIABLE) {
    const ai = pattern.exec(text)?.[0];
    if (ai !== undefined) {
      return { kind: 'identifier', identifier: { ai, value: { kind: 'text', maxLength } } };
    }
  }
  return { kind: 'unknown-identifier' };
}

/** Whether `value` may stand behind this identifier. */
export function fitsIdentifier({ value: rule }: ApplicationIdentifier, value: string): boolean {
  if (rule.kind === 'digits') {
    return value.length === rule.length && /^[0-9]+$/.test(value);
  }
  // The 82 characters of GS1 AI encodable set 82 (figure 7.11-1).
  return value.length > 0 && value.length <= rule.maxLength && /^[!"%-?A-Z_a-z]+$/.test(value);
}
