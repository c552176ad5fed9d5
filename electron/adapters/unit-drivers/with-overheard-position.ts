import type {
  DriverContext,
  HealthField,
  HealthReading,
  ReadHealthOutcome,
  UnitDriver,
} from '#core/ports/unit-driver.ts';
import { epochWithinMs, hearPositions, isWholeEpoch, positionFields, positionReadings } from './hear-positions.ts';

/**
 * A driver that also listens to what its unit tells of positions between the answers (NMEA 0183). What the unit says itself stands; what it
 * does not tell is filled from the sentences. Without sentences nothing changes and nothing is waited for.
 */
export function withOverheardPosition(driver: UnitDriver): UnitDriver {
  return { ...driver, readHealth: (context, fields) => readHealth(driver, context, fields) };
}

async function readHealth(
  driver: UnitDriver,
  context: DriverContext,
  wanted: readonly HealthField[] | undefined,
): Promise<ReadHealthOutcome> {
  const ear = hearPositions(context, { keepLines: false });
  try {
    const outcome = await driver.readHealth(context, wanted);
    if (outcome.kind !== 'measured') {
      return outcome;
    }
    const missing = positionFields.filter(
      (field) => outcome.fields[field]?.kind !== 'value' && (wanted === undefined || wanted.includes(field)),
    );
    if (missing.length === 0 || ear.sentences() === 0) {
      return outcome;
    }
    await ear.wait(epochWithinMs, isWholeEpoch);
    const readings = positionReadings(ear.verdict());
    const fields: Partial<Record<HealthField, HealthReading>> = { ...outcome.fields };
    for (const field of missing) {
      fields[field] = readings[field];
    }
    return { kind: 'measured', fields };
  } finally {
    ear.close();
  }
}
