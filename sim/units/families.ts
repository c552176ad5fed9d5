import type { ZodType } from 'zod';
import { at27007Unit } from './at27007/at27007-unit.ts';
import { benchunitUnit } from './benchunit/benchunit-unit.ts';
import { calampUnit } from './calamp/calamp-unit.ts';
import { benchunitMemory, calampMemory, modemMemory, queclinkMemory, teltonikaMemory } from './memory-schema.ts';
import { queclinkUnit } from './queclink/queclink-unit.ts';
import { teltonikaUnit } from './teltonika/teltonika-unit.ts';
import { holdUnit, type UnitInstance } from './unit-instance.ts';
import type { UnitMachine, UnitMemory, UnitProfile } from './unit-machine.ts';

export type UnitFamily = 'teltonika' | 'at27007' | 'calamp' | 'queclink' | 'benchunit';
export const unitFamilies = [
  'teltonika',
  'at27007',
  'calamp',
  'queclink',
  'benchunit',
] as const satisfies readonly UnitFamily[];

/** Where a unit sends its records, by its own configuration. */
export interface ReportTarget {
  readonly host: string;
  readonly port: number;
  readonly accessPoint: string;
}

export type Restoring =
  | { readonly kind: 'restored'; readonly instance: UnitInstance }
  | { readonly kind: 'unreadable'; readonly detail: string };

function restoring<Memory extends UnitMemory>(machine: UnitMachine<Memory>, schema: ZodType<Memory>) {
  return (memory: unknown): Restoring => {
    const parsed = schema.safeParse(memory);
    return parsed.success
      ? { kind: 'restored', instance: holdUnit(machine, parsed.data) }
      : { kind: 'unreadable', detail: parsed.error.message };
  };
}

/** What differs between families beside their language. */
export interface FamilyEntry {
  readonly usualModel: string;
  readonly create: (profile: UnitProfile, parameters: Readonly<Record<string, string>>, atMs: number) => UnitInstance;
  /** Takes up what `UnitInstance.memory` gave. */
  readonly restore: (memory: unknown) => Restoring;
  readonly target: (parameters: Readonly<Record<string, string>>) => ReportTarget | undefined;
}

export const familyEntries: Readonly<Record<UnitFamily, FamilyEntry>> = {
  teltonika: {
    usualModel: 'FMB920',
    create: (profile, parameters, atMs) => holdUnit(teltonikaUnit, teltonikaUnit.create(profile, parameters, atMs)),
    restore: restoring(teltonikaUnit, teltonikaMemory),
    target: (parameters) => ({
      host: parameters['2004'] ?? '',
      port: Number(parameters['2005']),
      accessPoint: parameters['2001'] ?? '',
    }),
  },
  at27007: {
    usualModel: 'VM-27',
    create: (profile, parameters, atMs) => holdUnit(at27007Unit, at27007Unit.create(profile, parameters, atMs)),
    restore: restoring(at27007Unit, modemMemory),
    // A bare modem reports to nobody.
    target: () => undefined,
  },
  calamp: {
    usualModel: 'LMU-2630',
    create: (profile, parameters, atMs) => holdUnit(calampUnit, calampUnit.create(profile, parameters, atMs)),
    restore: restoring(calampUnit, calampMemory),
    target: (parameters) => ({
      host: parameters['2319,0'] ?? '',
      port: Number(parameters['769,0']),
      accessPoint: parameters['2306,0'] ?? '',
    }),
  },
  queclink: {
    usualModel: 'GL300',
    create: (profile, parameters, atMs) => holdUnit(queclinkUnit, queclinkUnit.create(profile, parameters, atMs)),
    restore: restoring(queclinkUnit, queclinkMemory),
    target: (parameters) => ({
      host: parameters['SRI.4'] ?? '',
      port: Number(parameters['SRI.5']),
      accessPoint: parameters['BSI.1'] ?? '',
    }),
  },
  benchunit: {
    usualModel: 'BU-1',
    create: (profile, parameters, atMs) => holdUnit(benchunitUnit, benchunitUnit.create(profile, parameters, atMs)),
    restore: restoring(benchunitUnit, benchunitMemory),
    target: (parameters) => ({
      host: parameters['srv.host'] ?? '',
      port: Number(parameters['srv.port']),
      accessPoint: parameters['net.apn'] ?? '',
    }),
  },
};
