import { keyEntryOf } from './key-catalogue.ts';

/** What to write behind the value of a key, null where it is a word or a plain number. Values are stored as units and profiles have them. */
export function unitOfKey(key: string): string | null {
  const entry = keyEntryOf(key);
  return entry?.type === 'integer' ? (entry.unit ?? null) : null;
}
