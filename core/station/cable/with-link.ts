import type { CaptureLine, LinkProblem } from '../../contract/station/cable.ts';
import type { LinkOpening, UnitPorts } from '../../ports/byte-link.ts';
import type { CancelSignal, Clock } from '../../ports/clock.ts';
import type { DriverContext } from '../../ports/unit-driver.ts';
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
}

export interface LinkPlace {
  /** Asked at each opening: a cable that comes back may have another name. */
  path(): string;
  readonly lines: CaptureLine[];
  /** Left out: the usual speed of units. */
  readonly baudRate?: number;
  /** Until then another program may be looking at what was just plugged in (ModemManager does); a busy port is then tried once more. */
  readonly settledAtMs?: number;
}

const lookAgainMs = 500;
const captureLimit = 400;

export async function withLink<Result>(
  world: LinkWorld,
  place: LinkPlace,
  work: (context: DriverContext, reopen: Reopen) => Promise<Result>,
): Promise<Result | LinkProblem> {
  const { clock, stop } = world;
  const capture = captureInto(place.lines, clock);
  const open = () => openPort(world, place);
  const first = await openSettled(world, place);
  if (first.kind !== 'opened') {
    return linkProblem(first);
  }
  let { link } = first;

  const reopen: Reopen = async (withinMs) => {
    await link.close();
    const deadlineMs = clock.monotonicMs() + withinMs;
    let opening = await open();
    while (opening.kind !== 'opened' && clock.monotonicMs() < deadlineMs && !stop.aborted) {
      await clock.sleep(lookAgainMs, stop);
      opening = await open();
    }
    if (opening.kind !== 'opened') {
      return linkProblem(opening);
    }
    link = opening.link;
    return { kind: 'reopened', context: { link, clock, capture } };
  };
  try {
    return await work({ link, clock, capture }, reopen);
  } finally {
    await link.close();
  }
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

/** Keeps the newest lines of what goes over the cable. */
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
