import type { LinkProblem, PortAnswer } from '../../contract/station/cable.ts';
import type { UsbDevice } from '../../domain/cable/usb-devices.ts';
import type { Log } from '../../ports/log.ts';
import type { UnitIdentity } from '../../ports/unit-driver.ts';
import type { UnitDrivers } from '../../ports/unit-drivers.ts';
import { createCancelSource } from '../sync/cancel-source.ts';
import { type Bay, notAsked } from './bay-book.ts';
import { placeOf, settlingMs, type WorkWorld } from './bay-work.ts';
import { type FoundOnPort, findUnit } from './find-unit.ts';
import { withLink } from './with-link.ts';

/**
 * Asks ports who is there, without anybody having pressed anything (INST-1): one port after the other, with questions that change nothing.
 * Gives way to work at once. What it learns is shown and never trusted: every piece of work asks again.
 */
export interface PortAsker {
  /** Puts bays at the end of the queue; one that waits already keeps its place. */
  ask(bays: readonly number[]): void;
  /** Asks this one, after whatever is being asked now. */
  askNow(bay: number): Promise<PortAnswer>;
  /** Asks these now, one after the other, until an answer is the wanted one; the bay that gave it, or null. */
  seek(bays: readonly number[], isWanted: (answer: PortAnswer) => boolean): Promise<number | null>;
  /** Resolves when nothing is asked any more. */
  settled(): Promise<void>;
}

export interface AskerWorld extends WorkWorld {
  readonly drivers: UnitDrivers;
  readonly usbDevices: readonly UsbDevice[];
  readonly log: Log;
  /** A reader that was made known a moment ago is never asked, even if it still waits here. */
  isBay(bay: Bay): boolean;
  /** A unit answered here. */
  noteUnit(bay: Bay): void;
}

export function createPortAsker(world: AskerWorld): PortAsker {
  const waiting = new Set<number>();
  const retries = new Set<Promise<void>>();
  let last: Promise<unknown> = Promise.resolve();

  /** After whatever is being asked now. */
  const askInTurn = (number: number): Promise<PortAnswer> => {
    const asked = last.then(() => {
      waiting.delete(number);
      const bay = world.book.find(number);
      return bay === undefined || world.stop.aborted ? notAsked : askBay(world, bay);
    });
    last = asked;
    return asked;
  };
  const retryLater = (number: number, answer: PortAnswer) => {
    const waitMs =
      (world.book.find(number)?.appearedMs ?? Number.NEGATIVE_INFINITY) + settlingMs - world.clock.monotonicMs();
    if (isUnsettled(answer) && waitMs > 0) {
      // Once: at the next answer the time is over.
      const retry = world.clock.sleep(waitMs, world.stop).then(() => ask(world.stop.aborted ? [] : [number]));
      retries.add(retry);
      void retry.finally(() => retries.delete(retry));
    }
  };
  const ask = (bays: readonly number[]) => {
    for (const bay of bays.filter((one) => !waiting.has(one))) {
      waiting.add(bay);
      void askInTurn(bay).then((answer) => retryLater(bay, answer));
    }
  };

  return {
    ask,
    askNow: askInTurn,
    async seek(bays, isWanted) {
      for (const bay of bays) {
        if (isWanted(await askInTurn(bay))) {
          return bay;
        }
      }
      return null;
    },
    async settled() {
      await Promise.all([last, ...retries]);
    },
  };
}

/** What a program that looks at new ports, or a unit that still starts up, looks like. */
function isUnsettled(answer: PortAnswer): boolean {
  return (
    answer.kind === 'trouble' && ['busy', 'garbled', 'silent', 'silent-or-locked', 'timed-out'].includes(answer.reason)
  );
}

async function askBay(world: AskerWorld, bay: Bay): Promise<PortAnswer> {
  if (bay.view.state !== 'idle' || !world.isBay(bay)) {
    return bay.view.answer;
  }
  const before = bay.view.answer;
  const yields = createCancelSource();
  const { clock, drivers, claims, stop, log } = world;
  const giveUp = () => yields.cancel();
  stop.addEventListener('abort', giveUp);
  try {
    const found = await claims.take(bay.view.port, { label: 'ask', yields }, async () => {
      world.book.show(bay, { answer: { kind: 'asking' } });
      // Waiting for a port to settle is done by asking again later: nobody stands in the queue meanwhile.
      const { path, bay: number, baudRate } = placeOf(bay);
      return withLink<FoundOnPort | LinkProblem>(world, { path, bay: number, baudRate }, (link) =>
        findUnit(drivers, { ...link, cancel: yields.signal }, bay.port.known.driver),
      );
    });
    const answer = yields.signal.aborted && found.kind !== 'found' ? before : answerOf(found, clock.now());
    return tell(world, bay, answer);
  } catch (error: unknown) {
    log.error('bays.ask-failed', { port: bay.view.port, detail: String(error) });
    return tell(world, bay, before);
  } finally {
    stop.removeEventListener('abort', giveUp);
  }
}

function tell(world: AskerWorld, bay: Bay, answer: PortAnswer): PortAnswer {
  // Pulled meanwhile: whatever was learned is of nobody any more.
  if (bay.view.state !== 'gone') {
    world.book.show(bay, { answer });
  }
  if (answer.kind === 'unit') {
    world.noteUnit(bay);
  }
  return answer;
}

/** A unit as it is shown. */
export function unitAnswer({ driver, imei, model, firmware }: UnitIdentity, at: string): PortAnswer {
  return { kind: 'unit', driver, imei, model, firmware, at };
}

function answerOf(found: FoundOnPort | LinkProblem, at: string): PortAnswer {
  return found.kind === 'found'
    ? unitAnswer(found.identity, at)
    : { kind: 'trouble', reason: found.reason, detail: found.detail, at };
}
