import { describe, expect, it } from 'vitest';
import { frameFuzzFamilies } from './frame-fuzz/frame-fuzz-families.ts';
import { asTable, runFrameFuzz } from './frame-fuzz/run-frame-fuzz.ts';
import { noteResult } from './note-result.ts';
import { seedOfRun } from './seed-of-run.ts';

const frames = Number(process.env['FITBAY_FRAMES'] ?? '5000');
const seed = seedOfRun();
/** A bad habit shows long before. */
const sabotagedFrames = 30_000;

describe.each(frameFuzzFamilies)(`P25 INST-2 malformed frames on the cable: $name (seed ${seed})`, (family) => {
  it(`of ${frames} frames none crashes or hangs the station, and no value comes out of a bad one`, {
    timeout: 60_000 + 4 * frames,
  }, async () => {
    const results = await runFrameFuzz({ paths: family.paths, reports: family.reports, frames, seed });
    console.info(`${asTable(results)}\n(seed ${seed})`);
    noteResult({
      promise: 'P25 no value from a bad frame',
      fault: `spoiled frames, ${family.name}`,
      times: results.reduce((sum, result) => sum + result.frames, 0),
      lost: results.reduce((sum, result) => sum + result.faults.length, 0),
    });
    expect(results.flatMap((result) => result.faults)).toEqual([]);
    for (const { path, shown, runs, damaged, frames: sent } of results) {
      expect(shown, `values through ${path}`).toBeGreaterThan(runs / 10);
      expect(damaged, `damaged frames of ${path}`).toBeGreaterThan(sent / 2);
    }
  });

  it.each(family.sabotages)('P41 notices a station that $name', { timeout: 300_000 }, async ({ paths }) => {
    const results = await runFrameFuzz({
      paths,
      reports: family.reports,
      frames: sabotagedFrames,
      seed,
      stopsAtFault: true,
    });
    expect(results.flatMap((result) => result.faults)).not.toEqual([]);
  });
});
