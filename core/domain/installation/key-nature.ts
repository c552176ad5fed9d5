import { type KeyNature, keyEntryOf } from './key-catalogue.ts';

/**
 * What a configuration key is about, and so whether its value may outlive a change of owner (decisions.md d2). Null for a key that is not
 * in the catalogue: it is not carried over, as nobody has said that it is harmless.
 */
export function natureOfKey(key: string): KeyNature | null {
  return keyEntryOf(key)?.nature ?? null;
}
