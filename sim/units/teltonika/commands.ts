import { feltHealth } from '../felt-health.ts';
import { toldImei } from '../imei-variants.ts';
import { storeValues } from '../stored-values.ts';
import type { UnitMoment } from '../unit-machine.ts';
import type { TeltonikaMemory } from './configurator.ts';
import { gnssState, inputValue, signalLevel } from './io-values.ts';
import { teltonikaModel } from './models.ts';
import { isAccessPoint, isAllowedValue, parameterRule } from './parameter-table.ts';
import { cardText, failureTexts, infoText, positionText, statusText, valuesText, versionText } from './replies.ts';

/** What a command led to: a line of text and the memory after it, or nothing because nobody knows the command. */
export type Answer =
  | { readonly kind: 'said'; readonly text: string; readonly memory: TeltonikaMemory }
  | { readonly kind: 'unheard-of' };

const highestId = 65_535;

/** Obeys one command line without its end. Commands are case-sensitive. */
export function answerTo(memory: TeltonikaMemory, command: string, moment: UnitMoment): Answer {
  const blank = command.indexOf(' ');
  const name = blank === -1 ? command : command.slice(0, blank);
  const argument = blank === -1 ? '' : command.slice(blank + 1);
  const said = (text: string, after: TeltonikaMemory = memory): Answer => ({ kind: 'said', text, memory: after });
  switch (name) {
    case 'getver':
      return said(tellVersion(memory, moment), countReading(memory));
    case 'getinfo':
      return said(tellInfo(memory, moment));
    case 'getstatus':
      return said(tellStatus(memory, moment));
    case 'getgps':
      return said(tellPosition(memory, moment));
    case 'getimeiccid':
      return said(tellCard(memory, moment), countReading(memory));
    case 'readio':
      return said(tellInput(memory, argument.trim(), moment));
    case 'getparam':
      return said(tellParameters(memory, argument.trim(), moment));
    case 'setparam':
      return takeParameters(memory, argument, moment);
    default:
      return { kind: 'unheard-of' };
  }
}

function countReading(memory: TeltonikaMemory): TeltonikaMemory {
  return { ...memory, imeiReadings: memory.imeiReadings + 1 };
}

function spokenImei(memory: TeltonikaMemory, moment: UnitMoment): string {
  return toldImei(memory.profile.imei, moment.quirks.imei, memory.imeiReadings);
}

function uptimeSeconds(memory: TeltonikaMemory, moment: UnitMoment): number {
  return Math.max(0, Math.floor((moment.atMs - memory.poweredAtMs) / 1000));
}

function tellVersion(memory: TeltonikaMemory, moment: UnitMoment): string {
  return versionText(teltonikaModel(memory.profile.model), {
    imei: spokenImei(memory, moment),
    poweredAtMs: memory.poweredAtMs + feltHealth(memory, moment).clockOffsetMs,
    uptimeSeconds: uptimeSeconds(memory, moment),
    mac: memory.profile.mac,
  });
}

function tellInfo(memory: TeltonikaMemory, moment: UnitMoment): string {
  const model = teltonikaModel(memory.profile.model);
  const health = feltHealth(memory, moment);
  const upSeconds = uptimeSeconds(memory, moment);
  const hasFix = health.gnss === 'fix';
  const fixSeconds = Math.min(upSeconds, 8);
  return infoText(model, {
    clockMs: moment.atMs + health.clockOffsetMs,
    startedMs: memory.poweredAtMs + health.clockOffsetMs,
    uptimeSeconds: upSeconds,
    power: model.style === 'FT' ? '1' : 'PwrVoltage',
    restarts: 0,
    gnssState: gnssState(health),
    satellites: health.satellites,
    firstFixSeconds: hasFix ? fixSeconds : 0,
    lastFixSeconds: hasFix ? fixSeconds : 0,
    withoutFixSeconds: hasFix ? 0 : upSeconds,
    sentRecords: 0,
    failedGprs: 0,
    failedLinks: 0,
    messages: 0,
    records: health.recordsStored,
  });
}

function tellStatus(memory: TeltonikaMemory, moment: UnitMoment): string {
  const health = feltHealth(memory, moment);
  const simStates = { ready: 0, pin: 1, puk: 2, missing: 5, failed: 5 } as const;
  return statusText(teltonikaModel(memory.profile.model), {
    dataLink: health.dataLink && health.sim === 'ready',
    sim: simStates[health.sim],
    operator: health.operator === '' ? '0' : health.operator,
    signal: signalLevel(health.rssi),
    roaming: health.registration === 'roaming',
    areaCode: health.operator === '' ? 0 : 93,
    cellId: health.operator === '' ? 0 : 5_103,
    networkType: 2,
  });
}

function tellPosition(memory: TeltonikaMemory, moment: UnitMoment): string {
  const health = feltHealth(memory, moment);
  if (health.gnss !== 'fix') {
    return failureTexts.noPosition;
  }
  return positionText(teltonikaModel(memory.profile.model), {
    satellites: health.satellites,
    latitude: health.latitude,
    longitude: health.longitude,
    altitude: health.altitudeMetres,
    speed: 0,
    direction: 0,
    clockMs: moment.atMs + health.clockOffsetMs,
  });
}

function tellCard(memory: TeltonikaMemory, moment: UnitMoment): string {
  const present = feltHealth(memory, moment).sim !== 'missing';
  return cardText(spokenImei(memory, moment), present ? memory.profile.iccid : 'N/A');
}

function tellInput(memory: TeltonikaMemory, id: string, moment: UnitMoment): string {
  const value = inputValue(id, feltHealth(memory, moment), memory.profile);
  return value === undefined ? failureTexts.noSuchInput : valuesText([[id, value]]);
}

/** With several ids, those the unit does not have are left out; the failure text comes when none is left. */
function tellParameters(memory: TeltonikaMemory, argument: string, moment: UnitMoment): string {
  const model = teltonikaModel(memory.profile.model);
  const { refusal, semicolonInValue } = moment.quirks;
  const ids = argument.split(';').filter((id) => id !== '');
  const first = ids[0];
  const isKnown = (id: string) => parameterRule(model, id) !== undefined;
  if (first === undefined || !ids.every((id) => isKnown(id) || (/^\d+$/.test(id) && Number(id) <= highestId))) {
    return failureTexts.invalidParameter;
  }
  const held = ids.filter((id) => isKnown(id) && !(refusal === 'apn' && isAccessPoint(id)));
  if (held.length === 0) {
    return failureTexts.noSuchParameter(first);
  }
  return valuesText(
    held.map((id) => {
      const value = memory.running[id] ?? '';
      return [id, semicolonInValue && parameterRule(model, id)?.kind === 'text' ? `${value};x` : value] as const;
    }),
  );
}

/** All or nothing: one bad pair and the unit takes none of them. */
function takeParameters(memory: TeltonikaMemory, argument: string, moment: UnitMoment): Answer {
  const said = (text: string, after: TeltonikaMemory = memory): Answer => ({ kind: 'said', text, memory: after });
  const model = teltonikaModel(memory.profile.model);
  const { refusal, trailingSemicolon } = moment.quirks;
  const { separator } = model;
  const pairs = separator === ' ' ? [argument] : argument.split(';').filter((pair) => pair !== '');
  if (refusal === 'everything' || pairs.length === 0 || !pairs.every((pair) => pair.includes(separator))) {
    return said(failureTexts.failedWrite);
  }
  const writes = pairs.map((pair) => {
    const end = pair.indexOf(separator);
    const id = pair.slice(0, end);
    const rule = parameterRule(model, id);
    const accessPoint = isAccessPoint(id);
    return { id, value: pair.slice(end + 1), numeric: rule?.kind === 'number', accessPoint, rule };
  });
  const refused = writes.some(
    ({ rule, value, accessPoint }) =>
      rule === undefined || !isAllowedValue(rule, value) || (refusal === 'apn' && accessPoint),
  );
  if (refused || refusal === 'writes') {
    return said(failureTexts.notSupportedWrite);
  }
  const list = writes.map(({ id, value }) => `${id}:${value}`).join(';');
  const answer = `New value ${list}${trailingSemicolon ? ';' : ''}`;
  return said(answer, storeValues(memory, writes, moment.quirks));
}
