import { type NmeaReading, readNmea } from './reading.ts';

/**
 * What the sentences of the last seconds say together. Lines go in one by one with the moment they were heard on a clock that only goes
 * forward; `positionVerdict` judges the picture. Facts stay until newer ones replace them, and carry when they were heard.
 */
export interface PositionPicture {
  readonly rmc: Heard<Extract<NmeaReading, { kind: 'rmc' }>> | null;
  readonly gsa: Heard<Extract<NmeaReading, { kind: 'gsa' }>> | null;
  /** By talker: a module may tell one GGA for each system and one for all. */
  readonly gga: ReadonlyMap<string, Heard<Extract<NmeaReading, { kind: 'gga' }>>>;
  /** Satellites above the horizon by talker and signal, each from one whole round of pages. */
  readonly inView: ReadonlyMap<string, Heard<{ readonly satellites: readonly string[] }>>;
  /** Pages of rounds that have not ended. */
  readonly rounds: ReadonlyMap<string, { readonly nextPage: number; readonly satellites: readonly string[] }>;
  /** When the receiver's own time last moved on. */
  readonly advancedAtMs: number | null;
  readonly heardAtMs: number | null;
  readonly goodSentences: number;
  readonly damagedSentences: number;
}

export type Heard<Fact> = Fact & { readonly heardAtMs: number };

export const emptyPicture: PositionPicture = {
  rmc: null,
  gsa: null,
  gga: new Map(),
  inView: new Map(),
  rounds: new Map(),
  advancedAtMs: null,
  heardAtMs: null,
  goodSentences: 0,
  damagedSentences: 0,
};

/** Adds one line without its line end. What is no sentence, or a damaged one, changes nothing but the count. */
export function hearLine(picture: PositionPicture, line: string, nowMs: number): PositionPicture {
  const reading = readNmea(line);
  if (reading.kind === 'other') {
    return picture;
  }
  if (reading.kind === 'damaged') {
    return { ...picture, damagedSentences: picture.damagedSentences + 1 };
  }
  const heard = { ...picture, heardAtMs: nowMs, goodSentences: picture.goodSentences + 1 };
  switch (reading.kind) {
    case 'rmc': {
      const { momentMs } = reading;
      const moved = momentMs !== null && momentMs !== picture.rmc?.momentMs;
      return {
        ...heard,
        rmc: { ...reading, heardAtMs: nowMs },
        advancedAtMs: moved ? nowMs : picture.advancedAtMs,
      };
    }
    case 'gsa':
      return { ...heard, gsa: { ...reading, heardAtMs: nowMs } };
    case 'gga':
      return { ...heard, gga: new Map(picture.gga).set(reading.talker, { ...reading, heardAtMs: nowMs }) };
    case 'gsv':
      return hearPage(heard, reading, nowMs);
    default:
      return heard;
  }
}

function hearPage(
  picture: PositionPicture,
  page: Extract<NmeaReading, { kind: 'gsv' }>,
  nowMs: number,
): PositionPicture {
  const { group } = page;
  const rounds = new Map(picture.rounds);
  const begun = page.page === 1 ? { nextPage: 1, satellites: [] } : rounds.get(group);
  rounds.delete(group);
  if (begun === undefined || begun.nextPage !== page.page) {
    // A page was lost: this round cannot be counted any more.
    return { ...picture, rounds };
  }
  const satellites = [...begun.satellites, ...page.satellites];
  if (page.page < page.pages) {
    return { ...picture, rounds: rounds.set(group, { nextPage: page.page + 1, satellites }) };
  }
  return { ...picture, rounds, inView: new Map(picture.inView).set(group, { satellites, heardAtMs: nowMs }) };
}

/** Sentences older than this say nothing of now. */
export const freshForMs = 10_000;

/** Satellites that the position is made of, by the freshest words of the receiver; the largest where each system is told apart. */
export function satellitesUsed(picture: PositionPicture, nowMs: number): number | null {
  return largest(freshGga(picture, nowMs).map((gga) => gga.satellitesUsed));
}

/** Different satellites above the horizon, however many signals of each are heard; null before a whole round was told. */
export function satellitesInView({ inView }: PositionPicture, nowMs: number): number | null {
  const fresh = [...inView.values()].filter((round) => isFresh(round, nowMs));
  return fresh.length === 0 ? null : new Set(fresh.flatMap(({ satellites }) => satellites)).size;
}

/** Horizontal dilution of precision, from GSA or, where that is silent, GGA. */
export function horizontalDilution(picture: PositionPicture, nowMs: number): number | null {
  const { gsa } = picture;
  const told = gsa !== null && isFresh(gsa, nowMs) ? gsa.hdop : null;
  return told ?? largest(freshGga(picture, nowMs).map(({ hdop }) => hdop));
}

export function freshGga({ gga }: PositionPicture, nowMs: number) {
  return [...gga.values()].filter((one) => isFresh(one, nowMs));
}

export function isFresh({ heardAtMs }: { readonly heardAtMs: number }, nowMs: number): boolean {
  return nowMs - heardAtMs <= freshForMs;
}

function largest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}
