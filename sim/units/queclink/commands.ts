import { feltHealth } from '../felt-health.ts';
import { toldImei } from '../imei-variants.ts';
import { storeValues } from '../stored-values.ts';
import type { UnitMemory, UnitMoment } from '../unit-machine.ts';
import {
  accessPointId,
  deviceNameId,
  factoryFields,
  fieldRule,
  isAllowedField,
  passwordId,
  sectionIds,
  sectionLength,
  sectionNames,
} from './section-table.ts';
import {
  acknowledgement,
  type Envelope,
  informationContent,
  positionContent,
  report,
  satelliteContent,
  signalContent,
  versionContent,
} from './sentences.ts';

/** What a Queclink unit remembers beside its fields. */
export interface QueclinkMemory extends UnitMemory {
  /** Of messages that it has made, modulo 65536; kept over a restart. */
  readonly count: number;
}

/** What a command led to: messages in their order, and perhaps a restart; or nothing, which is how this unit refuses. */
export type QueclinkAnswer =
  | {
      readonly kind: 'said';
      readonly messages: readonly string[];
      readonly memory: QueclinkMemory;
      readonly restart: boolean;
    }
  | { readonly kind: 'silent'; readonly memory: QueclinkMemory };

const operations: Readonly<Record<string, string>> = {
  '1': 'RTL',
  '2': 'READ',
  '3': 'REBOOT',
  '4': 'RESET',
  '6': 'CID',
  '7': 'CSQ',
  '8': 'VER',
  B: 'INF',
  E: 'GSV',
};
/** What a reset leaves as it is (manual p34). */
const keptByReset: readonly string[] = ['BSI', 'SRI'];

/** Obeys one command, with its `AT+` and without its `$`. */
export function obeyQueclink(memory: QueclinkMemory, command: string, moment: UnitMoment): QueclinkAnswer {
  const [, section = '', content = ''] = /^AT\+GT([A-Z]{3})=([\s\S]*)$/.exec(command) ?? [];
  const parts = content.split(',');
  const [password = ''] = parts;
  const serial = parts.at(-1) ?? '';
  const fields = parts.slice(1, -1);
  const own = moment.quirks.password ?? memory.running[passwordId];
  if (section === '' || password !== own || !/^[0-9A-Fa-f]{4}$/.test(serial)) {
    return { kind: 'silent', memory };
  }
  const heard: QueclinkMemory = { ...memory, imeiReadings: memory.imeiReadings + 1 };
  return section === 'RTO'
    ? operate(heard, { fields, serial, readings: memory.imeiReadings }, moment)
    : takeSection(heard, { section, fields, serial, readings: memory.imeiReadings }, moment);
}

interface Order {
  readonly fields: readonly string[];
  readonly serial: string;
  /** IMEI readings before this command. */
  readonly readings: number;
}

function operate(memory: QueclinkMemory, order: Order, moment: UnitMoment): QueclinkAnswer {
  const [code = '', section = ''] = order.fields;
  const name = Object.hasOwn(operations, code) ? (operations[code] ?? '') : '';
  if (name === '' || (name === 'READ' && section !== '' && !isReadable(section, moment))) {
    return { kind: 'silent', memory };
  }
  const say = speaker(memory, order, moment);
  const acknowledged = (envelope: Envelope) =>
    acknowledgement('GTRTO', envelope, { about: name, serial: order.serial });
  switch (name) {
    case 'REBOOT':
      return { ...say([acknowledged]), restart: true };
    case 'RESET':
      return { ...say([acknowledged]), memory: { ...say([acknowledged]).memory, ...resetFields(memory) } };
    case 'READ':
      return say([acknowledged, (envelope) => readReport(memory, { envelope, section, moment })]);
    default:
      return say([acknowledged, (envelope) => report(`GT${name}`, envelope, contentOf(memory, name, moment))]);
  }
}

function contentOf(memory: QueclinkMemory, name: string, moment: UnitMoment): string {
  const health = feltHealth(memory, moment);
  const clockMs = moment.atMs + health.clockOffsetMs;
  const card = health.sim === 'missing' ? '' : memory.profile.iccid;
  switch (name) {
    case 'CID':
      return card;
    case 'CSQ':
      return signalContent(health);
    case 'INF':
      return informationContent(health, card, clockMs);
    case 'GSV':
      return satelliteContent(health);
    case 'RTL':
      return positionContent(health, clockMs);
    default:
      return versionContent;
  }
}

interface Reading {
  readonly envelope: Envelope;
  readonly section: string;
  readonly moment: UnitMoment;
}

function readReport(memory: QueclinkMemory, { envelope, section, moment }: Reading): string {
  const names = section === '' ? sectionNames.filter((name) => isReadable(name, moment)) : [section];
  const content = names.map((name) => [name, ...sectionIds(name).map((id) => held(memory, id, moment))].join(','));
  return report(section === '' ? 'GTALL' : 'GTALS', envelope, content.join(','));
}

function held(memory: QueclinkMemory, id: string, { quirks }: UnitMoment): string {
  const value = memory.running[id] ?? '';
  return quirks.semicolonInValue && fieldRule(id).kind === 'text' && value !== '' ? `${value}$x` : value;
}

function isReadable(section: string, { quirks }: UnitMoment): boolean {
  return sectionLength(section) !== undefined && !(quirks.refusal === 'apn' && accessPointId.startsWith(section));
}

/** All or nothing: one bad field and the unit takes none of them, and says nothing. */
function takeSection(
  memory: QueclinkMemory,
  { section, ...order }: Order & { readonly section: string },
  moment: UnitMoment,
): QueclinkAnswer {
  const { refusal, trailingSemicolon } = moment.quirks;
  const ids = sectionIds(section);
  const values = order.fields;
  const isTaken =
    values.length === ids.length && values.every((value, index) => isAllowedField(ids[index] ?? '', value));
  if (!isTaken || refusal === 'writes' || refusal === 'everything' || !isReadable(section, moment)) {
    return { kind: 'silent', memory };
  }
  const writes = ids.flatMap((id, index) => {
    const value = values[index] ?? '';
    const numeric = fieldRule(id).kind === 'number';
    return numeric && value === '' ? [] : [{ id, value, numeric, accessPoint: id === accessPointId }];
  });
  const stored = storeValues(memory, writes, moment.quirks);
  const confirmation = (envelope: Envelope) =>
    `${acknowledgement(`GT${section}`, envelope, { serial: order.serial })}${trailingSemicolon ? '$' : ''}`;
  return speaker(stored, order, moment)([confirmation]);
}

function resetFields({ running }: QueclinkMemory): Pick<QueclinkMemory, 'running' | 'saved'> {
  const kept = Object.entries(running).filter(([id]) => keptByReset.includes(id.slice(0, 3)));
  const fields = { ...factoryFields(), ...Object.fromEntries(kept) };
  return { running: fields, saved: fields };
}

/** Makes messages that count on. All of one command name the same IMEI. */
function speaker(memory: QueclinkMemory, { readings }: Order, moment: UnitMoment) {
  const clockMs = moment.atMs + feltHealth(memory, moment).clockOffsetMs;
  const imei = toldImei(memory.profile.imei, moment.quirks.imei, readings);
  const deviceName = memory.running[deviceNameId] ?? '';
  return (makers: readonly ((envelope: Envelope) => string)[]) => ({
    kind: 'said' as const,
    messages: makers.map((make, index) =>
      make({ imei, deviceName, clockMs, count: (memory.count + index + 1) % countModulus }),
    ),
    memory: { ...memory, count: (memory.count + makers.length) % countModulus },
    restart: false,
  });
}

export const countModulus = 0x10000;
