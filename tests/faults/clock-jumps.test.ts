import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { addUnits } from '#cloud/registry/put.ts';
import { luhnCheckDigit } from '#core/domain/identity/luhn.ts';
import { createRandom } from '#sim/random/seeded-random.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld, organizationOf } from '../station/testing/bench-world.ts';
import { openSheetOf, transferAsShown } from '../station/testing/sheet-work.ts';
import { createTestClock, type TestClock } from '../station/testing/test-clock.ts';
import { withPin } from '../station/testing/with-pin.ts';
import { noteResult } from './note-result.ts';
import { seedOfRun } from './seed-of-run.ts';

// P19: somebody sets the clock of a station at work, by a second or by ten years, with and without a network. Nothing is refused for it, and whatever is
// written down afterwards says that its time is in doubt. FITBAY_JUMPS sets how often, FITBAY_SEED repeats a run.

const jumps = Number(process.env['FITBAY_JUMPS'] ?? '14');
const seed = seedOfRun();
const sabotagedJumps = 8;
const secondMs = 1_000;
const dayMs = 86_400 * secondMs;
const yearMs = 365 * dayMs;
const sizes = [1, 2.5, 30, 90, 3_600]
  .map((seconds) => seconds * secondMs)
  .concat([dayMs, 40 * dayMs, yearMs, 10 * yearMs]);
/** Below this the clock that cannot be set does not tell (reliability.md §4). */
const noticedMs = 2 * secondMs;

let cloud: CloudWorld | null = null;
afterEach(async () => {
  await cloud?.close();
  cloud = null;
});

interface Bench {
  readonly cloud: CloudWorld;
  readonly world: BenchWorld;
  readonly clock: TestClock;
  readonly serials: string[];
}

async function openBench(count: number, wrap: (clock: TestClock) => TestClock = (one) => one): Promise<Bench> {
  const opened = await createCloudWorld();
  cloud = opened;
  const serials = Array.from({ length: count }, (_, index) => serialOf(index));
  const rest = { subscription: { state: 'active', endsAt: null }, configuration: 'configured' } as const;
  await opened.database.asSystem('administration').transact((transaction) =>
    addUnits(
      transaction,
      serials.map((serial) => ({
        unitType: 'evopulse',
        serial,
        ownerId: organizationOf('hansen'),
        ...rest,
        pairedAssetId: null,
        lastContactAt: null,
      })),
    ),
  );
  const clock = createTestClock();
  const world = await opened.addStation({ clock: wrap(clock) });
  await world.signIn('M. Kaya');
  await world.chooseCustomer('nordfracht');
  return { cloud: opened, world, clock, serials };
}

function serialOf(number: number): string {
  const body = String(35_940_000_000_000 + number);
  return `${body}${luhnCheckDigit(body)}`;
}

interface Entry {
  readonly seq: number;
  readonly action: string;
  readonly clockDoubts: readonly string[];
}

function entriesAfter({ directory }: BenchWorld, seq: number): readonly Entry[] {
  const db = new Database(join(directory, 'station.sqlite'), { readonly: true });
  const texts = db
    .prepare<[number], string>('SELECT canonical FROM audit_entry WHERE seq > ? ORDER BY seq')
    .pluck()
    .all(seq);
  db.close();
  return texts.map((text) => JSON.parse(text));
}

/** One jump and some work after it. What was refused or not flagged; empty when all is well. */
async function jumpAndWork(bench: Bench, jumpMs: number, isOnline: boolean): Promise<readonly string[]> {
  const { world, clock, serials } = bench;
  world.setConnected(isOnline);
  const before = entriesAfter(world, 0).length;
  clock.setForward(jumpMs);
  const sessionId = await openSheetOf(world, serials.pop() ?? '');
  const transferred = await transferAsShown(world, sessionId);
  const wish = { sessionId, pin: '471902', remarks: 'With a wrong clock.', signatureSvgPath: null } as const;
  const signed = await withPin(world.client, () => world.client.bench.sign({ ...wish, result: 'failed' }));
  if (isOnline) {
    await world.client.sync.run();
  }
  const entries = entriesAfter(world, before);
  const wanted = isOnline ? 'transferred' : 'provisional';
  return [
    ...(transferred.kind === wanted ? [] : [`the transfer was answered by ${JSON.stringify(transferred)}`]),
    ...(signed.kind === 'signed' ? [] : [`the signature was answered by ${signed.kind}`]),
    ...(isOnline && (await world.client.sync.status()).pending > 0
      ? ['the network is there, and something waits']
      : []),
    ...(Math.abs(jumpMs) > noticedMs && entries[0]?.action !== 'clock.changed'
      ? ['nobody wrote that the clock was set']
      : []),
  ];
}

function unflagged(bench: Bench, movedMs: number): readonly string[] {
  const last = entriesAfter(bench.world, 0).at(-1);
  return Math.abs(movedMs) > noticedMs && last?.clockDoubts.length === 0
    ? [`${last.action} ${last.seq} has no doubt`]
    : [];
}

/** Jump after jump, the wall clock ends up anywhere within ten years. */
async function jumpAgainAndAgain(bench: Bench, times: number): Promise<readonly string[]> {
  const random = createRandom(seed, 'clock jumps');
  let movedMs = 0;
  for (let jump = 0; jump < times; jump += 1) {
    const sizeMs = sizes[jump % sizes.length] ?? secondMs;
    const targetMs = random.next() < 0.5 ? sizeMs : -sizeMs;
    const wrongs = [
      ...(await jumpAndWork(bench, targetMs - movedMs, random.next() < 0.5)),
      ...unflagged(bench, targetMs),
    ];
    movedMs = targetMs;
    if (wrongs.length > 0) {
      return [`jump ${jump + 1} to ${targetMs} ms`, ...wrongs];
    }
  }
  bench.world.setConnected(true);
  const { pending, needsYou } = await bench.world.client.sync.run();
  return pending + needsYou === 0 ? [] : [`in the end ${pending} wait and ${needsYou} need somebody`];
}

describe(`STA-3 REP-1 P19 a clock that is set at work (seed ${seed})`, () => {
  it(`stops nothing and hides nothing in ${jumps} jumps of 1 s to 10 years`, {
    timeout: 180_000 + jumps * 10_000,
  }, async () => {
    const bench = await openBench(jumps);
    expect(await jumpAgainAndAgain(bench, jumps)).toEqual([]);
    expect(await bench.world.operator.audit.verify()).toMatchObject({ kind: 'intact' });
    noteResult({ promise: 'P19', fault: 'wall clock set by ±1 s to ±10 years', times: jumps, lost: 0 });
  });

  it('P41 notices a station that counts time by the clock that was set', { timeout: 180_000 }, async () => {
    const bench = await openBench(sabotagedJumps, (clock) => ({
      ...clock,
      monotonicMs: () => Date.parse(clock.now()),
    }));
    const found = await jumpAgainAndAgain(bench, sabotagedJumps).catch((error: unknown) => [String(error)]);
    expect(found).not.toEqual([]);
  });
});
