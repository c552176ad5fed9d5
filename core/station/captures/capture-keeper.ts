import type { CaptureLine } from '../../domain/capture/capture-line.ts';
import type { PersonId, SessionId } from '../../kernel/entity-ids.ts';
import { hideWhole } from '../../kernel/hidden-text.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { StationStore } from '../../ports/station-store.ts';
import type { Capture, CaptureEntry } from '../../ports/unit-driver.ts';
import { createCancelSource } from '../sync/cancel-source.ts';

/**
 * Keeps what goes over the cables (INST-7): the newest lines of every bay in memory, and those of every sheet on disk, a second later at the
 * most and at once when the work ends. It has the last word on secrets: drivers mask what they know, and here whatever was not recognized is
 * hidden as long as the answer to a question for a secret may still come, in this piece of work or the next one on the port.
 */
export interface CaptureKeeper {
  /** For one piece of work on one port. */
  begin(place: CapturePlace): Recording;
  /** The newest lines of a bay, oldest first. */
  ofBay(bay: number): readonly BayLine[];
}

export interface CapturePlace {
  /** Null for a port without a number. */
  readonly bay: number | null;
  readonly port: string;
  /** Null where no sheet stands for the unit: then nothing of it goes to disk. */
  readonly sessionId: SessionId | null;
}

export interface Recording extends Capture {
  secretAsked(): void;
  /** The work has ended; what was recorded is on disk when this returns. */
  end(): void;
}

/** A line with whose work it was; null: not a person's. */
export interface BayLine {
  readonly line: CaptureLine;
  readonly ownerId: PersonId | null;
}

export interface CaptureKeeperDeps {
  readonly store: Pick<StationStore, 'session' | 'transact'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Something new can be read. */
  readonly changed: () => void;
}

export const linesPerBay = 2_000;
/** An answer may come late, also after the driver gave up and another piece of work began. */
const secretMayComeMs = 30_000;
const flushAfterMs = 1_000;
const flushAtLines = 100;
/** Noise at a wrong speed can be one endless line. */
const longestText = 4_096;

export function createCaptureKeeper(deps: CaptureKeeperDeps): CaptureKeeper {
  const { clock } = deps;
  const rings = new Map<number, BayLine[]>();
  const hidingUntilMs = new Map<string, number>();
  const isHiding = (port: string) => clock.monotonicMs() < (hidingUntilMs.get(port) ?? Number.NEGATIVE_INFINITY);

  return {
    begin(place) {
      const { bay, port, sessionId } = place;
      const ownerId = sessionId === null ? null : (deps.store.session(sessionId)?.owner?.personId ?? null);
      const writer = sessionId === null ? null : createWriter(deps, { ...place, sessionId, ownerId });
      return {
        record(entry) {
          for (const line of linesOf(entry, { at: clock.now(), isHiding: isHiding(port) })) {
            if (bay !== null) {
              remember(rings, bay, { line, ownerId });
            }
            writer?.add(line);
          }
        },
        secretAsked: () => void hidingUntilMs.set(port, clock.monotonicMs() + secretMayComeMs),
        end() {
          writer?.flush();
          deps.changed();
        },
      };
    },
    ofBay: (bay) => rings.get(bay) ?? [],
  };
}

function remember(rings: Map<number, BayLine[]>, bay: number, line: BayLine): void {
  const ring = rings.get(bay) ?? [];
  ring.push(line);
  if (ring.length > linesPerBay) {
    ring.shift();
  }
  rings.set(bay, ring);
}

/** What is kept of an entry: the line, and where it was too long a note that says how much of it is missing. */
function linesOf(
  { direction, text, use }: CaptureEntry,
  { at, isHiding }: { readonly at: string; readonly isHiding: boolean },
): readonly CaptureLine[] {
  const shown = isHiding && (use === 'noise' || use === 'late' || use === 'cut') ? hideWhole(text) : text;
  // Not in the middle of a `\xNN`.
  const kept = shown.length > longestText ? shown.slice(0, longestText).replace(/\\(?:x[0-9a-f]?)?$/, '') : shown;
  const line: CaptureLine = { at, direction, text: kept, ...(use === undefined ? {} : { use }) };
  const missing = shown.length - kept.length;
  return missing === 0
    ? [line]
    : [line, { at, direction: 'note', text: `${missing} more characters of this line are not kept` }];
}

interface Writer {
  add(line: CaptureLine): void;
  flush(): void;
}

/** Gathers lines and writes them a piece at a time: a write for each would be felt on the cable. */
function createWriter(
  { store, clock, log }: CaptureKeeperDeps,
  place: CapturePlace & { readonly sessionId: SessionId; readonly ownerId: PersonId | null },
): Writer {
  let waiting: CaptureLine[] = [];
  let alarm = createCancelSource();

  const flush = (): void => {
    alarm.cancel();
    alarm = createCancelSource();
    const lines = waiting;
    waiting = [];
    if (lines.length === 0) {
      return;
    }
    try {
      store.transact((write) => write.appendCapture({ ...place, lines }));
    } catch (error: unknown) {
      // Work on a unit is not given up because its record cannot be kept; the store has said for itself what is wrong with the disk.
      log.error('capture.not-kept', { sessionId: place.sessionId, lines: lines.length, error: String(error) });
    }
  };

  return {
    add(line) {
      waiting.push(line);
      if (waiting.length >= flushAtLines) {
        flush();
      } else if (waiting.length === 1) {
        const { signal } = alarm;
        void clock.sleep(flushAfterMs, signal).then(() => {
          if (!signal.aborted) {
            flush();
          }
        });
      }
    },
    flush,
  };
}
