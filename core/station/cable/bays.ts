import type { BayView, CaptureLine, LinkProblem } from '../../contract/station/cable.ts';
import type { StationEvent } from '../../contract/station/station.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import type { PortInfo, UnitPorts } from '../../ports/byte-link.ts';
import type { CancelSignal, Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { StationStore } from '../../ports/station-store.ts';
import type { DriverContext } from '../../ports/unit-driver.ts';
import { portKey, readBayNumbers, withPorts } from './bay-numbers.ts';
import { linkProblem } from './link-problem.ts';

/**
 * The numbered ports of the bench and what runs on them (INST-1, INST-6). One piece of work per bay at a time; bays do not wait for each
 * other. The link is opened for each piece of work anew, so whatever was replugged in between is met by a fresh identity check.
 */
export interface Bays {
  views(): readonly BayView[];
  capture(bay: number): readonly CaptureLine[];
  ports(): Promise<readonly PortInfo[]>;
  /** Runs work on the unit of a bay, with progress. Work that was begun ends by itself; nobody's leaving interrupts it. */
  run<Result>(bay: number, job: BayJob<Result>): Promise<Result | LinkProblem>;
  /** The same on any port by path, without a bay's bookkeeping (command line). */
  runOnPort<Result>(path: string, work: (context: DriverContext) => Promise<Result>): Promise<Result | LinkProblem>;
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
  work(context: DriverContext, progress: (done: number, total: number) => void): Promise<Result>;
}

export interface BaysDeps {
  readonly unitPorts: UnitPorts;
  readonly store: StationStore;
  readonly clock: Clock;
  readonly log: Log;
  publish(event: StationEvent): void;
}

const settingKey = 'bays';
const pollMs = 1_200;
const captureLimit = 400;

interface Bay {
  view: BayView;
  readonly capture: CaptureLine[];
  running: Promise<unknown> | null;
}

export function createBays(deps: BaysDeps): Bays {
  const bays = new Map<number, Bay>();
  const stop = createStop();
  let polling: Promise<void> = Promise.resolve();

  const show = (bay: Bay, change: Partial<BayView>) => {
    bay.view = { ...bay.view, ...change };
    deps.publish({ kind: 'bay', bay: bay.view });
  };

  const open = async <Result>(
    path: string,
    lines: CaptureLine[],
    work: (context: DriverContext) => Promise<Result>,
  ) => {
    const opening = await deps.unitPorts.open(path);
    if (opening.kind !== 'opened') {
      return linkProblem(opening);
    }
    try {
      return await work({ link: opening.link, clock: deps.clock, capture: captureInto(lines, deps.clock) });
    } finally {
      await opening.link.close();
    }
  };

  const refresh = async () => {
    const ports = await deps.unitPorts.list();
    const known = readBayNumbers(deps.store.setting(settingKey));
    const numbers = withPorts(known, ports);
    if (numbers !== known) {
      deps.store.transact((write) => write.setSetting(settingKey, JSON.stringify(numbers)));
    }
    for (const { bay, key } of numbers) {
      const port = ports.find((candidate) => portKey(candidate) === key);
      updateBay({ bays, show }, bay, port);
    }
  };

  return {
    views: () => [...bays.values()].map((bay) => bay.view).sort((left, right) => left.bay - right.bay),
    capture: (bay) => bays.get(bay)?.capture ?? [],
    ports: () => deps.unitPorts.list(),
    async run(number, job) {
      const bay = bays.get(number);
      if (bay === undefined || bay.view.state === 'gone') {
        return { kind: 'link-problem', reason: 'no-bay', detail: String(number) };
      }
      if (bay.running !== null) {
        return { kind: 'link-problem', reason: 'busy', detail: bay.view.activity?.key ?? '' };
      }
      show(bay, {
        state: 'working',
        sessionId: job.sessionId,
        unit: job.unit,
        safeToUnplug: job.safeToUnplug,
        activity: { key: job.activity, done: 0, total: 0 },
      });
      const running = open(bay.view.port, bay.capture, (context) =>
        job.work(context, (done, total) => show(bay, { activity: { key: job.activity, done, total } })),
      );
      bay.running = running;
      try {
        return await running;
      } finally {
        bay.running = null;
        show(bay, { state: 'idle', safeToUnplug: true, activity: null });
      }
    },
    runOnPort: (path, work) => open(path, [], work),
    start() {
      polling = pollUntilStopped(deps, stop, refresh);
    },
    async dispose() {
      stop.fire();
      await polling;
      await Promise.allSettled([...bays.values()].map((bay) => bay.running));
    },
  };
}

interface BayBook {
  readonly bays: Map<number, Bay>;
  show(bay: Bay, change: Partial<BayView>): void;
}

function updateBay({ bays, show }: BayBook, number: number, port: PortInfo | undefined): void {
  const bay = bays.get(number);
  if (bay === undefined) {
    if (port !== undefined) {
      const view: BayView = {
        bay: number,
        port: port.path,
        usb: port.usb ?? null,
        state: 'idle',
        sessionId: null,
        unit: null,
        activity: null,
        safeToUnplug: true,
      };
      const fresh: Bay = { view, capture: [], running: null };
      bays.set(number, fresh);
      show(fresh, {});
    }
    return;
  }
  if (port === undefined && bay.view.state === 'idle') {
    show(bay, { state: 'gone' });
  } else if (port !== undefined && (bay.view.state === 'gone' || bay.view.port !== port.path)) {
    show(bay, { state: bay.running === null ? 'idle' : 'working', port: port.path });
  }
}

async function pollUntilStopped(deps: BaysDeps, stop: Stop, refresh: () => Promise<void>): Promise<void> {
  while (!stop.aborted) {
    try {
      await refresh();
    } catch (error: unknown) {
      deps.log.error('bays.refresh-failed', { detail: String(error) });
    }
    await deps.clock.sleep(pollMs, stop);
  }
}

function captureInto(lines: CaptureLine[], clock: Clock): DriverContext['capture'] {
  return {
    record(entry) {
      lines.push({ at: clock.now(), ...entry });
      if (lines.length > captureLimit) {
        lines.shift();
      }
    },
  };
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
