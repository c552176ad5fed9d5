import type { ConfigChange, DriverContext, LinkFault, UnitDriver, UnitIdentity } from '#core/ports/unit-driver.ts';
import {
  epochWithinMs,
  hearPositions,
  isWholeEpoch,
  type PositionEar,
  positionFields,
  positionReadings,
} from './hear-positions.ts';

/**
 * A bare GNSS receiver on a bay, so that a person is told what is plugged in there and how well it sees the sky. It only listens: nothing is
 * ever written to it, it holds no configuration, and it has no number by which it could be the unit of a sheet.
 *
 * The FT family of Teltonika can be told to speak such sentences on its debug port (`@gps_nmea`). That changes and deletes what the unit logs,
 * so it is not done (link.md §2A); a unit that speaks them by itself is heard by `withOverheardPosition`.
 */
export function createNmeaDriver(): UnitDriver {
  return {
    id: 'nmea',
    probe: (context) =>
      listening(context, async (ear) => {
        await ear.wait(probeMs, (heard) => heard.sentences() > 0);
        return ear.sentences() > 0
          ? { kind: 'answers', score: SCORE, reason: 'tells positions' }
          : { kind: 'silent', reason: 'no position sentence' };
      }),
    identify: (context) =>
      orFault(context, async (ear) => {
        await ear.wait(epochWithinMs, (heard) => heard.sentences() >= sentencesOfAReceiver);
        return ear.sentences() >= sentencesOfAReceiver
          ? { kind: 'identified' as const, identity: receiver }
          : ({ kind: 'timed-out', detail: 'no position sentences' } as const);
      }),
    capabilities: () => ({ keys: {}, health: positionFields, firmwareUpdate: false, testTransmission: false }),
    readConfiguration: async (_context, keys = []) => ({
      kind: 'read',
      values: Object.fromEntries(keys.map((key) => [key, unsupported])),
    }),
    writeConfiguration: async (_context, expectedImei) => ({ kind: 'wrong-unit', expectedImei, readImei: null }),
    verify: async (_context, changes) => ({ kind: 'differs', keys: changes.map(neverHeld) }),
    readHealth: (context, fields = positionFields) =>
      orFault(context, async (ear) => {
        await ear.wait(epochWithinMs, isWholeEpoch);
        const readings: Partial<Record<string, ReturnType<typeof positionReadings>['gnssFix']>> = positionReadings(
          ear.verdict(),
        );
        const unknown = { kind: 'unknown', why: 'a receiver does not tell it' } as const;
        return {
          kind: 'measured' as const,
          fields: Object.fromEntries(fields.map((field) => [field, readings[field] ?? unknown])),
        };
      }),
    reboot: async () => ({ kind: 'timed-out', detail: 'a receiver takes no orders' }),
  };
}

/** The lowest of all: any unit may speak such sentences between its answers. */
const SCORE = 10;
const probeMs = 1_400;
/** One may be chance: a sum of eight bits fits one line of noise in 256. */
const sentencesOfAReceiver = 2;

const receiver: UnitIdentity = {
  driver: 'nmea',
  imei: null,
  model: 'GNSS receiver',
  firmware: '',
  hardware: null,
  iccid: null,
};

const unsupported = { kind: 'unsupported' } as const;

function neverHeld({ key, to }: ConfigChange) {
  return { key, wanted: to, found: unsupported, equal: false };
}

async function listening<Result>(context: DriverContext, work: (ear: PositionEar) => Promise<Result>): Promise<Result> {
  const ear = hearPositions(context, { keepLines: true });
  try {
    return await work(ear);
  } finally {
    ear.close();
  }
}

/** The same, with a cable that was pulled or a person who stopped it told as such. */
async function orFault<Result>(
  context: DriverContext,
  work: (ear: PositionEar) => Promise<Result>,
): Promise<Result | LinkFault> {
  const losses: LinkFault[] = [];
  const unlisten = context.link.onLost((loss) => losses.push(loss));
  try {
    const result = await listening(context, work);
    return context.cancel?.aborted === true ? { kind: 'cancelled' } : (losses[0] ?? result);
  } finally {
    unlisten();
  }
}
