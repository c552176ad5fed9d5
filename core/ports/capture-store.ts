import type { CaptureLine } from '../domain/capture/capture-line.ts';
import type { PersonId, SessionId } from '../kernel/entity-ids.ts';
import type { IsoTime } from '../kernel/iso-time.ts';

/** What went over the cable for each sheet (INST-7), bounded: the oldest lines of a sheet and the oldest sheets go first. Part of the station store. */
export interface CaptureReads {
  /** Of one sheet; null where nothing is kept of it. */
  capture(sessionId: SessionId): StoredCapture | null;
  /** The ones changed last, newest first. */
  captures(limit: number): readonly StoredCapture[];
  /** Oldest first. */
  captureLines(sessionId: SessionId): readonly CaptureLine[];
}

export interface StoredCapture {
  readonly sessionId: SessionId;
  /** Where it was recorded last. */
  readonly bay: number | null;
  readonly port: string;
  readonly startedAt: IsoTime;
  readonly changedAt: IsoTime;
  /** Lines that are kept, and how many older ones are not any more. */
  readonly lines: number;
  readonly dropped: number;
  /** Whose sheet it was while lines were recorded. */
  readonly ownerIds: readonly PersonId[];
}

export interface CaptureWrites {
  /** Adds lines to a sheet's capture and takes away what is beyond the bounds. */
  appendCapture(lines: CaptureAppendix): void;
}

export interface CaptureAppendix {
  readonly sessionId: SessionId;
  readonly bay: number | null;
  readonly port: string;
  readonly ownerId: PersonId | null;
  /** At least one, in order. */
  readonly lines: readonly CaptureLine[];
}
