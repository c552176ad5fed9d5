import type { SeededRandom } from '../random/seeded-random.ts';
import { latin1Bytes, latin1Text } from '../units/latin1.ts';
import type { FaultDefinition } from './fault-definition.ts';
import type { ToHost, WireEvent, WireStage } from './wire.ts';

/* Faults in how bytes look and arrive (link.md §10 groups 2, 4, 5 and 12). */

const mergeWindowMs = 250;
/** Bytes that go out between two looks at the clock when output is paced. */
const sliceBytes = 16;

function lineEnds(replacement: string): WireStage {
  return {
    toHost: (event) => [{ ...event, bytes: latin1Bytes(latin1Text(event.bytes).replaceAll('\r\n', replacement)) }],
  };
}

/** Cuts an answer before the given positions; the pieces follow each other by a millisecond. */
function cut(event: ToHost, positions: readonly number[]): readonly ToHost[] {
  const bounds = [0, ...positions.filter((at) => at > 0 && at < event.bytes.length), event.bytes.length];
  return bounds.slice(1).map((end, index) => ({
    ...event,
    bytes: event.bytes.slice(bounds[index], end),
    atMs: event.atMs + index,
  }));
}

function positionsOf(event: ToHost, pattern: RegExp, offset: (match: string) => number): readonly number[] {
  return [...latin1Text(event.bytes).matchAll(pattern)].map((match) => match.index + offset(match[0]));
}

function randomCuts(random: SeededRandom): WireStage {
  return {
    toHost(event) {
      const positions: number[] = [];
      for (let at = random.between(1, 7); at < event.bytes.length; at += random.between(1, 7)) {
        positions.push(at);
      }
      return cut(event, positions);
    },
  };
}

/** What a receiver at another speed makes of the bytes: no line ends, runs of 00 and FF, the rest flipped. */
function garble(random: SeededRandom): WireStage {
  const spoil = (byte: number): number => {
    const kind = random.between(0, 3);
    const spoiled = kind === 0 ? 0x00 : kind === 1 ? 0xff : byte ^ random.between(1, 255);
    return spoiled === 0x0d || spoiled === 0x0a ? 0x80 : spoiled;
  };
  return {
    toHost: (event) => [{ ...event, bytes: event.bytes.map(spoil) }],
    toUnit: (event) => [{ ...event, bytes: event.bytes.map(spoil) }],
  };
}

/** The unit sends seven bits and an even parity bit where eight data bits are read. */
function withParityBit(byte: number): number {
  let ones = 0;
  for (let bits = byte & 0x7f; bits > 0; bits >>= 1) {
    ones += bits & 1;
  }
  return (byte & 0x7f) | (ones % 2 === 0 ? 0 : 0x80);
}

/** Runs of 00 and FF, as a line at another speed idles, and never a line end. */
function idling(random: SeededRandom): WireStage {
  const make = (atMs: number): readonly WireEvent[] => {
    const bytes = new Uint8Array(random.between(8, 64)).fill(random.between(0, 1) === 0 ? 0x00 : 0xff);
    return [{ kind: 'to-host', bytes, atMs }];
  };
  return { tick: { everyMs: 200, times: 300, make } };
}

/** Lets bytes through one after the other at a speed. Input reaches the unit when its last byte has. */
export function paceStage(speed: { readonly toHost: number; readonly toUnit: number }): WireStage {
  let hostFreeMs = 0;
  let unitFreeMs = 0;
  return {
    toHost(event) {
      const pieces: ToHost[] = [];
      for (let from = 0; from < event.bytes.length; from += sliceBytes) {
        const bytes = event.bytes.slice(from, from + sliceBytes);
        hostFreeMs = Math.max(hostFreeMs, event.atMs) + (bytes.length * 1000) / speed.toHost;
        pieces.push({ ...event, bytes, atMs: hostFreeMs });
      }
      return pieces;
    },
    toUnit(event) {
      unitFreeMs = Math.max(unitFreeMs, event.atMs) + (event.bytes.length * 1000) / speed.toUnit;
      return [{ ...event, atMs: unitFreeMs }];
    },
  };
}

/** Bytes a second at a baud rate: a start bit, eight data bits and a stop bit for each. */
export function bytesPerSecond(baudRate: number): number {
  return baudRate / 10;
}

/** Stops after so many bytes of the connection, as if the host had sent XOFF, and goes on later. */
function stalling(afterBytes: number): WireStage {
  let sent = 0;
  let resumeMs = 0;
  return {
    toHost(event) {
      const before = sent;
      sent += event.bytes.length;
      if (before >= afterBytes || sent < afterBytes) {
        return [{ ...event, atMs: Math.max(event.atMs, resumeMs) }];
      }
      resumeMs = event.atMs + 3_000;
      const at = afterBytes - before;
      return [
        { ...event, bytes: event.bytes.slice(0, at) },
        { ...event, bytes: event.bytes.slice(at), atMs: resumeMs },
      ];
    },
  };
}

export const byteFaults = {
  'no-line-end': {
    group: 5,
    says: 'Answers have no line end.',
    effect: { kind: 'wire', create: () => lineEnds('') },
  },
  'cr-only': {
    group: 5,
    says: 'Lines end with a carriage return only.',
    effect: { kind: 'wire', create: () => lineEnds('\r') },
  },
  'lf-only': {
    group: 5,
    says: 'Lines end with a line feed only.',
    effect: { kind: 'wire', create: () => lineEnds('\n') },
  },
  'double-line-end': {
    group: 5,
    says: 'Every line end comes twice.',
    effect: { kind: 'wire', create: () => lineEnds('\r\n\r\n') },
  },
  'wrong-baud': {
    group: 4,
    says: 'Garbage without line ends, as at a wrong speed.',
    effect: { kind: 'wire', create: garble },
  },
  'parity-bits': {
    group: 4,
    says: 'Every second character or so has its eighth bit set, as with another parity.',
    effect: {
      kind: 'wire',
      create: () => ({ toHost: (event) => [{ ...event, bytes: event.bytes.map(withParityBit) }] }),
    },
  },
  'noise-without-end': {
    group: 4,
    says: 'Runs of 00 and FF without a line end, for a minute.',
    effect: { kind: 'wire', create: idling },
  },
  'merge-answers': {
    group: 2,
    says: 'What falls within a quarter of a second arrives in one piece.',
    effect: {
      kind: 'wire',
      create: () => ({
        toHost: (event) => [{ ...event, atMs: Math.ceil(event.atMs / mergeWindowMs) * mergeWindowMs, glued: true }],
      }),
    },
  },
  'split-in-line-end': {
    group: 2,
    says: 'Answers are cut between carriage return and line feed.',
    effect: {
      kind: 'wire',
      create: () => ({
        toHost: (event) =>
          cut(
            event,
            positionsOf(event, /\r\n/g, () => 1),
          ),
      }),
    },
  },
  'split-in-word': {
    group: 2,
    says: 'Answers are cut in the middle of every word.',
    effect: {
      kind: 'wire',
      create: () => ({
        toHost: (event) =>
          cut(
            event,
            positionsOf(event, /\w{2,}/g, (word) => Math.floor(word.length / 2)),
          ),
      }),
    },
  },
  'split-in-pair': {
    group: 2,
    says: 'Answers are cut inside every pair of hexadecimal digits and every character of two bytes.',
    effect: {
      kind: 'wire',
      create: () => ({
        toHost: (event) =>
          cut(
            event,
            positionsOf(event, /[0-9A-Fa-f]{2}|[\xc2-\xf4][\x80-\xbf]/g, () => 1),
          ),
      }),
    },
  },
  'random-chunks': {
    group: 2,
    says: 'Answers are cut anywhere, differently with every seed.',
    effect: { kind: 'wire', create: randomCuts },
  },
  'byte-per-chunk': {
    group: 2,
    says: 'Every byte arrives alone.',
    effect: {
      kind: 'wire',
      create: () => ({ toHost: (event) => cut(event, [...event.bytes.keys()]) }),
    },
  },
  stall: {
    group: 12,
    says: 'Output stops for three seconds in mid-answer.',
    amount: { means: 'bytes sent before it stops', usual: 100 },
    effect: { kind: 'wire', create: (_random, amount) => stalling(amount) },
  },
  'slow-output': {
    group: 12,
    says: 'The unit sends slowly.',
    amount: { means: 'bytes a second', usual: 300 },
    effect: {
      kind: 'wire',
      create: (_random, amount) => paceStage({ toHost: amount, toUnit: bytesPerSecond(115_200) }),
    },
  },
  'pace-baud': {
    group: 12,
    says: 'Bytes take their time, as on a real serial line.',
    amount: { means: 'baud', usual: 115_200 },
    effect: {
      kind: 'wire',
      create: (_random, amount) => paceStage({ toHost: bytesPerSecond(amount), toUnit: bytesPerSecond(amount) }),
    },
  },
} as const satisfies Record<string, FaultDefinition>;
