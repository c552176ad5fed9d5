import type { BayView, CaptureLine, LinkProblem } from '../../contract/station/cable.ts';
import type { StationEvent } from '../../contract/station/station.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import type { PortInfo, UnitPorts } from '../../ports/byte-link.ts';
import type { CancelSignal, Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { StationStore } from '../../ports/station-store.ts';
import type { DriverContext } from '../../ports/unit-driver.ts';
import { type BayBook, createBayBook } from './bay-book.ts';
import { portKey, readBayNumbers, withoutPorts, withPorts } from './bay-numbers.ts';
import { type LinkWorld, type Reopen, withLink } from './with-link.ts';

/**
 * The numbered ports of the bench and what runs on them (INST-1, INST-6). One piece of work per bay at a time; bays do not wait for each
 * other. The link is opened for each piece of work anew, so whatever was replugged in between is met by a fresh identity check.
 */
export interface Bays {
  views(): readonly BayView[];
  capture(bay: number): readonly CaptureLine[];
  /** Ports that may hold a unit; a barcode reader's is none, and nothing is ever written to it. */
  ports(): Promise<readonly PortInfo[]>;
  /** Runs work on the unit of a bay, with progress. Work that was begun ends by itself; nobody's leaving interrupts it. */
  run<Result>(bay: number, job: BayJob<Result>): Promise<Result | LinkProblem>;
  /** The same on any port by path, without a bay's bookkeeping (command line). */
  runOnPort<Result>(
    path: string,
    work: (context: DriverContext, reopen: Reopen) => Promise<Result>,
  ): Promise<Result | LinkProblem>;
  /** Fires when the station ends: whoever waits for a unit stops waiting. */
  readonly stopping: CancelSignal;
  start(): void;
  dispose(): Promise<void>;
}

export interface BayJob<Result> {
  readonly sessionId: SessionId | null;
  readonly unit: string | null;
  /** Text key `cable.activity.<key>`. */
  readonly activity: string;
  /** False while values are being written. */
  readonly safeToUnplug: boolean;
  /** `reopen` is for units that restart in the middle of it. */
  work(context: DriverContext, progress: (done: number, total: number) => void, reopen: Reopen): Promise<Result>;
}

export interface BaysDeps {
  readonly unitPorts: UnitPorts;
  readonly store: StationStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether a barcode reader is on this port. */
  isReaderPort(port: PortInfo): boolean;
  publish(event: StationEvent): void;
}

const settingKey = 'bays';
const pollMs = 1_200;

export function createBays(deps: BaysDeps): Bays {
  const book = createBayBook(deps.publish);
  const stop = createStop();
  let polling: Promise<void> = Promise.resolve();

  return {
    stopping: stop,
    views: book.views,
    capture: (bay) => book.find(bay)?.capture ?? [],
    ports: async () => (await sortedPorts(deps)).forUnits,
    run: (number, job) => runOnBay({ ...deps, stop }, book, { number, job }),
    runOnPort: (path, work) => runOnPort({ ...deps, stop }, path, work),
    start() {
      polling = pollUntilStopped(deps, stop, () => refresh(deps, book));
    },
    async dispose() {
      stop.fire();
      await polling;
      await book.settled();
    },
  };
}

async function runOnBay<Result>(
  deps: LinkWorld & Pick<BaysDeps, 'store'>,
  book: BayBook,
  { number, job }: { readonly number: number; readonly job: BayJob<Result> },
): Promise<Result | LinkProblem> {
  const bay = book.find(number);
  if (bay === undefined || bay.view.state === 'gone') {
    return { kind: 'link-problem', reason: 'no-bay', detail: String(number) };
  }
  if (bay.running !== null) {
    return { kind: 'link-problem', reason: 'busy', detail: bay.view.activity?.key ?? '' };
  }
  const { sessionId, unit, safeToUnplug, activity } = job;
  const by = sessionId === null ? null : (deps.store.session(sessionId)?.owner?.name ?? null);
  book.show(bay, {
    state: 'working',
    sessionId,
    unit,
    by,
    safeToUnplug,
    activity: { key: activity, done: 0, total: 0 },
  });
  const running = withLink(deps, { path: () => bay.view.port, lines: bay.capture }, (context, reopen) =>
    job.work(context, (done, total) => book.show(bay, { activity: { key: activity, done, total } }), reopen),
  );
  bay.running = running;
  try {
    return await running;
  } finally {
    bay.running = null;
    book.show(bay, { state: 'idle', safeToUnplug: true, activity: null });
  }
}

async function runOnPort<Result>(
  deps: BaysDeps & LinkWorld,
  path: string,
  work: (context: DriverContext, reopen: Reopen) => Promise<Result>,
): Promise<Result | LinkProblem> {
  const { forReaders } = await sortedPorts(deps);
  return forReaders.some((port) => port.path === path)
    ? { kind: 'link-problem', reason: 'busy', detail: `${path}: a barcode reader` }
    : withLink(deps, { path: () => path, lines: [] }, work);
}

interface SortedPorts {
  readonly forUnits: readonly PortInfo[];
  readonly forReaders: readonly PortInfo[];
}

async function sortedPorts({ unitPorts, isReaderPort }: BaysDeps): Promise<SortedPorts> {
  const ports = await unitPorts.list();
  return { forUnits: ports.filter((port) => !isReaderPort(port)), forReaders: ports.filter(isReaderPort) };
}

async function refresh(deps: BaysDeps, book: BayBook): Promise<void> {
  const { forUnits: ports, forReaders } = await sortedPorts(deps);
  const known = readBayNumbers(deps.store.setting(settingKey));
  const kept = withoutPorts(known, forReaders);
  const numbers = withPorts(kept, ports);
  if (numbers !== known) {
    deps.store.transact((write) => write.setSetting(settingKey, JSON.stringify(numbers)));
  }
  for (const { bay } of known.filter((one) => !kept.includes(one))) {
    book.forget(bay);
  }
  for (const { bay, key } of numbers) {
    book.seen(
      bay,
      ports.find((candidate) => portKey(candidate) === key),
    );
  }
}

async function pollUntilStopped(deps: BaysDeps, stop: Stop, look: () => Promise<void>): Promise<void> {
  while (!stop.aborted) {
    try {
      await look();
    } catch (error: unknown) {
      deps.log.error('bays.refresh-failed', { detail: String(error) });
    }
    await deps.clock.sleep(pollMs, stop);
  }
}

interface Stop extends CancelSignal {
  fire(): void;
}

function createStop(): Stop {
  const listeners = new Set<() => void>();
  let aborted = false;
  return {
    get aborted() {
      return aborted;
    },
    addEventListener: (_type, listener) => listeners.add(listener),
    removeEventListener: (_type, listener) => listeners.delete(listener),
    fire() {
      aborted = true;
      for (const listener of listeners) {
        listener();
      }
    },
  };
}
