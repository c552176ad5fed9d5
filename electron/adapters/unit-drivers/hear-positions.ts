import { epochMs } from '#core/kernel/iso-time.ts';
import type { DriverContext, HealthField, HealthReading } from '#core/ports/unit-driver.ts';
import { printable } from '#core/protocol/latin1.ts';
import { emptyFramer, frameBytes } from '#core/protocol/line-framer.ts';
import { emptyPicture, hearLine } from '#core/protocol/nmea/position-picture.ts';
import { type PositionVerdict, positionVerdict } from '#core/protocol/nmea/position-verdict.ts';

/**
 * Listens for position sentences on a link and writes nothing. Used for bare receivers, and beside a unit's own driver where the unit tells
 * positions between its answers. Close it when done; the link stays open.
 */
export interface PositionEar {
  /** Good sentences heard so far. */
  sentences(): number;
  verdict(): PositionVerdict;
  /** Waits until `isEnough`, but not longer than this, nor beyond a lost cable or a cancel. */
  wait(forMs: number, isEnough: (ear: PositionEar) => boolean): Promise<void>;
  close(): void;
}

/** `keepLines` records what was heard; where a driver listens too, it records the same lines already. */
export function hearPositions(
  { link, clock, capture, cancel }: DriverContext,
  { keepLines }: { readonly keepLines: boolean },
): PositionEar {
  let framer = emptyFramer;
  let picture = emptyPicture;
  const news = new Set<() => void>();
  const ended = new AbortController();
  const end = () => {
    ended.abort();
    tell(news);
  };
  const unhear = link.onBytes((bytes) => {
    const framed = frameBytes(framer, bytes);
    framer = framed.state;
    for (const frame of framed.frames) {
      if (frame.kind === 'line') {
        picture = hearLine(picture, frame.text, clock.monotonicMs());
        if (keepLines) {
          capture.record({ direction: 'from-unit', text: printable(frame.text) });
        }
      }
    }
    tell(news);
  });
  const unlose = link.onLost(end);
  cancel?.addEventListener('abort', end, { once: true });

  const ear: PositionEar = {
    sentences: () => picture.goodSentences,
    verdict: () => positionVerdict(picture, { nowMs: clock.monotonicMs(), epochMs: epochMs(clock.now()) }),
    async wait(forMs, isEnough) {
      const enough = new AbortController();
      const look = () => {
        if (ended.signal.aborted || isEnough(ear)) {
          enough.abort();
        }
      };
      news.add(look);
      look();
      await clock.sleep(forMs, enough.signal);
      news.delete(look);
    },
    close() {
      unhear();
      unlose();
      cancel?.removeEventListener('abort', end);
    },
  };
  return ear;
}

function tell(listeners: ReadonlySet<() => void>): void {
  for (const listener of listeners) {
    listener();
  }
}

/** Whether the sentences of one whole second have been heard. */
export function isWholeEpoch(ear: PositionEar): boolean {
  const { kind, satellitesInView } = ear.verdict();
  return kind !== 'incomplete' && satellitesInView !== null;
}

/** How long until a receiver that tells once a second has told all of it. */
export const epochWithinMs = 2_500;

/** What position sentences can say of a unit's health. */
export const positionFields = [
  'gnssFix',
  'satellites',
  'satellitesInView',
  'hdop',
] as const satisfies readonly HealthField[];
export type PositionField = (typeof positionFields)[number];

export function positionReadings(verdict: PositionVerdict): Readonly<Record<PositionField, HealthReading>> {
  return {
    gnssFix: fixReading(verdict),
    satellites: countReading(verdict.satellitesUsed),
    satellitesInView: countReading(verdict.satellitesInView),
    hdop: countReading(verdict.hdop),
  };
}

function fixReading(verdict: PositionVerdict): HealthReading {
  switch (verdict.kind) {
    case 'fix': {
      const { latitude, longitude } = verdict.position;
      return {
        kind: 'value',
        value: 'fix',
        raw: `${latitude.toFixed(6)}, ${longitude.toFixed(6)} ${verdict.dimension}D`,
      };
    }
    case 'no-fix':
      return { kind: 'value', value: 'no-fix', raw: 'no-fix' };
    case 'doubtful':
    case 'incomplete':
      return { kind: 'unknown', why: verdict.why };
  }
}

function countReading(value: number | null): HealthReading {
  return value === null
    ? { kind: 'unknown', why: 'the receiver does not tell it' }
    : { kind: 'value', value, raw: String(value) };
}
