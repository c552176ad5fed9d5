import { feltHealth } from '../felt-health.ts';
import { toldImei } from '../imei-variants.ts';
import { storeValues, type ValueWrite } from '../stored-values.ts';
import type { UnitMemory, UnitMoment } from '../unit-machine.ts';
import { type HostLine, pairsText, readPairs } from './lines.ts';
import { accessPointName, benchunitRule, firmwareName, isAllowed } from './parameters.ts';

/** What a line led to: words and what the unit remembers by it, its restart, or that it waits for a firmware. */
export type Answer =
  | { readonly kind: 'said'; readonly words: string; readonly change: Partial<UnitMemory> }
  | { readonly kind: 'restarts' }
  | { readonly kind: 'loads' };

const said = (words: string, change: Partial<UnitMemory> = {}): Answer => ({ kind: 'said', words, change });
/** The boot loader's own opinion of what it needs. */
const loadsFromMillivolts = 10_000;

export function answerTo(memory: UnitMemory, { verb, rest }: HostLine, moment: UnitMoment): Answer {
  switch (verb) {
    case 'WHO':
      return tellIdentity(memory, moment);
    case 'GET':
      return tellValues(memory, rest, moment);
    case 'SET':
      return takeValues(memory, rest, moment);
    case 'HEALTH':
      return tellHealth(memory, moment);
    case 'RESTART':
      return { kind: 'restarts' };
    case 'LOAD':
      return feltHealth(memory, moment).supplyMillivolts < loadsFromMillivolts ? said('NO supply') : { kind: 'loads' };
    default:
      return said('NO verb');
  }
}

function tellIdentity(memory: UnitMemory, moment: UnitMoment): Answer {
  const { profile, imeiReadings, running } = memory;
  const sim = feltHealth(memory, moment).sim;
  const words = pairsText([
    ['imei', toldImei(profile.imei, moment.quirks.imei, imeiReadings)],
    ['model', profile.model],
    ['fw', running[firmwareName] ?? ''],
    ['hw', 'A2'],
    ['iccid', sim === 'missing' ? '' : profile.iccid],
  ]);
  return said(`OK ${words}`, { imeiReadings: imeiReadings + 1 });
}

/** Names that it does not have are left out of the answer. */
function tellValues({ running }: UnitMemory, rest: string, { quirks: { refusal } }: UnitMoment): Answer {
  const names = rest.split(',').filter((name) => benchunitRule(name) !== undefined);
  const held = names.filter((name) => !(refusal === 'apn' && name === accessPointName));
  return held.length === 0 ? said('NO name') : said(`OK ${pairsText(held.map((name) => [name, running[name] ?? '']))}`);
}

/** All or nothing. */
function takeValues(memory: UnitMemory, rest: string, { quirks }: UnitMoment): Answer {
  const pairs = readPairs(rest);
  if (pairs === undefined || quirks.refusal === 'everything' || quirks.refusal === 'writes') {
    return said('NO write');
  }
  const writes: ValueWrite[] = [];
  for (const [id, value] of pairs) {
    const rule = benchunitRule(id);
    const isRefused = quirks.refusal === 'apn' && id === accessPointName;
    if (rule === undefined || isRefused || !isAllowed(rule, value)) {
      return said(`NO ${id}`);
    }
    writes.push({ id, value, numeric: rule.kind === 'number', accessPoint: id === accessPointName });
  }
  const { running, saved } = storeValues(memory, writes, quirks);
  return said(`OK ${pairs.map(([id]) => id).join(',')}`, { running, saved });
}

function tellHealth(memory: UnitMemory, moment: UnitMoment): Answer {
  const health = feltHealth(memory, moment);
  const words = pairsText([
    ['supply', String(health.supplyMillivolts)],
    ['battery', String(health.batteryMillivolts)],
    ['gnss', health.gnss],
    ['sats', String(health.satellites)],
    ['csq', String(health.rssi)],
    ['reg', health.registration],
    ['sim', health.sim],
    ['link', health.dataLink && health.sim === 'ready' ? '1' : '0'],
    ['ign', health.ignition ? '1' : '0'],
    ['ebs', health.ebsLink ? '1' : '0'],
    ['ebsvin', health.ebsLink ? health.ebsVin : ''],
    ['odo', String(health.odometerMetres)],
    ['recs', String(health.recordsStored)],
  ]);
  return said(`OK ${words}`);
}
