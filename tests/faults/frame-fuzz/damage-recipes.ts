import type { SeededRandom } from '#sim/random/seeded-random.ts';

/** What is left of a frame: pieces that arrive one after the other, and what is held back and arrives glued to the next frame. */
export interface Damage {
  readonly pieces: readonly string[];
  /** Pause between pieces. */
  readonly gapMs?: number;
  readonly held?: string;
}

export interface DamageParts {
  readonly random: SeededRandom;
  /** The frame before this one, as the unit sent it. */
  readonly earlier: string;
  /** A line that the unit sends by itself. */
  readonly report: string;
}

export interface DamageRecipe {
  readonly name: string;
  /** How often, in relation to the others. */
  readonly weight: number;
  readonly apply: (frame: string, parts: DamageParts) => Damage;
}

/** More than any line may be long, and now and then what a minute of noise at 115200 baud makes. */
const ENDLESS = { usual: 70_000, rare: 1_048_576, oneIn: 40 };

/** What happens to frames on a cable (link.md §10 groups 2, 3, 4, 5, 8 and 16), as text of one character per byte. */
export const damageRecipes: readonly DamageRecipe[] = [
  { name: 'none', weight: 34, apply: (frame) => ({ pieces: [frame] }) },
  { name: 'one bit', weight: 10, apply: (frame, { random }) => ({ pieces: [flipped(frame, random)] }) },
  { name: 'a few bits', weight: 4, apply: (frame, { random }) => ({ pieces: [flippedOften(frame, random)] }) },
  { name: 'cut off', weight: 6, apply: (frame, { random }) => ({ pieces: [frame.slice(0, place(frame, random))] }) },
  {
    name: 'beginning lost',
    weight: 3,
    apply: (frame, { random }) => ({ pieces: [frame.slice(place(frame, random))] }),
  },
  { name: 'bytes lost', weight: 6, apply: (frame, { random }) => ({ pieces: [replaced(frame, random, '')] }) },
  { name: 'bytes twice', weight: 3, apply: stuttered },
  {
    name: 'foreign bytes',
    weight: 6,
    apply: (frame, { random }) => ({ pieces: [inserted(frame, random, junk(random))] }),
  },
  {
    name: 'overwritten',
    weight: 3,
    apply: (frame, { random }) => ({ pieces: [replaced(frame, random, junk(random))] }),
  },
  { name: 'noise before', weight: 3, apply: (frame, { random }) => ({ pieces: [junk(random) + frame] }) },
  { name: 'swallowed', weight: 3, apply: () => ({ pieces: [] }) },
  { name: 'held back', weight: 4, apply: held },
  { name: 'twice', weight: 4, apply: (frame) => ({ pieces: [frame, frame], gapMs: 30 }) },
  {
    name: 'answer of before',
    weight: 3,
    apply: (frame, { earlier }) => ({ pieces: [earlier === '' ? frame : earlier] }),
  },
  { name: 'late', weight: 2, apply: (frame) => ({ pieces: ['\0', frame], gapMs: 4_000 }) },
  { name: 'pause inside', weight: 4, apply: paused },
  { name: 'report', weight: 6, apply: interrupted },
  { name: 'line ends', weight: 3, apply: otherEnds },
  { name: 'endless', weight: 1, apply: endless },
  { name: 'byte by byte', weight: 4, apply: (frame) => ({ pieces: [...frame], gapMs: 1 }) },
  { name: 'chunks', weight: 8, apply: (frame, { random }) => ({ pieces: chunks(frame, random), gapMs: 1 }) },
];

function place(frame: string, random: SeededRandom): number {
  return random.between(0, Math.max(0, frame.length - 1));
}

function flipped(frame: string, random: SeededRandom): string {
  const at = place(frame, random);
  const other = String.fromCharCode((frame.charCodeAt(at) || 0) ^ (1 << random.between(0, 7)));
  return frame.slice(0, at) + other + frame.slice(at + 1);
}

function flippedOften(frame: string, random: SeededRandom): string {
  let spoiled = frame;
  for (let left = random.between(2, 12); left > 0; left -= 1) {
    spoiled = flipped(spoiled, random);
  }
  return spoiled;
}

function inserted(frame: string, random: SeededRandom, bytes: string): string {
  const at = place(frame, random);
  return frame.slice(0, at) + bytes + frame.slice(at);
}

function replaced(frame: string, random: SeededRandom, bytes: string): string {
  const at = place(frame, random);
  return frame.slice(0, at) + bytes + frame.slice(at + random.between(1, 12));
}

/** A wrong length: some bytes come a second time. */
function stuttered(frame: string, { random }: DamageParts): Damage {
  const at = place(frame, random);
  return { pieces: [frame.slice(0, at + random.between(1, 12)) + frame.slice(at)] };
}

/** NUL, ESC with and without its sequence, what is no UTF-8, separators of the dialects, digits, and bytes of another baud rate. */
const JUNK = [
  '\0',
  '\0\0\0',
  '\x1b',
  '\x1b[2J',
  '\xc3\x28',
  '\xff\xfe',
  '\xe2\x82',
  ';',
  ':',
  '$',
  ',',
  '\r',
  '\n',
  ' ',
];

function junk(random: SeededRandom): string {
  const dice = random.next();
  if (dice < 0.5) {
    return JUNK[random.between(0, JUNK.length - 1)] ?? '';
  }
  const code = dice < 0.7 ? () => random.between(48, 57) : () => random.between(0, 255);
  return String.fromCharCode(...Array.from({ length: random.between(1, 24) }, code));
}

/** Two frames run into one: all of it or its end comes together with the next. */
function held(frame: string, { random }: DamageParts): Damage {
  const at = random.next() < 0.5 ? 0 : place(frame, random);
  return { pieces: [frame.slice(0, at)], held: frame.slice(at) };
}

function paused(frame: string, { random }: DamageParts): Damage {
  const at = place(frame, random);
  return { pieces: [frame.slice(0, at), frame.slice(at)], gapMs: random.between(100, 2_000) };
}

function interrupted(frame: string, { random, report }: DamageParts): Damage {
  const at = [0, frame.length, place(frame, random)][random.between(0, 2)] ?? 0;
  return { pieces: [frame.slice(0, at), report, frame.slice(at)] };
}

const LINE_ENDS = ['\r', '\n', '\r\r\n', '\r\n\r\n', '\n\r', ''];

function otherEnds(frame: string, { random }: DamageParts): Damage {
  return { pieces: [frame.replaceAll('\r\n', LINE_ENDS[random.between(0, LINE_ENDS.length - 1)] ?? '')] };
}

function endless(frame: string, { random }: DamageParts): Damage {
  const length = random.between(1, ENDLESS.oneIn) === 1 ? ENDLESS.rare : ENDLESS.usual;
  const noise = String.fromCharCode(random.between(0x21, 0xff)).repeat(length);
  return { pieces: random.next() < 0.5 ? [noise] : [noise + frame] };
}

function chunks(frame: string, random: SeededRandom): readonly string[] {
  const pieces: string[] = [];
  for (let from = 0; from < frame.length; ) {
    const to = from + random.between(1, 16);
    pieces.push(frame.slice(from, to));
    from = to;
  }
  return pieces;
}
