import { z } from 'zod';
import { epochMs, type IsoTime } from '../../kernel/iso-time.ts';

/**
 * What a station knows of its clock's error. Order comes from sequence numbers, so a wrong clock never stops work; it is only flagged
 * (reliability.md §3.1, §4).
 */
export interface ClockReading {
  readonly receivedAt: IsoTime;
  /** From sending to receiving, on the clock that cannot be set: the other one may have been meanwhile. */
  readonly tookMs: number;
  /** The cloud's clock somewhere between the two. */
  readonly serverTime: IsoTime;
}

/** Milliseconds to add to the station's clock to get the cloud's; exact to half the time the answer took. */
export function clockOffsetMs(reading: ClockReading): number {
  const middle = epochMs(reading.receivedAt) - reading.tookMs / 2;
  return Math.round(epochMs(reading.serverTime) - middle);
}

/** A machine that slept finds its wall clock ahead by so much at most: a long weekend and holidays. */
const longestSleepMs = 7 * 24 * 60 * 60_000;

/**
 * The offset that holds now, where the wall clock has moved against the monotonic one by `movedMs` since it was measured. A clock that was set is not
 * believed; a machine that slept is: its monotonic clock stood still, and time did pass.
 */
export function offsetAfterMove(measuredMs: number, movedMs: number): number {
  const hasSlept = movedMs > 0 && movedMs <= longestSleepMs;
  return hasSlept || Math.abs(movedMs) <= driftLimitMs ? measuredMs : Math.round(measuredMs - movedMs);
}

export interface ClockEvidence {
  readonly now: IsoTime;
  /** Time of the entry before; null for the first. */
  readonly previousAt: IsoTime | null;
  /** How far the wall clock and the monotonic clock have moved apart since the station opened its store. */
  readonly driftMs: number;
  /** Last known offset to the cloud, null before the first contact. */
  readonly offsetMs: number | null;
}

/** Setting under which the last known offset is kept, as text. */
export const clockOffsetSetting = 'sync.clockOffsetMs';

/** Wall and monotonic clock may move apart by this before it counts as a change of the clock. */
export const driftLimitMs = 2_000;
const offsetLimitMs = 60_000;

/** Why a time should be looked at twice: it runs backwards, moved against the monotonic clock, or is far from the cloud's. */
export const clockDoubt = z.enum(['backwards', 'moved', 'far-from-centre']);
export type ClockDoubt = z.infer<typeof clockDoubt>;

/** What speaks against a time written now; empty when nothing does. */
export function clockDoubts(evidence: ClockEvidence): readonly ClockDoubt[] {
  const runsBackwards = evidence.previousAt !== null && evidence.now < evidence.previousAt;
  const moved = Math.abs(evidence.driftMs) > driftLimitMs;
  const isFarFromCloud = evidence.offsetMs !== null && Math.abs(evidence.offsetMs) > offsetLimitMs;
  return [
    ...(runsBackwards ? (['backwards'] as const) : []),
    ...(moved ? (['moved'] as const) : []),
    ...(isFarFromCloud ? (['far-from-centre'] as const) : []),
  ];
}
