import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningCloud, runCloud } from '#cloud/cloud-command.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { composeStation } from '../../compose/compose-station.ts';
import { placesIn } from '../../compose/data-folder.ts';
import { enrolDemoStation } from '../../demo/enrol-demo-station.ts';
import { openDemo } from '../../demo/open-demo.ts';
import { createInProcessClient } from '../../host/in-process-client.ts';
import { cableSteps } from './cable-steps.ts';
import { closingSteps } from './closing-steps.ts';
import { atTheStart, type DemoWalk, type WalkState } from './demo-walk.ts';
import { ownershipSteps } from './ownership-steps.ts';

/**
 * The whole main job without a person, on a throw-away demo: a cloud of its own in memory, a data folder that is gone afterwards, and a
 * virtual unit that speaks real bytes. Nothing is skipped and nothing is pretended; a step that is not as it should be ends it.
 */
export interface StepReport {
  readonly kind: 'step';
  readonly step: string;
  readonly number: number;
  readonly of: number;
  readonly ms: number;
  readonly says: string;
}

export type DemoEnd =
  | (WalkState & { readonly kind: 'done'; readonly synced: true })
  /** `logs`: files in the output folder that say more. */
  | { readonly kind: 'failed'; readonly step: string; readonly why: string; readonly logs: readonly string[] };

export interface DemoRun {
  readonly out: string;
  readonly onStep: (report: StepReport) => void;
  /** What is not as usual on this machine. */
  readonly onNotice: (notice: string) => void;
}

const steps = [...ownershipSteps, ...cableSteps, ...closingSteps];

/** A unit that has been under power for a while, restarts quickly and is heard often: nobody watches it. */
const pace = { poweredForSeconds: 600, restartMs: 1_000, transmitEverySeconds: 2 };

export async function runDemo(run: DemoRun): Promise<DemoEnd> {
  mkdirSync(run.out, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'fitbay-demo-'));
  const cloudLog: string[] = [];
  const startedAtMs = performance.now();
  const cloud = await runCloud({
    port: 0,
    demo: true,
    print: () => {},
    writeLog: (line) => cloudLog.push(line),
  });
  invariant(cloud.kind === 'running', 'a cloud in memory on a free port starts');
  report(run, { step: 'cloud', number: 1, startedAtMs, says: `${cloud.url}, database in memory` });
  try {
    const end = await walkWith(run, cloud, join(folder, 'station'));
    return end.kind === 'failed' ? { ...end, logs: keepLogs(run.out, join(folder, 'station'), cloudLog) } : end;
  } finally {
    await cloud.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function walkWith(run: DemoRun, cloud: RunningCloud, dataFolder: string): Promise<DemoEnd> {
  const startedAtMs = performance.now();
  const station = await enrolDemoStation({
    dataFolder,
    cloudUrl: cloud.url,
    register: (one) => cloud.registerStation(one),
  });
  const composed = await composeStation({
    dataFolder,
    host: 'command-line',
    openDemo: (place) => openDemo(place, { pace }),
  });
  invariant(composed.kind === 'composed', 'a folder that was made just now opens');
  if (composed.demoNotice !== null) {
    run.onNotice(composed.demoNotice);
  }
  const client = createInProcessClient(composed.router, composed.station.seatPrincipal);
  composed.station.start();
  // Nobody sits at the seat yet, but the people who may are still at the cloud.
  await createInProcessClient(composed.router, () => ({ kind: 'command-line', name: 'demo' })).sync.run();
  report(run, {
    step: 'station',
    number: 2,
    startedAtMs,
    says: `${station.name}, ${station.place}, enrolled and in step`,
  });
  try {
    return await walk(run, { client, dataFolder, station, out: run.out });
  } finally {
    await composed.close();
  }
}

const stepsBefore = 2;

async function walk(run: DemoRun, parts: DemoWalk): Promise<DemoEnd> {
  let state = atTheStart;
  for (const [index, step] of steps.entries()) {
    const startedAtMs = performance.now();
    const end = await step.run(parts, state);
    if (end.kind === 'wrong') {
      return { kind: 'failed', step: step.name, why: end.why, logs: [] };
    }
    state = end.state;
    report(run, { step: step.name, number: stepsBefore + index + 1, startedAtMs, says: end.says });
  }
  return { kind: 'done', ...state, synced: true };
}

interface StepFacts extends Pick<StepReport, 'step' | 'number' | 'says'> {
  readonly startedAtMs: number;
}

function report({ onStep }: DemoRun, { startedAtMs, ...facts }: StepFacts): void {
  const ms = Math.round(performance.now() - startedAtMs);
  onStep({ kind: 'step', ...facts, of: stepsBefore + steps.length, ms });
}

function keepLogs(out: string, dataFolder: string, cloudLog: readonly string[]): readonly string[] {
  const stationLog = placesIn(dataFolder).logFile;
  const kept = { station: join(out, 'station.log'), cloud: join(out, 'cloud.log') };
  writeFileSync(kept.cloud, cloudLog.join(''));
  if (existsSync(stationLog)) {
    copyFileSync(stationLog, kept.station);
  }
  return [kept.station, kept.cloud];
}
