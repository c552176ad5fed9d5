import type { IsoTime } from '#core/kernel/iso-time.ts';

/** What the cloud needs from its surroundings, given by the composition root so that tests own time and numbers. */
export interface CloudClock {
  /** Wall time in UTC: the clock by which trust and subscriptions expire (ORG-3). */
  now(): IsoTime;
}

export interface CloudIds {
  /** A new UUIDv7 (RFC 9562): unique, and later ones sort after earlier ones. */
  next(): string;
}

/** Structured log. Fields never hold secrets. */
export interface CloudLog {
  info(event: string, fields?: CloudLogFields): void;
  warn(event: string, fields?: CloudLogFields): void;
  error(event: string, fields?: CloudLogFields): void;
}

export type CloudLogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;
