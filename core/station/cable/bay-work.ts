import type { BayView, LinkProblem } from '../../contract/station/cable.ts';
import type { PortInfo } from '../../ports/byte-link.ts';
import type { StationStore } from '../../ports/station-store.ts';
import type { Bay, BayBook } from './bay-book.ts';
import type { BayJob, PortWork } from './bays.ts';
import type { PortClaims } from './port-claims.ts';
import type { PortWatch } from './port-watch.ts';
import { type LinkWorld, withLink } from './with-link.ts';

/** Another program may look at a port for so long after it was plugged in; ModemManager takes about ten seconds (link.md §6.1). */
export const settlingMs = 12_000;

export interface WorkWorld extends LinkWorld {
  readonly store: Pick<StationStore, 'session'>;
  readonly book: BayBook;
  readonly claims: PortClaims;
}

/** How the link of a bay is opened, for work and for asking alike. */
export function placeOf(bay: Bay) {
  return {
    path: () => bay.view.port,
    bay: bay.view.bay,
    baudRate: bay.port.known.baudRate,
    ...(bay.appearedMs === null ? {} : { settledAtMs: bay.appearedMs + settlingMs }),
  };
}

/** Runs one piece of work on a bay and shows it from the first moment to the last. */
export async function runOnBay<Result>(
  world: WorkWorld,
  number: number,
  job: BayJob<Result>,
): Promise<Result | LinkProblem> {
  const { book, claims } = world;
  const bay = book.find(number);
  if (bay === undefined || bay.view.state === 'gone') {
    return { kind: 'link-problem', reason: 'no-bay', detail: String(number) };
  }
  return claims.take(bay.view.port, { label: job.activity }, async () => {
    const progress = showWork(world, bay, job);
    const running = withLink(world, { ...placeOf(bay), sessionId: job.sessionId }, (context, reopen) =>
      job.work(context, progress, reopen),
    );
    bay.running = running;
    try {
      return await running;
    } finally {
      bay.running = null;
      book.show(bay, { state: 'idle', safeToUnplug: true, activity: null });
    }
  });
}

export interface PortWorld extends WorkWorld {
  readonly watch: Pick<PortWatch, 'looked' | 'ports'>;
  isReaderPort(port: PortInfo): boolean;
}

/** Runs work on any port by its path; nothing is ever written to a reader's. */
export async function runOnPort<Result>(
  world: PortWorld,
  path: string,
  work: PortWork<Result>,
): Promise<Result | LinkProblem> {
  const { watch, book, claims } = world;
  await watch.looked();
  const seen = watch.ports().find(({ info }) => info.path === path);
  if (seen?.isReader === true || world.isReaderPort(seen?.info ?? { path })) {
    return { kind: 'link-problem', reason: 'busy', detail: `${path}: a barcode reader` };
  }
  const place = {
    path: () => path,
    bay: book.at(path)?.view.bay ?? null,
    ...(seen === undefined ? {} : { baudRate: seen.known.baudRate }),
  };
  return claims.take(path, { label: `${path}: another command` }, () =>
    withLink(world, place, (context, reopen) => work(context, reopen, seen?.known ?? null)),
  );
}

function showWork<Result>(
  { book, store, clock }: WorkWorld,
  bay: Bay,
  { sessionId, unit, activity: key, safeToUnplug }: BayJob<Result>,
): (done: number, total: number) => void {
  const startedMs = clock.monotonicMs();
  const by = sessionId === null ? null : (store.session(sessionId)?.owner?.name ?? null);
  const activity = { key, done: 0, total: 0, leftMs: null };
  book.show(bay, { state: 'working', sessionId, unit, by, safeToUnplug, activity });
  return (done, total) => {
    const leftMs = timeLeft(clock.monotonicMs() - startedMs, done, total);
    book.show(bay, { activity: { key, done, total, leftMs } satisfies BayView['activity'] });
  };
}

/** As long as it took so far for each of those that are done, for each of those that are not. */
function timeLeft(elapsedMs: number, done: number, total: number): number | null {
  return done > 0 && total >= done ? Math.round((elapsedMs / done) * (total - done)) : null;
}
