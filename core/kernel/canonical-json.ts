import canonicalize from 'canonicalize';
import { invariant } from './invariant.ts';

/** RFC 8785 text of a JSON value: one spelling for one value, so that it can be hashed and compared. Throws for what JSON cannot hold. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  invariant(text !== undefined, 'only JSON values have a canonical form');
  return text;
}
