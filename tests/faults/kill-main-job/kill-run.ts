import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stationId } from '#core/kernel/entity-ids.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { openedStore } from '#electron/adapters/sqlite/testing/opened-store.ts';
import type { SeededRandom } from '#sim/random/seeded-random.ts';
import { type KillAim, runKillLoop } from '../kill-loop.ts';
import { type Acknowledgement, acknowledgement, type DoneAct, type FoundAtStart } from './acknowledgement.ts';
import type { BenchPlan } from './bench-plan.ts';
import { findDoubles } from './find-doubles.ts';
import { findDisorder, findLosses, findUntruths } from './find-faults.ts';
import type { Workshop } from './workshop.ts';

/** What a series of kills brought to light. */
export interface KillRun {
  readonly kills: number;
  readonly acknowledgedActs: number;
  /** What was wrong after the kill with which the run ended, as sentences. */
  readonly faults: readonly string[];
  /** How often the kill fell into which act; `between` where none was under way. */
  readonly fellInto: ReadonlyMap<string, number>;
  /** Kills that left a sheet in the middle of writing. */
  readonly cutWrites: number;
  readonly jobsDone: number;
}

export interface KillRunOptions {
  readonly kills: number;
  readonly random: SeededRandom;
}

/** Kills the workshop's station again and again, compares after each kill, and stops at the first that shows a fault. */
export async function runKills(workshop: Workshop, { kills, random }: KillRunOptions): Promise<KillRun> {
  const { plan } = workshop;
  const planFile = join(plan.directory, 'plan.json');
  writeFileSync(planFile, JSON.stringify(plan));
  const done: DoneAct[] = [];
  const fellInto = new Map<string, number>();
  const faults: string[] = [];
  let cut: readonly string[] = [];
  let cutWrites = 0;
  let killed = 0;
  await runKillLoop({
    kills,
    random: random.next,
    aim: () => aimed(random),
    program: [program, planFile],
    isOver: () => faults.length > 0,
    async afterKill({ number, acknowledged }) {
      killed = number;
      const said = acknowledged.map((line) => acknowledgement.parse(JSON.parse(line)));
      done.push(...said.filter((one) => one.kind === 'done'));
      const store = openCopy(plan);
      try {
        faults.push(
          ...findLosses(store.store, done),
          ...findDisorder(store.store),
          ...findUntruths(store.store, workshop.units),
          ...(await findDoubles(workshop.cloud, store.store)),
          ...findFalseStarts(said, cut),
        );
        cut = cutSheets(store.store);
      } finally {
        store.close();
      }
      cutWrites += cut.length;
      const act = actUnderWay(said);
      fellInto.set(act, (fellInto.get(act) ?? 0) + 1);
    },
  });
  const jobsDone = done.filter(({ act }) => act === 'save-report').length;
  return { kills: killed, acknowledgedActs: done.length, faults, fellInto, cutWrites, jobsDone };
}

const program = fileURLToPath(new URL('./station-program.ts', import.meta.url));

/** Half of the kills fall at any moment, which mostly is one on the cable; the others are aimed at the acts that take no time. */
function aimed(random: SeededRandom): KillAim {
  const longestMs = 3_000;
  if (random.next() < 0.5) {
    return { afterMs: random.next() * longestMs };
  }
  const [act, withinMs] = aims[random.between(0, aims.length - 1)] ?? ['scan', 0];
  return { afterLine: `"begun","act":"${act}"`, afterMs: random.next() * withinMs };
}

/** Acts with about the time that each takes. */
const aims = [
  ['sign-in', 120],
  ['scan', 50],
  ['transfer', 80],
  ['write', 800],
  ['answer', 25],
  ['pair', 80],
  ['sign', 150],
  ['save-report', 500],
] as const;

/**
 * Opens a copy of the data folder as the kill left it, write-ahead log and all: the station that is started next must find its own folder
 * as the dead one left it, not as a test had opened and closed it.
 */
function openCopy(plan: BenchPlan): { readonly store: StationStore; close(): void } {
  const directory = mkdtempSync(join(tmpdir(), 'fitbay-killed-'));
  cpSync(plan.directory, directory, { recursive: true });
  const store = openedStore(directory, { stationId: stationId.parse(plan.stationId), generation: plan.generation });
  return {
    store,
    close() {
      store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Sheets that say that writing is under way. */
function cutSheets(store: StationStore): readonly string[] {
  const newest = 1_000;
  return store.sessions(newest).flatMap(({ id, configuration }) => (configuration.kind === 'writing' ? [id] : []));
}

/** What a restarted station said of itself. `cut`: sheets that the kill before left in the middle of writing. */
function findFalseStarts(said: readonly Acknowledgement[], cut: readonly string[]): readonly string[] {
  return said.flatMap((one) => {
    switch (one.kind) {
      case 'found':
        return falseFindings(one, cut);
      case 'write-unread':
        return one.answer === 'read-again-first' ? [] : [`writing to an unread unit was answered by ${one.answer}`];
      default:
        return [];
    }
  });
}

function falseFindings({ audit, openSheets }: FoundAtStart, cut: readonly string[]): readonly string[] {
  return [
    ...(audit === 'intact' ? [] : [`the restarted station calls its audit trail ${audit}`]),
    ...cut
      .filter((id) => {
        const sheet = openSheets.find(({ sessionId }) => sessionId === id);
        return sheet?.configuration !== 'incomplete' || sheet.why !== 'station-stopped' || sheet.step !== 'configure';
      })
      .map((id) => `sheet ${id} was being written, and the restarted station does not say: read again`),
    ...openSheets
      .filter(({ configuration, step }) => configuration === 'writing' || step === null)
      .map(({ sessionId, step }) => `sheet ${sessionId} cannot be taken up again (${step})`),
  ];
}

function actUnderWay(said: readonly Acknowledgement[]): string {
  const last = said.filter(({ kind }) => kind === 'begun' || kind === 'done').at(-1);
  return last?.kind === 'begun' ? last.act : said.length === 0 ? 'start' : 'between';
}
