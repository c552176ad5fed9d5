import { describe, expect, it } from 'vitest';
import { parseLabel } from '#core/domain/scanning/parse-label.ts';
import { noteResult } from './note-result.ts';
import { fuzzScans } from './scan-fuzz/fuzz-run.ts';
import { completingParser, guessingParser, silentParser } from './scan-fuzz/guessing-parser.ts';
import { seedOfRun } from './seed-of-run.ts';

const texts = Number(process.env['FITBAY_SCANS'] ?? '20000');
const seed = seedOfRun();
/** A bad habit shows long before. */
const sabotagedTexts = 3_000;

describe(`P24 SCAN-2 SCAN-3 malformed scans (seed ${seed})`, () => {
  it(`of ${texts} texts and bursts of keys none throws and none opens a unit that it does not name`, {
    timeout: 60_000 + texts,
  }, () => {
    const startedMs = performance.now();
    const run = fuzzScans({ texts, seed, parse: parseLabel });
    const seconds = ((performance.now() - startedMs) / 1_000).toFixed(0);
    console.info(
      `${run.texts} texts and ${run.bursts} bursts in ${seconds} s (seed ${seed}): a unit taken from ${run.taken}, faults ${run.faults.length}, parser p99 ${run.p99Ms.toFixed(3)} ms, longest ${run.maxMs.toFixed(1)} ms`,
    );
    expect(run.faults).toEqual([]);
    expect(run.taken).toBeGreaterThan(texts / 10);
    noteResult({ promise: 'P24', fault: 'malformed scan', times: run.texts, lost: run.faults.length });
  });

  it.each([
    ['guesses', guessingParser],
    ['completes', completingParser],
    ['is silent about its doubts', silentParser],
    [
      'throws',
      (text: string) => {
        if (text.includes('\ud800')) {
          throw new RangeError('a half character');
        }
        return parseLabel(text);
      },
    ],
    ['takes nothing', (text: string) => ({ kind: 'unreadable', text, code: 'SCAN_UNREADABLE' }) as const],
  ])('P41 notices a parser that %s', (_, parse) => {
    expect(fuzzScans({ texts: sabotagedTexts, seed, parse }).faults).not.toEqual([]);
  });
});
