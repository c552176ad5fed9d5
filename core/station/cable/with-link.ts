import type { LinkProblem } from '../../contract/station/cable.ts';
import type { SessionId } from '../../kernel/entity-ids.ts';
import type { ByteLink, LinkOpening, UnitPorts } from '../../ports/byte-link.ts';
import type { CancelSignal, Clock } from '../../ports/clock.ts';
import type { DriverContext } from '../../ports/unit-driver.ts';
import type { CaptureKeeper, Recording } from '../captures/capture-keeper.ts';
import { linkProblem } from './link-problem.ts';

/**
 * One piece of work on one port: opened for it, closed however it ends. A unit that restarts may take its port away; `reopen` waits for
 * the port to come back and gives a new link to whatever is plugged in then, so the caller asks anew who it is.
 */
export type Reopen = (withinMs: number) => Promise<Reopened>;
export type Reopened = { readonly kind: 'reopened'; readonly context: DriverContext } | LinkProblem;

export interface LinkWorld {
  readonly unitPorts: Pick<UnitPorts, 'open'>;
  readonly clock: Clock;
  /** Ends waiting for a port when the station stops. */
  readonly stop: CancelSignal;
  readonly captures: CaptureKeeper;
}

export interface LinkPlace {
  /** Asked at each opening: a cable that comes back may have another name. */
  path(): string;
  /** Null for a port without a number. */
  readonly bay: number | null;
  /** The sheet that what goes over the cable is kept with; left out where there is none. */
  readonly sessionId?: SessionId | null;
  /** Left out: the usual speed of units. */
  readonly baudRate?: number;
  /** Until then another program may be looking at what was just plugged in (ModemManager does); a busy port is then tried once more. */
  readonly settledAtMs?: number;
}

const lookAgainMs = 500;

export async function withLink<Result>(
  world: LinkWorld,
  place: LinkPlace,
  work: (context: DriverContext, reopen: Reopen) => Promise<Result>,
): Promise<Result | LinkProblem> {
  const recording = world.captures.begin({ bay: place.bay, port: place.path(), sessionId: place.sessionId ?? null });
  try {
    return await withOpenLink(world, { place, recording }, work);
  } finally {
    recording.end();
  }
}

interface RecordedPlace {
  readonly place: LinkPlace;
  readonly recording: Recording;
}

async function withOpenLink<Result>(
  world: LinkWorld,
  { place, recording }: RecordedPlace,
  work: (context: DriverContext, reopen: Reopen) => Promise<Result>,
): Promise<Result | LinkProblem> {
  const { clock, stop } = world;
  const contextOn = (link: ByteLink): DriverContext => ({ link, clock, capture: recording });
  const open = () => openPort(world, place);
  const first = await openSettled(world, place);
  if (first.kind !== 'opened') {
    note(recording, `not opened ${place.path()}: ${first.kind}, ${first.detail}`);
    return linkProblem(first);
  }
  let held = hold(first.link, recording);

  const reopen: Reopen = async (withinMs) => {
    await held.close();
    const deadlineMs = clock.monotonicMs() + withinMs;
    let opening = await open();
    while (opening.kind !== 'opened' && clock.monotonicMs() < deadlineMs && !stop.aborted) {
      await clock.sleep(lookAgainMs, stop);
      opening = await open();
    }
    if (opening.kind !== 'opened') {
      note(recording, `not opened again ${place.path()}: ${opening.kind}, ${opening.detail}`);
      return linkProblem(opening);
    }
    held = hold(opening.link, recording);
    return { kind: 'reopened', context: contextOn(opening.link) };
  };
  try {
    return await work(contextOn(first.link), reopen);
  } finally {
    await held.close();
  }
}

/** Says in the capture when the link came, and when it went without having been closed from here. */
function hold(link: ByteLink, recording: Recording): { close(): Promise<void> } {
  note(recording, `opened ${link.path}`);
  let isClosed = false;
  const unlisten = link.onLost(({ detail }) => {
    if (!isClosed) {
      note(recording, `lost: ${detail}`);
    }
  });
  return {
    async close() {
      if (!isClosed) {
        isClosed = true;
        unlisten();
        note(recording, `closed ${link.path}`);
        await link.close();
      }
    },
  };
}

function note(recording: Recording, text: string): void {
  recording.record({ direction: 'note', text });
}

function openPort({ unitPorts }: LinkWorld, { path, baudRate }: LinkPlace): Promise<LinkOpening> {
  return unitPorts.open(path(), baudRate === undefined ? {} : { baudRate });
}

/** A port that is busy so soon after it was plugged in is tried once more when whoever looks at new ports has gone (link.md §6.1). */
async function openSettled(world: LinkWorld, place: LinkPlace): Promise<LinkOpening> {
  const { clock, stop } = world;
  const opening = await openPort(world, place);
  const waitMs = (place.settledAtMs ?? 0) - clock.monotonicMs();
  if (opening.kind !== 'busy' || place.settledAtMs === undefined || waitMs <= 0) {
    return opening;
  }
  await clock.sleep(waitMs, stop);
  return stop.aborted ? opening : openPort(world, place);
}
