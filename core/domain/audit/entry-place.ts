import type { StoredAuditEntry } from './audit-entry.ts';
import { headAfter } from './chain-hash.ts';
import type { PersonalStatement } from './personal-check.ts';

/** What the hashed text of an entry says of its own place, whatever row it was found in. */
export interface EntryPlace {
  readonly seq: number;
  readonly previous: string;
  /** Station and generation. */
  readonly chain: string;
  readonly head: string;
  readonly statement: PersonalStatement;
}

export type PlaceReading =
  /** Text and head fit each other: this entry was once written exactly so. */
  | { readonly kind: 'authentic'; readonly place: EntryPlace }
  /** The text, or the head beside it, is not what was written. */
  | { readonly kind: 'changed' };

/** Reads the place of a stored entry and checks that its head is the hash of its own text. */
export function readEntryPlace(entry: StoredAuditEntry): PlaceReading {
  const body = parsed(entry.canonical);
  if (body === null || typeof body !== 'object' || !('seq' in body) || !('previous' in body)) {
    return { kind: 'changed' };
  }
  const { seq, previous } = body;
  if (typeof seq !== 'number' || typeof previous !== 'string' || !/^[0-9a-f]{64}$/.test(previous)) {
    return { kind: 'changed' };
  }
  if (headAfter(previous, entry.canonical) !== entry.head) {
    return { kind: 'changed' };
  }
  const chain = `${field(body, 'stationId')}/${field(body, 'generation')}`;
  return { kind: 'authentic', place: { seq, previous, chain, head: entry.head, statement: statementOf(body) } };
}

function statementOf(body: object): PersonalStatement {
  return { action: member(body, 'action'), after: record(body, 'after'), personal: record(body, 'personal') };
}

function record(body: object, name: string): Readonly<Record<string, unknown>> {
  const value = member(body, name);
  return isRecord(value) ? value : none;
}

const none: Readonly<Record<string, unknown>> = {};

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function member(body: object, name: string): unknown {
  return name in body ? Reflect.get(body, name) : undefined;
}

function field(body: object, name: string): string {
  return String(member(body, name) ?? '');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON any more is one way of having been changed; the caller says so.
    return null;
  }
}
