import type { BusAdapter } from '#core/domain/cable/bus-adapter.ts';
import { assertNever } from '#core/kernel/assert-never.ts';
import type { ByteLink, UnitPorts } from '#core/ports/byte-link.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { VehicleBusReader, VehicleVin } from '#core/ports/vehicle-bus-reader.ts';
import { latin1Bytes, latin1Text } from '#core/protocol/latin1.ts';
import type { BusReading, BusSession, BusStep } from '#core/protocol/vehicle-bus/bus-session.ts';
import { elmCarSession, elmTruckSession } from '#core/protocol/vehicle-bus/elm327-session.ts';
import { slcanSession } from '#core/protocol/vehicle-bus/slcan-session.ts';

export interface VehicleBusReaderDeps {
  readonly ports: Pick<UnitPorts, 'open'>;
  readonly clock: Clock;
}

/** Reads VINs through adapters on the serial ports of this machine. */
export function createVehicleBusReader({ ports, clock }: VehicleBusReaderDeps): VehicleBusReader {
  return {
    async readVin(adapter) {
      const opening = await ports.open(adapter.port, { baudRate: adapter.baudRate });
      if (opening.kind !== 'opened') {
        return { kind: 'trouble', reason: opening.kind, detail: opening.detail };
      }
      try {
        return await askTwice(opening.link, clock, adapter);
      } finally {
        await opening.link.close();
      }
    },
  };
}

/** A damaged character would be paired with, and nothing on a serial line tells of it: the same must come twice. */
async function askTwice(link: ByteLink, clock: Clock, adapter: BusAdapter): Promise<VehicleVin> {
  const first = await ask(link, clock, adapter);
  if (first.kind !== 'told' || first.vins.length > 1) {
    return outcomeOf(first);
  }
  const second = await ask(link, clock, adapter);
  if (second.kind !== 'told') {
    return outcomeOf(second);
  }
  const detail = `${first.vins.join(', ')} / ${second.vins.join(', ')}`;
  return second.vins.join() === first.vins.join()
    ? outcomeOf(second)
    : { kind: 'trouble', reason: 'readings-differ', detail };
}

type Ended = BusReading | { readonly kind: 'port-lost'; readonly detail: string };

function outcomeOf(reading: Ended): VehicleVin {
  switch (reading.kind) {
    case 'told': {
      const [vin = '', ...others] = reading.vins;
      return others.length === 0 ? { kind: 'told', vin } : { kind: 'several', vins: reading.vins };
    }
    case 'no-answer':
    case 'silent-bus':
    case 'no-adapter':
      return { kind: 'trouble', reason: reading.kind, detail: '' };
    case 'bus-trouble':
      return { kind: 'trouble', reason: reading.kind, detail: reading.word };
    case 'unreadable':
    case 'port-lost':
      return { kind: 'trouble', reason: reading.kind, detail: reading.detail };
    default:
      return assertNever(reading);
  }
}

function ask(link: ByteLink, clock: Clock, { kind }: BusAdapter): Promise<Ended> {
  switch (kind) {
    case 'slcan-truck':
      return runSession(slcanSession, link, clock);
    case 'elm327-truck':
      return runSession(elmTruckSession, link, clock);
    case 'elm327-car':
      return runSession(elmCarSession, link, clock);
    default:
      return assertNever(kind);
  }
}

const farewellMs = 200;

/** Performs what a session wants until it ends. Whatever comes of it, the adapter is told to leave the bus. */
async function runSession<State>(session: BusSession<State>, link: ByteLink, clock: Clock): Promise<Ended> {
  const { promise, resolve } = Promise.withResolvers<Ended>();
  let now: BusStep<State> = session.start(clock.monotonicMs());
  let alarm = new AbortController();
  const perform = (step: BusStep<State>) => {
    now = step;
    if (step.write !== '') {
      void link.write(latin1Bytes(step.write));
    }
    alarm.abort();
    if (step.reading !== null) {
      resolve(step.reading);
      return;
    }
    const own = new AbortController();
    alarm = own;
    void clock.sleep(Math.max(0, session.wakeAtMs(step.state) - clock.monotonicMs()), own.signal).then(() => {
      if (!own.signal.aborted) {
        perform(session.wake(now.state, clock.monotonicMs()));
      }
    });
  };
  const unhear = link.onBytes((bytes) => {
    if (now.reading === null) {
      perform(session.hear(now.state, latin1Text(bytes), clock.monotonicMs()));
    }
  });
  const unlose = link.onLost(({ detail }) => resolve({ kind: 'port-lost', detail }));
  perform(now);
  const ended = await promise;
  alarm.abort();
  unlose();
  await link.write(latin1Bytes(session.farewell));
  // The answer to that is nobody's; it must not be taken for one of the next session.
  await clock.sleep(farewellMs);
  unhear();
  return ended;
}
