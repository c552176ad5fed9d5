import type { HealthField, HealthReading, LinkFault, ReadHealthOutcome } from '#core/ports/unit-driver.ts';
import { readFix, readInformation, readSatellites, readSignalReport } from '#core/protocol/queclink/health.ts';
import type { QueclinkMessage } from '#core/protocol/queclink/messages.ts';
import { askReport } from '#core/protocol/queclink/requests.ts';
import type { QueclinkFamily, QueclinkInformation } from '#core/protocol/queclink/unit-families.ts';
import { faultOf, isBroken, type OpenUnit, type QueclinkTalk } from './queclink-talk.ts';

/**
 * Measures the health fields that were asked for, with as few questions as they need. A question without an answer makes its own fields
 * unknown; only a lost cable or a cancel ends the measurement.
 */
export async function readQueclinkHealth(
  talk: QueclinkTalk,
  unit: OpenUnit,
  wanted: readonly HealthField[],
): Promise<ReadHealthOutcome> {
  const measured: Measured = {};
  for (const source of sourcesOf(unit.family)) {
    const fields = source.fields.filter((field) => wanted.includes(field) && measured[field]?.kind !== 'value');
    const fault = fields.length === 0 ? null : await measure({ talk, unit, measured }, { ...source, fields });
    if (fault !== null) {
      return fault;
    }
  }
  const fields: Measured = {};
  for (const field of wanted) {
    fields[field] = measured[field] ?? { kind: 'unknown', why: 'units of this model do not tell it' };
  }
  return { kind: 'measured', fields };
}

/** What this model can be asked. */
export function queclinkHealthFields(family: QueclinkFamily | null): readonly HealthField[] {
  return [...new Set(sourcesOf(family).flatMap(({ fields }) => fields))];
}

type Measured = Partial<Record<HealthField, HealthReading>>;

interface Source {
  readonly name: 'INF' | 'CSQ' | 'GSV' | 'RTL';
  readonly fields: readonly HealthField[];
  readonly read: (report: QueclinkMessage) => Measured;
}

function sourcesOf(family: QueclinkFamily | null): readonly Source[] {
  const layout = family?.information ?? null;
  return [
    ...(layout === null ? [] : [informationSource(layout)]),
    { name: 'CSQ', fields: ['signalLevel'], read: (report) => ({ signalLevel: readSignalReport(report) }) },
    ...(family?.satelliteReport === true ? [SATELLITES] : []),
    { name: 'RTL', fields: ['gnssFix'], read: (report) => ({ gnssFix: readFix(report) }) },
  ];
}

const SATELLITES: Source = {
  name: 'GSV',
  fields: ['satellites'],
  read: (report) => ({ satellites: readSatellites(report) }),
};

function informationSource(layout: QueclinkInformation): Source {
  const fields: readonly HealthField[] = [
    ...(layout.supplyMillivolts === undefined ? [] : (['supplyMillivolts'] as const)),
    ...(layout.batteryVolts === undefined ? [] : (['batteryMillivolts'] as const)),
    ...(layout.odometerKilometres === undefined ? [] : (['odometerMetres'] as const)),
    ...(layout.state === undefined ? [] : (['ignition'] as const)),
    ...(layout.rssi === undefined ? [] : (['signalLevel'] as const)),
  ];
  return { name: 'INF', fields, read: (report) => ({ ...readInformation(report, layout) }) };
}

interface Measuring {
  readonly talk: QueclinkTalk;
  readonly unit: OpenUnit;
  readonly measured: Measured;
}

async function measure({ talk, unit, measured }: Measuring, source: Source): Promise<LinkFault | null> {
  const unknown = (why: string): null => {
    for (const field of source.fields) {
      measured[field] ??= { kind: 'unknown', why };
    }
    return null;
  };
  if (talk.isOverdue()) {
    return unknown('the unit answers too slowly');
  }
  const outcome = await talk.ask((address) => askReport(address, source.name, unit.version.imei));
  if (outcome.kind !== 'answered') {
    const fault = faultOf(outcome);
    return isBroken(fault) ? fault : unknown('no usable answer');
  }
  const found = outcome.report === null ? {} : source.read(outcome.report);
  for (const field of source.fields) {
    const reading = found[field];
    if (reading !== undefined) {
      measured[field] = reading;
    }
  }
  return null;
}
