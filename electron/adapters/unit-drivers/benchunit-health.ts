import type { HealthField, HealthReading, ReadHealthOutcome } from '#core/ports/unit-driver.ts';
import { readPairs } from '#core/protocol/benchunit/lines.ts';
import type { BenchTalk } from './benchunit-talk.ts';

type Read = (raw: string) => number | string | boolean | null;

const whole: Read = (raw) => (/^\d{1,12}$/.test(raw) ? Number(raw) : null);
const yesOrNo: Read = (raw) => (raw === '1' ? true : raw === '0' ? false : null);
const oneOf =
  (words: Readonly<Record<string, string>>): Read =>
  (raw) =>
    words[raw] ?? null;

/** The unit's name for each field, and what its words mean here. */
const fields: Readonly<Partial<Record<HealthField, { readonly name: string; readonly read: Read }>>> = {
  supplyMillivolts: { name: 'supply', read: whole },
  batteryMillivolts: { name: 'battery', read: whole },
  gnssFix: { name: 'gnss', read: oneOf({ fix: 'fix', searching: 'no-fix', off: 'no-fix' }) },
  satellites: { name: 'sats', read: whole },
  signalLevel: { name: 'csq', read: signalLevel },
  networkRegistration: {
    name: 'reg',
    read: oneOf({ home: 'home', roaming: 'roaming', searching: 'searching', denied: 'denied' }),
  },
  sim: { name: 'sim', read: oneOf({ ready: 'ready', pin: 'pin', puk: 'puk', missing: 'missing' }) },
  dataLink: { name: 'link', read: yesOrNo },
  ignition: { name: 'ign', read: yesOrNo },
  canLink: { name: 'ebs', read: yesOrNo },
  ebsVin: { name: 'ebsvin', read: (raw) => (raw === '' ? null : raw) },
  odometerMetres: { name: 'odo', read: whole },
  recordsStored: { name: 'recs', read: whole },
};

// The keys of the table above are health fields; `Object.keys` forgets it.
export const benchunitHealthFields = Object.keys(fields) as readonly HealthField[];

/** 3GPP TS 27.007 +CSQ (0 to 31, 99 not known) as bars from 0 to 5. */
function signalLevel(raw: string): number | null {
  const rssi = whole(raw);
  return typeof rssi === 'number' && rssi <= 31 ? Math.min(5, Math.ceil(rssi / 6)) : null;
}

/** One question tells everything; what the unit left out, or said in words that nobody knows, is unknown. */
export async function readBenchunitHealth(
  talk: BenchTalk,
  wanted: readonly HealthField[],
): Promise<Exclude<ReadHealthOutcome, { readonly kind: 'locked' }>> {
  const answer = await talk.ask('HEALTH');
  if (answer.kind !== 'yes') {
    return answer.kind === 'no' ? { kind: 'garbled', detail: answer.words } : answer;
  }
  const told = readPairs(answer.words);
  return { kind: 'measured', fields: Object.fromEntries(wanted.map((field) => [field, readingOf(field, told)])) };
}

function readingOf(field: HealthField, told: ReadonlyMap<string, string>): HealthReading {
  const known = fields[field];
  if (known === undefined) {
    return { kind: 'unknown', why: 'units of this family do not tell it' };
  }
  const raw = told.get(known.name);
  const value = raw === undefined ? null : known.read(raw);
  return raw === undefined || value === null
    ? { kind: 'unknown', why: 'the unit does not tell it' }
    : { kind: 'value', value, raw };
}
