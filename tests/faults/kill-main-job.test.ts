import { afterEach, describe, expect, it } from 'vitest';
import { createRandom } from '#sim/random/seeded-random.ts';
import { type KillRun, runKills } from './kill-main-job/kill-run.ts';
import { openBench } from './kill-main-job/open-bench.ts';
import { createTechnician } from './kill-main-job/technician.ts';
import { openWorkshop, type Workshop, type WorkshopOptions } from './kill-main-job/workshop.ts';
import { noteResult } from './note-result.ts';
import { seedOfRun } from './seed-of-run.ts';

const kills = Number(process.env['FITBAY_KILLS'] ?? '16');
const seed = seedOfRun();
/** The sabotaged station is found out long before. */
const sabotagedKills = 40;
const perKillMs = 30_000;

const workshops: Workshop[] = [];
async function opened(options: WorkshopOptions): Promise<Workshop> {
  const workshop = await openWorkshop(options);
  workshops.push(workshop);
  return workshop;
}
afterEach(async () => {
  for (const workshop of workshops.splice(0)) {
    await workshop.close();
  }
});

// The store's refusal to run with anything less than synchronous=FULL, which only a power cut would show, is proved beside the store:
// electron/adapters/sqlite/open-station-store.test.ts.

describe(`STA-4 P1 the whole station killed in the middle of the main job (seed ${seed})`, () => {
  it(`keeps all it acknowledged, goes on where it stood and does nothing twice in ${kills} kills`, {
    timeout: kills * perKillMs,
  }, async () => {
    const startedMs = performance.now();
    const workshop = await opened({ jobs: kills + 5, sabotage: 'none' });
    const run = await runKills(workshop, { kills, random: createRandom(seed, 'kills of the main job') });
    console.info(describeRun(run, performance.now() - startedMs));
    expect(run.faults).toEqual([]);
    expect(run.kills).toBe(kills);
    expect(run.acknowledgedActs).toBeGreaterThan(kills);
    await finish(workshop);
    noteResult({
      promise: 'P1',
      fault: `kill -9 of the whole station, ${run.acknowledgedActs} acts`,
      times: run.kills,
      lost: run.faults.length,
    });
  });

  it('P41 notices a station that acknowledges before it commits', { timeout: sabotagedKills * perKillMs }, async () => {
    const workshop = await opened({ jobs: sabotagedKills + 5, sabotage: 'acknowledge-before-commit' });
    const run = await runKills(workshop, { kills: sabotagedKills, random: createRandom(seed, 'sabotaged') });
    expect(run.acknowledgedActs).toBeGreaterThan(0);
    console.info(`sabotaged station found out by kill ${run.kills}: ${run.faults[0] ?? 'no'}`);
    expect(run.faults).not.toEqual([]);
  });
});

/** After the last kill one station may finish: the job at hand ends well, and the cloud has everything. */
async function finish({ plan }: Workshop): Promise<void> {
  const bench = openBench(plan);
  try {
    const technician = createTechnician({ bench, plan, say: () => {} });
    await technician.begin();
    while ((await technician.act()) === 'acted') {
      // until the job is done
    }
    expect(await bench.operator.sync.run()).toMatchObject({ pending: 0, needsYou: 0, state: 'online' });
    expect(await bench.operator.audit.verify()).toMatchObject({ kind: 'intact' });
  } finally {
    await bench.close();
  }
}

function describeRun({ kills: times, acknowledgedActs, faults, fellInto, cutWrites, jobsDone }: KillRun, ms: number) {
  const where = [...fellInto].sort(([, one], [, other]) => other - one).map(([act, count]) => `${act} ${count}`);
  return [
    `main job killed ${times} times in ${(ms / 1_000).toFixed(0)} s (seed ${seed}): ${acknowledgedActs} acts acknowledged,`,
    `${jobsDone} jobs finished, ${cutWrites} writes cut off, faults: ${faults.length}.`,
    `Kills fell into: ${where.join(', ')}.`,
  ].join(' ');
}
