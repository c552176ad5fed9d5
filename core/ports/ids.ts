/** Source of identifiers. Injected, so that tests and replays are exact. */
export interface Ids {
  /** A new UUIDv7 (RFC 9562): unique, and later ones sort after earlier ones. */
  next(): string;
}
