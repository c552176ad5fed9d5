import type { Spoiler } from './create-spoiler.ts';

/**
 * What P25 needs of a family: the ways by which its bytes become values. `frame-fuzz-families.ts` lists the families; `driver-path.ts` and
 * `exchange-path.ts` make paths of drivers and of codecs, a family with another machine (a decoder, a file transfer) writes its own.
 */
export interface FuzzFamily {
  readonly name: string;
  /** Lines or frames that such a unit sends by itself at any time, one of them looking like an answer. */
  readonly reports: readonly string[];
  readonly paths: readonly FuzzPath[];
  /** The same paths on a station with one bad habit each. The judge has to notice every one of them. */
  readonly sabotages: readonly FuzzSabotage[];
}

export interface FuzzSabotage {
  /** Ends the sentence "notices a station that …". */
  readonly name: string;
  readonly paths: readonly FuzzPath[];
}

export interface FuzzPath {
  readonly name: string;
  /** The longest it may take, in the path's own time. More is a hang. */
  readonly maxMs: number;
  /**
   * What a strict reader finds in one side of the conversation, in order; a value as often as a whole frame tells it. Knows nothing of the
   * product's codec, and goes by the line ends or check sums of the family: half a frame tells nothing.
   */
  told(conversation: readonly Exchange[], side: 'sent' | 'heard'): readonly Told[];
  /** How many whole frames have to tell a value that the unit never sent before it may be shown: as often as the station reads it. */
  timesTold(name: string): number;
  /** Reads once, with every frame of the unit handed to the spoiler on its way. */
  run(spoiler: Spoiler, seed: number): Promise<PathRun>;
}

/** A question with what the unit sent until the next one, and what arrived of it. Latin-1 text, one character per byte. */
export interface Exchange {
  readonly asked: string;
  readonly sent: string;
  readonly heard: string;
}

/** One value by the name under which it is shown. */
export interface Told {
  readonly name: string;
  readonly value: string;
}

export interface PathRun {
  readonly conversation: readonly Exchange[];
  readonly shown: readonly Told[];
  /** By the path's own clock; null for a path that never ended. */
  readonly tookMs: number | null;
  /** What must never be, beside a wrong value: a secret in the capture, a buffer beyond its limit. */
  readonly faults: readonly string[];
}
