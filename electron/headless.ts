import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { composeServed } from './compose/compose-served.ts';
import type { ComposedStation, CompositionRefusal } from './compose/compose-station.ts';
import { placesIn, usualDataFolder } from './compose/data-folder.ts';
import { type EndWish, listenForEndWish } from './compose/end-wish.ts';
import { explainRefusal } from './compose/explain-refusal.ts';
import { openWindow, type WindowEnd, type WindowOpening } from './compose/open-window.ts';
import { removeRunFile, writeRunFile } from './compose/run-file.ts';
import type { DemoPace } from './demo/demo-units.ts';
import { openDemo } from './demo/open-demo.ts';
import { type BrowserHost, startBrowserHost } from './host/browser-host.ts';
import { readPageFiles } from './host/page-files.ts';

/**
 * Composition root without Electron: the station in this process, the page and the contract on loopback (architecture.md, host 2). Used by
 * `fitbay serve`, by `npm start` where Electron's runtime is missing, and by tests in a real browser.
 */
export interface HeadlessOptions {
  readonly dataFolder: string;
  readonly cloudUrl?: string | undefined;
  /** Left out: any free port. */
  readonly port?: number | undefined;
  /** The built page. Left out: where `npm run build` puts it. */
  readonly pageFolder?: string | undefined;
  readonly demoPace?: DemoPace | undefined;
  /** Told the next address each time one was spent. */
  readonly onNextAddress?: (address: string) => void;
}

export interface RunningHeadless {
  readonly kind: 'running';
  readonly composed: ComposedStation;
  readonly host: BrowserHost;
  /** Ends in an orderly way. Safe to call twice. */
  close(): Promise<void>;
}

export type HeadlessRefusal =
  | CompositionRefusal
  | { readonly kind: 'port-in-use'; readonly port: number }
  | { readonly kind: 'page-not-built'; readonly folder: string };

export const builtPageFolder = join(import.meta.dirname, '..', 'dist', 'renderer');

export async function startHeadless(options: HeadlessOptions): Promise<RunningHeadless | HeadlessRefusal> {
  const { dataFolder, cloudUrl, port, demoPace, pageFolder = builtPageFolder } = options;
  if (!existsSync(join(pageFolder, 'index.html'))) {
    return { kind: 'page-not-built', folder: pageFolder };
  }
  const composed = await composeServed({
    dataFolder,
    host: 'browser',
    cloudUrl,
    pageFolder,
    openDemo: (place) => openDemo(place, { pace: demoPace }),
  });
  if (composed.kind !== 'composed') {
    return composed;
  }
  const start = await startBrowserHost({
    router: composed.router,
    page: readPageFiles(pageFolder),
    seatPrincipal: composed.station.seatPrincipal,
    log: composed.log,
    ...(port === undefined ? {} : { port }),
    onOpened: () => {
      if (start.kind === 'listening') {
        options.onNextAddress?.(start.host.openingAddress());
      }
    },
  });
  if (start.kind !== 'listening') {
    await composed.close();
    return start;
  }
  const { host } = start;
  composed.station.start();
  writeRunFile(dataFolder, { port: host.port, programToken: host.programToken });
  let closing: Promise<void> | undefined;
  const close = async () => {
    removeRunFile(dataFolder);
    await host.close();
    await composed.close();
  };
  return {
    kind: 'running',
    composed,
    host,
    close() {
      closing ??= close();
      return closing;
    },
  };
}

/** One sentence for the person, with the next step in it. */
export function explainHeadlessRefusal(refusal: HeadlessRefusal): string {
  switch (refusal.kind) {
    case 'port-in-use':
      return `Port ${refusal.port} cannot be used: another program has it, or it needs more rights. Name another one with --port.`;
    case 'page-not-built':
      return `The page is not built in ${refusal.folder}. Run \`npm run build\` first.`;
    default:
      return explainRefusal(refusal);
  }
}

export interface HeadlessRun extends HeadlessOptions {
  readonly showWindow: boolean;
  readonly end: Pick<EndWish, 'wished'>;
  /** Takes the address once calls are taken, and what became of the window. */
  readonly onReady: (address: string, window: WindowOpening | { readonly kind: 'not-wanted' }) => void;
  /** The browser that was to show it gave up at once; the station goes on. */
  readonly onWindowNotShown?: () => void;
}

/** Closing the window is closing the program; a window that never showed is no reason to end. */
async function closedByPerson(ended: Promise<WindowEnd>, { onWindowNotShown }: HeadlessRun): Promise<void> {
  if ((await ended) === 'not-shown') {
    onWindowNotShown?.();
    await new Promise(() => {});
  }
}

/** Runs until its end is wished or the window is closed, then ends cleanly. */
export async function runHeadless(run: HeadlessRun): Promise<{ readonly kind: 'ended' } | HeadlessRefusal> {
  const started = await startHeadless(run);
  if (started.kind !== 'running') {
    return started;
  }
  const address = started.host.openingAddress();
  const profileFolder = placesIn(run.dataFolder).browserProfile;
  const window = run.showWindow ? openWindow({ address, profileFolder }) : ({ kind: 'not-wanted' } as const);
  run.onReady(address, window);
  await Promise.race([run.end.wished, ...(window.kind === 'opened' ? [closedByPerson(window.ended, run)] : [])]);
  if (window.kind === 'opened') {
    window.close();
  }
  await started.close();
  return { kind: 'ended' };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      cloud: { type: 'string' },
      port: { type: 'string' },
      'no-open': { type: 'boolean', default: false },
    },
  });
  const outcome = await runHeadless({
    dataFolder: values.data ?? usualDataFolder(),
    cloudUrl: values.cloud,
    port: values.port === undefined ? undefined : Number(values.port),
    showWindow: !values['no-open'],
    end: listenForEndWish(),
    onReady: (address) => process.stdout.write(`${JSON.stringify({ kind: 'ready', url: address })}\n`),
    onNextAddress: (address) => process.stderr.write(`Next window: ${address}\n`),
  });
  if (outcome.kind !== 'ended') {
    process.stderr.write(`${explainHeadlessRefusal(outcome)}\n`);
    process.exitCode = 1;
  }
}
