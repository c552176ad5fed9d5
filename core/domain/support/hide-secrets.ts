import { HIDDEN } from '../../kernel/hidden-text.ts';

/**
 * The last look at everything that leaves the station for support (REP-4, P39): secrets that the station knows are taken out wherever they
 * stand, and log lines lose whatever is called or looks like one.
 */

/** Replaces every one of these values, also where it stands escaped inside JSON. Very short ones would blacken everything and are left. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  let hidden = text;
  for (const secret of secrets) {
    if (secret.length >= SHORTEST_KNOWN) {
      hidden = hidden.replaceAll(secret, HIDDEN).replaceAll(JSON.stringify(secret).slice(1, -1), HIDDEN);
    }
  }
  return hidden;
}

/** The same in every text of a value that is JSON; numbers and names of fields stay. */
export function hideSecretsWithin<Value>(value: Value, secrets: readonly string[]): Value {
  // The shape stays what it was: only texts are replaced, and by texts.
  return replaceTexts(value, (text) => hideSecrets(text, secrets)) as Value;
}

/** A line of the station's log fit to be handed out; null for one that is no JSON document and may hold anything. */
export function redactLogLine(line: string, secrets: readonly string[]): string | null {
  const parsed = parseObject(line);
  if (parsed === null) {
    return null;
  }
  const redacted = JSON.stringify(
    replaceTexts(withoutSecretFields(parsed), (text) => hideSecrets(hideCredentials(text), secrets)),
  );
  return redacted.length > LONGEST_LINE ? `${redacted.slice(0, LONGEST_LINE)} …` : redacted;
}

const SHORTEST_KNOWN = 3;
const LONGEST_LINE = 2_000;

/** `pin`, `oldPin`, `apn_password`, `accessToken` … but not `pinned` and not `mapping`. */
const SECRET_FIELD =
  /^(?:pin|.*(?:Pin|_pin)|.*pass(?:word|phrase|wort).*|.*secret.*|.*token.*|.*cookie.*|authorization|dpop|.*private.?key.*|.*credential.*)$/i;

/** Tokens of RFC 6750 and RFC 9449 schemes, JSON Web Tokens, and passwords in addresses. */
const CREDENTIALS: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|DPoP|Basic)\s+[\w~+/.=-]{8,}/gi, `$1 ${HIDDEN}`],
  [/\beyJ[\w-]{6,}\.[\w-]+\.[\w-]*/g, HIDDEN],
  [/(:\/\/[^\s:/@]+:)[^\s@]+@/g, `$1${HIDDEN}@`],
];

function hideCredentials(text: string): string {
  return CREDENTIALS.reduce((hidden, [pattern, replacement]) => hidden.replace(pattern, replacement), text);
}

function withoutSecretFields(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutSecretFields);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, SECRET_FIELD.test(name) ? HIDDEN : withoutSecretFields(part)]),
    );
  }
  return value;
}

function replaceTexts(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') {
    return replace(value);
  }
  if (Array.isArray(value)) {
    return value.map((part) => replaceTexts(part, replace));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, replaceTexts(part, replace)]));
  }
  return value;
}

function parseObject(line: string): object | null {
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === 'object' && parsed !== null ? parsed : null;
  } catch {
    return null; // half a line at the end of a crash, or words of a library
  }
}
