import { z } from 'zod';
import { epochMs, type IsoTime } from '../../kernel/iso-time.ts';

/**
 * What a station knows of its clock's error. Order comes from sequence numbers, so a wrong clock never stops work; it is only flagged
 * (reliability.md §3.1, §4).
 */
export interface ClockReading {
  readonly sentAt: IsoTime;
  readonly receivedAt: IsoTime;
  /** The cloud's clock somewhere between the two. */
  readonly serverTime: IsoTime;
}

/** Milliseconds to add to the station's clock to get the cloud's; exact to half the time the answer took. */
export function clockOffsetMs(reading: ClockReading): number {
  const middle = (epochMs(reading.sentAt) + epochMs(reading.receivedAt)) / 2;
  return Math.round(epochMs(reading.serverTime) - middle);
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
