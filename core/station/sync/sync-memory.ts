import { z } from 'zod';
import { clockOffsetSetting } from '../../domain/sync/clock-offset.ts';
import type { Trouble } from '../../domain/sync/sync-machine.ts';
import { epochMs, type IsoTime, isoTime, toIsoTime } from '../../kernel/iso-time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StoreReader, StoreWriter } from '../../ports/station-store.ts';

/**
 * What the sync loop keeps over restarts, as settings in the station's store: how far it has come and when it tries next. Moments of the
 * monotonic clock mean nothing after a restart, so waits are kept as wall time and cut to the longest wait that makes sense.
 */
const keys = {
  cursor: 'sync.cursor',
  snapshotOpen: 'sync.snapshotOpen',
  auditHeld: 'sync.auditHeld',
  lastContact: 'sync.lastContact',
  trouble: 'sync.trouble',
} as const;

const storedTrouble = z
  .strictObject({
    why: z.enum(['unreachable', 'busy', 'faulty', 'not-enrolled', 'revoked', 'too-old', 'station-fault']),
    failures: z.number().int().positive(),
    since: isoTime,
    nextAttemptAt: isoTime,
  })
  .nullable();

/** A wait longer than this was stored by a clock that has been set back since. */
const longestWaitMs = 10 * 60_000;

export function readCursor(store: StoreReader): string | null {
  const text = store.setting(keys.cursor);
  return text === null || text === '' ? null : text;
}

/** Null: the next pull begins a full copy. */
export function writeCursor(write: StoreWriter, cursor: string | null): void {
  write.setSetting(keys.cursor, cursor ?? '');
}

/** The next pull begins a full copy, also where one is half done. */
export function forgetCursor(write: StoreWriter): void {
  writeCursor(write, null);
  setSnapshotOpen(write, false);
}

/** Whether a full copy was begun that is not complete. */
export function isSnapshotOpen(store: StoreReader): boolean {
  return store.setting(keys.snapshotOpen) === 'yes';
}

export function setSnapshotOpen(write: StoreWriter, open: boolean): void {
  write.setSetting(keys.snapshotOpen, open ? 'yes' : 'no');
}

/** How many entries of this station's chain the cloud said it holds. */
export function readAuditHeld(store: StoreReader): number {
  return Number(store.setting(keys.auditHeld) ?? '0');
}

export function writeAuditHeld(write: StoreWriter, size: number): void {
  write.setSetting(keys.auditHeld, String(size));
}

export function readLastContact(store: StoreReader): IsoTime | null {
  return store.setting(keys.lastContact);
}

/** The cloud answered. */
export function writeContact(write: StoreWriter, at: IsoTime): void {
  write.setSetting(keys.lastContact, at);
}

export function readClockOffset(store: StoreReader): number | null {
  const text = store.setting(clockOffsetSetting);
  return text === null ? null : Number(text);
}

export function writeClockOffset(write: StoreWriter, offsetMs: number): void {
  write.setSetting(clockOffsetSetting, String(offsetMs));
}

/** The failures that the last run of the program ended with, in terms of this run's clock. */
export function readTrouble(
  store: StoreReader,
  clock: Clock,
): { readonly trouble: Trouble; readonly waitMs: number } | null {
  const text = store.setting(keys.trouble);
  const stored = text === null ? null : storedTrouble.parse(JSON.parse(text));
  if (stored === null) {
    return null;
  }
  const nowMs = epochMs(clock.now());
  const failingForMs = Math.max(0, nowMs - epochMs(stored.since));
  const waitMs = Math.min(Math.max(0, epochMs(stored.nextAttemptAt) - nowMs), longestWaitMs);
  const sinceMs = clock.monotonicMs() - failingForMs;
  return { trouble: { why: stored.why, failures: stored.failures, sinceMs }, waitMs };
}

/** Keeps the failures and the moment of the next attempt; null when all is well. */
export function writeTrouble(
  write: StoreWriter,
  clock: Clock,
  waiting: { readonly trouble: Trouble; readonly untilMs: number } | null,
): void {
  if (waiting === null) {
    write.setSetting(keys.trouble, 'null');
    return;
  }
  const wallOf = (monotonicMs: number): IsoTime =>
    toIsoTime(epochMs(clock.now()) + Math.round(monotonicMs - clock.monotonicMs()));
  const { why, failures, sinceMs } = waiting.trouble;
  const stored = { why, failures, since: wallOf(sinceMs), nextAttemptAt: wallOf(waiting.untilMs) };
  write.setSetting(keys.trouble, JSON.stringify(stored));
}
