import { z } from 'zod';
import { keptName } from '../../kernel/plain-name.ts';
import { DEFAULT_WEDGE_PROFILE, type WedgePrefix, type WedgeProfile, type WedgeRhythm } from './wedge-profile.ts';

/**
 * The readers that a station knows (SCAN-1): those that are keyboards, learned from three test scans, and those that are serial ports.
 * Stored by the station, shown on the readers page, used by the page's guard and by the reader adapter.
 */

/** What a reader sends behind each code. On a serial port `enter` is CR, LF or both. */
export const readerSuffix = z.enum(['enter', 'tab', 'none']);
export type ReaderSuffix = z.infer<typeof readerSuffix>;

const readerName = keptName(40);

/** Slower than this without a prefix, a reader cannot be told from a person: 1.5 times this is still below the quickest hands. */
export const SLOWEST_GAP_MS = 50;
/** The same behind a prefix, which no hand types by chance before a code. */
export const SLOWEST_ANNOUNCED_GAP_MS = 150;
/** Fewer characters than are held back from the page could not be kept from it. */
export const FEWEST_CHARACTERS = DEFAULT_WEDGE_PROFILE.holdAfterCharacters;

/** What three scans of a keyboard reader teach. */
export const wedgeHabits = z
  .strictObject({
    /** Mean gap between two characters. */
    keyGapMs: z.number().int().min(1).max(SLOWEST_ANNOUNCED_GAP_MS),
    suffix: readerSuffix,
    /** The key before each code, as `prefixName` writes it; null without one. */
    prefixKey: z.string().min(1).max(20).nullable(),
    /** From so many characters on it is a scan. Never more than the default: what is missed would type into the page. */
    minCharacters: z.number().int().min(FEWEST_CHARACTERS).max(DEFAULT_WEDGE_PROFILE.minCharacters),
  })
  .refine(({ keyGapMs, prefixKey }) => prefixKey !== null || keyGapMs <= SLOWEST_GAP_MS, {
    message: 'a reader without a prefix types faster than a person',
    path: ['keyGapMs'],
  });
export type WedgeHabits = z.infer<typeof wedgeHabits>;

export const keyboardReader = z.strictObject({
  kind: z.literal('keyboard'),
  id: z.string(),
  name: readerName,
  habits: wedgeHabits,
});
export type KeyboardReader = z.infer<typeof keyboardReader>;

/** Speeds that readers offer; 8 data bits, no parity, one stop bit. Over USB the speed does not matter. */
export const readerBaudRates = [9600, 19_200, 38_400, 57_600, 115_200] as const;

export const portReader = z.strictObject({
  kind: z.literal('port'),
  id: z.string(),
  name: readerName,
  /** `/dev/ttyACM0`, `COM12`. */
  port: z.string().trim().min(1).max(255),
  /** USB identity and serial number where the device has both: ports change their names, devices do not. */
  usb: z.string().nullable(),
  baudRate: z.union(readerBaudRates.map((rate) => z.literal(rate))),
  suffix: readerSuffix,
});
export type PortReader = z.infer<typeof portReader>;

export const reader = z.discriminatedUnion('kind', [keyboardReader, portReader]);
export type Reader = z.infer<typeof reader>;

/** What the guard goes by: the default, widened by what the station's keyboard readers need. */
export function wedgeProfileFor(habits: readonly WedgeHabits[]): WedgeProfile {
  if (habits.length === 0) {
    return DEFAULT_WEDGE_PROFILE;
  }
  const unannounced = habits.filter(({ prefixKey }) => prefixKey === null);
  const endKeys = (['enter', 'tab'] as const).filter((key) => habits.some(({ suffix }) => suffix === key));
  return {
    ...DEFAULT_WEDGE_PROFILE,
    ...loosest([DEFAULT_WEDGE_PROFILE, ...unannounced.map(rhythmFor)]),
    minCharacters: Math.min(DEFAULT_WEDGE_PROFILE.minCharacters, ...habits.map((one) => one.minCharacters)),
    endKeys: endKeys.length === 0 ? DEFAULT_WEDGE_PROFILE.endKeys : endKeys,
    silenceEnds: habits.some(({ suffix }) => suffix === 'none'),
    prefixes: habits.flatMap(prefixOf),
  };
}

/** What passes for the rhythm of a reader with this mean gap: half as much again, and single gaps of four times as much. */
export function rhythmFor({ keyGapMs }: Pick<WedgeHabits, 'keyGapMs'>): WedgeRhythm {
  const maxGapMs = Math.max(DEFAULT_WEDGE_PROFILE.maxGapMs, 4 * keyGapMs);
  return {
    meanGapMs: Math.max(DEFAULT_WEDGE_PROFILE.meanGapMs, 1.5 * keyGapMs),
    maxGapMs,
    silenceMs: Math.max(DEFAULT_WEDGE_PROFILE.silenceMs, maxGapMs + 40),
  };
}

function prefixOf(habits: WedgeHabits): readonly WedgePrefix[] {
  return habits.prefixKey === null ? [] : [{ key: habits.prefixKey, ...rhythmFor(habits) }];
}

function loosest(rhythms: readonly WedgeRhythm[]): WedgeRhythm {
  return {
    meanGapMs: Math.max(...rhythms.map(({ meanGapMs }) => meanGapMs)),
    maxGapMs: Math.max(...rhythms.map(({ maxGapMs }) => maxGapMs)),
    silenceMs: Math.max(...rhythms.map(({ silenceMs }) => silenceMs)),
  };
}
