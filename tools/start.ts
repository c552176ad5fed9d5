import { mkdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { assertNever } from '#core/kernel/assert-never.ts';
import { systemClock } from '#electron/adapters/clock/system-clock.ts';
import { writeFileDurably } from '#electron/adapters/files/write-file-durably.ts';
import { takeStationLock } from '#electron/adapters/sqlite/station-lock.ts';
import { type EndWish, listenForEndWish } from '#electron/compose/end-wish.ts';
import { hasDisplay, type WindowOpening } from '#electron/compose/open-window.ts';
import { explainHeadlessRefusal, runHeadless } from '#electron/headless.ts';
import { findElectron } from './find-electron.ts';
import { type Build, buildIfStale, desktopBuild, pageBuild } from './start/build-if-stale.ts';
import { openOffice } from './start/open-office.ts';
import { type DemoPlaces, demoPlaces, forgetDemo, prepareDemo } from './start/prepare-demo.ts';
import { runDesktop } from './start/run-desktop.ts';
import { type DemoCloud, type DemoCloudStart, startDemoCloud } from './start/start-demo-cloud.ts';
import { readStartOptions, type StartOptions, startUsage } from './start/start-options.ts';
import { projectRoot } from './testing/run-step.ts';

/**
 * `npm start`: builds what is stale, starts the demo's cloud, station and page, and ends them all at Ctrl-C. The station and what it did
 * stay in `.fitbay/demo` for the next time. Everything said here is for a person.
 */
const wrongUsage = 64;
const cannotGoOn = 1;

const say = (line: string) => process.stdout.write(`${line}\n`);

function stop(sentence: string, exitCode = cannotGoOn): number {
  process.stderr.write(`fitbay: ${sentence}\n`);
  return exitCode;
}

async function main(): Promise<number> {
  const wish = readStartOptions(process.argv.slice(2));
  switch (wish.kind) {
    case 'help':
      say(startUsage);
      return 0;
    case 'wrong':
      return stop(`${wish.sentence}\n\n${startUsage}`, wrongUsage);
    case 'start':
      return startLocked(wish.options);
    default:
      return assertNever(wish);
  }
}

/** One demo per folder: the embedded database does not notice a second process and would be ruined by it. */
async function startLocked(options: StartOptions): Promise<number> {
  const places = demoPlaces(resolve(options.folder ?? join(projectRoot, '.fitbay')));
  mkdirSync(places.root, { recursive: true, mode: 0o700 });
  const lock = takeStationLock(places.root, systemClock.now());
  if (lock.kind === 'another-is-open') {
    const holder = lock.holder === null ? '' : ` (process ${lock.holder.pid})`;
    return stop(`This demo is running already${holder}. End it with Ctrl-C there first.`);
  }
  try {
    return await start(options, places);
  } finally {
    lock.release();
  }
}

async function start(options: StartOptions, places: DemoPlaces): Promise<number> {
  if (options.resetDemo) {
    forgetDemo(places);
    say('The demo starts over.');
  }
  const end = listenForEndWish();
  const runtime = findElectron();
  const inElectron = runtime.kind === 'found' && options.showWindow && hasDisplay(process.env);
  const building = buildAll(inElectron ? [pageBuild, desktopBuild] : [pageBuild]);
  say('Starting the reference cloud (embedded database) …');
  const cloud = await startDemoCloud({ folder: places.demo, port: lastCloudPort(places) }).then((first) =>
    // The port of last time is only nice to have.
    first.kind === 'cannot-start' && first.why === 'port-in-use'
      ? startDemoCloud({ folder: places.demo, port: 0 })
      : first,
  );
  const isBuilt = await building;
  if (cloud.kind !== 'ready') {
    return end.isWished() ? 0 : stop(explainCloud(cloud));
  }
  try {
    if (!isBuilt || end.isWished()) {
      return end.isWished() ? 0 : cannotGoOn;
    }
    return await run({ options, places, cloud, end, executable: inElectron ? runtime.executable : null });
  } finally {
    await cloud.close();
  }
}

async function buildAll(builds: readonly Build[]): Promise<boolean> {
  for (const build of builds) {
    const outcome = await buildIfStale(build);
    if (outcome.kind === 'failed') {
      stop(`Building ${build.name} failed:\n${outcome.output}`);
      return false;
    }
    if (outcome.kind === 'built') {
      say(`Built ${build.name} (${(outcome.durationMs / 1000).toFixed(1)} s).`);
    }
  }
  return true;
}

const cloudFile = (places: DemoPlaces) => join(places.demo, 'cloud.json');

function lastCloudPort(places: DemoPlaces): number {
  try {
    const port = Number(new URL(JSON.parse(readFileSync(cloudFile(places), 'utf8')).url).port);
    return Number.isInteger(port) ? port : 0;
  } catch {
    return 0; // the first start, or a file that somebody changed: any port will do
  }
}

function explainCloud(refusal: Exclude<DemoCloudStart, DemoCloud>): string {
  switch (refusal.kind) {
    case 'cannot-start':
      return `The demo's cloud cannot open its database (${refusal.detail}). Start over with \`npm start -- --reset-demo\`.`;
    case 'died':
      return `The demo's cloud ended while it started; see ${refusal.logFile}. Start over with \`npm start -- --reset-demo\`.`;
    default:
      return assertNever(refusal);
  }
}

interface DemoRun {
  readonly options: StartOptions;
  readonly places: DemoPlaces;
  readonly cloud: DemoCloud;
  readonly end: EndWish;
  /** Electron's, or null for the browser host. */
  readonly executable: string | null;
}

async function run({ options, places, cloud, end, executable }: DemoRun): Promise<number> {
  const prepared = await prepareDemo(places, cloud);
  if (prepared.kind === 'halves-differ') {
    return stop(
      "The demo's station and its cloud do not know each other any more. Start over with `npm start -- --reset-demo`.",
    );
  }
  writeFileDurably(cloudFile(places), JSON.stringify({ url: cloud.url }));
  say(`  cloud    ${cloud.url}  (API: ${cloud.url}/openapi.json)`);
  say(
    `  station  ${relative(projectRoot, places.station)}  (${prepared.isNew ? 'new' : 'as it was left'}, virtual units on bays 1 and 2)`,
  );
  const office = await openOffice(places, cloud, (address) => say(`  office, another window: ${address}`));
  say(
    office.kind === 'open' ? `  office   ${office.address}  (the fleet's side)` : `  office   not open: ${office.why}`,
  );
  try {
    return await runStation({ options, places, cloud, end, executable });
  } finally {
    if (office.kind === 'open') {
      await office.close();
    }
  }
}

async function runStation({ options, places, cloud, end, executable }: DemoRun): Promise<number> {
  if (executable !== null) {
    say('Electron is installed: Fitbay opens in its own window. Ctrl-C here ends everything.');
    return runDesktop({ executable, dataFolder: places.station, cloudUrl: cloud.url, end });
  }
  const outcome = await runHeadless({
    dataFolder: places.station,
    port: options.port,
    showWindow: options.showWindow,
    end,
    onReady: (address, window) => {
      say(`  page     ${address}`);
      say(explainWindow(window));
    },
    onWindowNotShown: () => say('The browser did not start: open the address above yourself. Ctrl-C ends everything.'),
    onNextAddress: (address) => say(`  another window: ${address}`),
  });
  return outcome.kind === 'ended' ? 0 : stop(explainHeadlessRefusal(outcome));
}

/** The one line that says what opened and why. */
function explainWindow(window: WindowOpening | { readonly kind: 'not-wanted' }): string {
  const end = 'Ctrl-C ends everything.';
  const noElectron = "Electron's runtime is not installed";
  switch (window.kind) {
    case 'opened':
      return `${noElectron}, so the page opens in ${window.program}. ${end}`;
    case 'no-display':
      return `There is no display here: open the address above in a browser of this machine. ${end}`;
    case 'no-browser':
      return `${noElectron} and no Chromium was found: open the address above in a browser of this machine. ${end}`;
    case 'not-wanted':
      return `Nothing was opened, as asked: open the address above in a browser of this machine. ${end}`;
    default:
      return assertNever(window);
  }
}

process.exitCode = await main();
