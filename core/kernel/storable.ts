import { z } from 'zod';

/** A positive whole number that a column of 32 bits holds: numbers of operations, entries, generations. Nobody counts further. */
export const storedNumber = z.number().int().positive().max(2_147_483_647);

/** PostgreSQL's text holds no NUL, and half of a surrogate pair is no character at all: UTF-8 and canonical JSON have no form for it. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}

/** Where in a JSON value a text stands that cannot be stored, e.g. `wish.plate`; the name of a field counts too. Null: nowhere. */
export function findUnstorableText(value: unknown): string | null {
  // A stack instead of calls: what strangers send may be nested deeper than calls may be.
  const left: { readonly part: unknown; readonly path: readonly string[] }[] = [{ part: value, path: [] }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { part, path } = next;
    if (typeof part === 'string' && !isStorableText(part)) {
      return path.join('.');
    }
    if (typeof part === 'object' && part !== null) {
      for (const [name, inner] of Object.entries(part)) {
        if (!isStorableText(name)) {
          return path.join('.');
        }
        left.push({ part: inner, path: [...path, name] });
      }
    }
  }
  return null;
}
