import { playKeys, type Stroke } from '#core/domain/scanning/testing/played-page.ts';
import { createRandom, type SeededRandom } from '#sim/random/seeded-random.ts';
import { findFault, type Parse, unitTaken } from './judge-taken.ts';
import { serialNumbers } from './made-numbers.ts';
import { type MadeScan, makeScan, soup } from './made-scan.ts';

export interface FuzzRun {
  readonly texts: number;
  readonly taken: number;
  readonly bursts: number;
  /** What must never be, the first ones in full. */
  readonly faults: readonly string[];
  /** Of the parser alone, in milliseconds. */
  readonly p99Ms: number;
  readonly maxMs: number;
}

export interface FuzzWish {
  readonly texts: number;
  readonly seed: number;
  readonly parse: Parse;
}

const SHOWN_FAULTS = 12;

/** Throws made texts, random ones, lines of 10 kB and bursts of keys at the parser, and judges what it takes. */
export function fuzzScans({ texts, seed, parse }: FuzzWish): FuzzRun {
  const random = createRandom(seed, 'scans');
  const timings = new Float64Array(texts);
  const faults: string[] = [];
  let taken = 0;
  const note = (fault: string, text: string) => {
    if (faults.length < SHOWN_FAULTS) {
      faults.push(`${fault}: ${JSON.stringify(text.slice(0, 200))}`);
    }
  };
  for (let at = 0; at < texts; at += 1) {
    const scan = nextScan(random, at);
    const startedMs = performance.now();
    const outcome = tryParse(parse, scan.text);
    timings[at] = performance.now() - startedMs;
    if (outcome.kind === 'threw') {
      note(`threw ${outcome.what}`, scan.text);
    } else {
      taken += unitTaken(outcome.parsed) === null ? 0 : 1;
      for (const fault of judge(scan, outcome.parsed)) {
        note(fault, scan.text);
      }
    }
  }
  const bursts = Math.ceil(texts / 20);
  for (let at = 0; at < bursts; at += 1) {
    for (const fault of judgeBurst(random, parse)) {
      note(fault.what, fault.text);
    }
  }
  timings.sort();
  return { texts, taken, bursts, faults, p99Ms: timings[Math.floor(texts * 0.99)] ?? 0, maxMs: timings.at(-1) ?? 0 };
}

/** Two of three are made with known units, one is soup; one in two hundred is a line of 10 kB, of which nothing may be taken. */
function nextScan(random: SeededRandom, at: number): MadeScan | { readonly recipe: 'soup'; readonly text: string } {
  const parts = { random, numbers: serialNumbers(random) };
  if (at % 200 === 199) {
    return { recipe: '10 kB', text: soup(parts, 10_000), units: [], mustBeTaken: false };
  }
  return at % 3 === 2 ? { recipe: 'soup', text: soup(parts, random.between(1, 80)) } : makeScan(random);
}

type Outcome =
  | { readonly kind: 'parsed'; readonly parsed: ReturnType<Parse> }
  | { readonly kind: 'threw'; readonly what: string };

function tryParse(parse: Parse, text: string): Outcome {
  try {
    return { kind: 'parsed', parsed: parse(text) };
  } catch (error: unknown) {
    return { kind: 'threw', what: String(error) };
  }
}

function judge(scan: ReturnType<typeof nextScan>, parsed: ReturnType<Parse>): readonly string[] {
  const unit = unitTaken(parsed);
  const faults = [findFault(scan.text, parsed) ?? ''];
  if ('units' in scan) {
    if (unit !== null && !scan.units.includes(unit)) {
      faults.push(`${unit} taken from a text that is "${scan.recipe}"`);
    }
    if (unit === null && scan.mustBeTaken) {
      faults.push(`nothing taken from a text that is "${scan.recipe}"`);
    }
  }
  return faults.filter((fault) => fault !== '').map((fault) => `${scan.recipe}: ${fault}`);
}

/**
 * Two labels from a keyboard reader in quick succession: whatever the guard makes of the keys, the station may open one of the two units or
 * none. Either keys are lost on the way, with pauses within; or both labels are whole and run into one because no end key came. A reader
 * without an end key pauses between codes, or nothing in the world could tell them apart.
 */
function judgeBurst(random: SeededRandom, parse: Parse): readonly { readonly what: string; readonly text: string }[] {
  const numbers = serialNumbers(random);
  const units = [numbers.serial(), numbers.serial()];
  const isGlued = random.next() < 0.2;
  let atMs = 1_000;
  const strokes = units.flatMap((unit): readonly Stroke[] => {
    const hasEnd = !isGlued && random.next() < 0.8;
    const label = random.next() < 0.5 ? unit : `EVP-${unit}`;
    const typed = [...label].flatMap((key) => {
      atMs += !isGlued && random.next() < 0.01 ? random.between(60, 400) : random.between(4, 16);
      return !isGlued && random.next() < 0.01 ? [] : [{ key, atMs }];
    });
    atMs += random.between(4, 16);
    const end = hasEnd ? [{ key: 'Enter', atMs }] : [];
    atMs += isGlued ? 0 : random.between(hasEnd ? 0 : 130, 700);
    return [...typed, ...end];
  });
  const { scans } = playKeys(strokes, { timers: random.next() < 0.5 ? 'in-time' : 'late' });
  return scans.flatMap((text) => {
    const unit = unitTaken(parse(text));
    return unit === null || units.includes(unit) ? [] : [{ what: `burst: ${unit} taken, sent were ${units}`, text }];
  });
}
