import type { LinkProblem, PortAnswer } from '../../contract/station/cable.ts';
import type { DriverContext, UnitIdentity } from '../../ports/unit-driver.ts';
import { askingOrder } from './asking-order.ts';
import { type FoundOnPort, findUnit } from './find-unit.ts';
import { type AskerWorld, type PortAsker, unitAnswer } from './port-asker.ts';
import type { PortWatch } from './port-watch.ts';

/** Which unit is on which bay, as far as units told (INST-1). What is known here is shown and never trusted: work asks again. */
export interface BayUnits {
  /** Asks who is on the open link of a bay, by the family that is set for it or by any. */
  findOn(bay: number, link: DriverContext): Promise<FoundOnPort | LinkProblem>;
  /** Whoever works on a bay tells who answered there. */
  met(bay: number, identity: UnitIdentity): void;
  /** Asks this bay now who is there; what is known already where it has other things to do. */
  ask(bay: number): Promise<PortAnswer>;
  /** Looks at the ports at once, and asks every bay that has nothing to do who is there. */
  findAgain(): Promise<void>;
  /** The bay whose unit told this IMEI; asks those that told none. Null when it is on none. */
  seek(imei: string): Promise<number | null>;
}

export function createBayUnits(world: AskerWorld, asker: PortAsker, watch: Pick<PortWatch, 'look'>): BayUnits {
  const { book, drivers, clock, usbDevices } = world;
  const idleBays = () => {
    const idle = book.views().filter(({ state }) => state === 'idle');
    return askingOrder(
      idle.flatMap(({ bay }) => book.find(bay) ?? []),
      usbDevices,
    );
  };
  const met: BayUnits['met'] = (number, identity) => {
    const bay = book.find(number);
    if (bay !== undefined) {
      book.show(bay, { answer: unitAnswer(identity, clock.now()) });
    }
  };
  return {
    async findOn(number, link) {
      const found = await findUnit(drivers, link, book.find(number)?.port.known.driver ?? null);
      if (found.kind === 'found') {
        met(number, found.identity);
      }
      return found;
    },
    met,
    ask: asker.askNow,
    async findAgain() {
      await watch.look();
      await asker.seek(idleBays(), () => false);
    },
    async seek(imei) {
      const isIt = (answer: PortAnswer) => answer.kind === 'unit' && answer.imei === imei;
      const told = book.views().find(({ answer }) => isIt(answer));
      const silent = idleBays().filter((bay) => book.find(bay)?.view.answer.kind !== 'unit');
      return told?.bay ?? asker.seek(silent, isIt);
    },
  };
}
