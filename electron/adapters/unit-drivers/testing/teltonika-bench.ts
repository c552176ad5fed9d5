import type { ConfigChange, UnitIdentity } from '#core/ports/unit-driver.ts';
import { createTeltonikaDriver } from '../create-teltonika-driver.ts';
import { setUpDriverBench } from './driver-bench.ts';
import { type ScriptedUnitOptions, startScriptedUnit } from './scripted-unit.ts';

export const IMEI = '350424063817363';
export const teltonika = createTeltonikaDriver();

export const change = (key: string, to: string, from: string | null = null): ConfigChange => ({ key, from, to });

export const identityOf = (model: string): UnitIdentity => ({
  driver: 'teltonika',
  imei: IMEI,
  model,
  firmware: '03.27.07_00',
  hardware: model,
  iccid: null,
});

/** A driver bench with a unit on it that holds every parameter of the standard and trailer sets, all empty. */
export function setUpTeltonika(options: Omit<ScriptedUnitOptions, 'link'> & { readonly cancel?: AbortSignal } = {}) {
  const bench = setUpDriverBench(options.cancel === undefined ? {} : { cancel: options.cancel });
  const held = Object.fromEntries(HELD_IDS.map((id) => [id, '']));
  const unit = startScriptedUnit({ held, ...options, link: bench.cable.unit });
  return { ...bench, unit };
}

const HELD_IDS = [
  ...[2001, 2002, 2003, 2016, 2004, 2005, 2006, 2010, 2007, 2008, 2009, 1000, 1001],
  ...[10000, 10005, 10050, 10051, 10055, 101, 102, 103, 90011, 90012, 90013],
];
