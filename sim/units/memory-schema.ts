import { z } from 'zod';
import type { ModemMemory } from './at27007/commands.ts';
import type { BenchunitMemory } from './benchunit/benchunit-unit.ts';
import type { CalampMemory } from './calamp/commands.ts';
import type { QueclinkMemory } from './queclink/commands.ts';
import type { TeltonikaMemory } from './teltonika/configurator.ts';
import type { UnitProfile } from './unit-machine.ts';

const unitProfile: z.ZodType<UnitProfile> = z.strictObject({
  model: z.string(),
  imei: z.string().regex(/^\d{15}$/),
  iccid: z.string(),
  mac: z.string(),
  seed: z.number(),
  vehicleVin: z.string(),
  ebsVin: z.string(),
  ignition: z.boolean(),
  nominalSupplyMillivolts: z.number(),
});

const memoryFields = {
  profile: unitProfile,
  poweredAtMs: z.number(),
  running: z.record(z.string(), z.string()),
  saved: z.record(z.string(), z.string()),
  heard: z.string(),
  imeiReadings: z.number().int(),
};

/** Guards a Teltonika unit's memory that comes back from a file. */
export const teltonikaMemory: z.ZodType<TeltonikaMemory> = z.strictObject({
  ...memoryFields,
  configurator: z
    .strictObject({
      isAuthorised: z.boolean(),
      triesLeft: z.number().int(),
      staged: z.record(z.string(), z.string()).nullable(),
    })
    .optional(),
});

/** The same for a modem. */
export const modemMemory: z.ZodType<ModemMemory> = z.strictObject({
  ...memoryFields,
  echo: z.boolean(),
  verbose: z.boolean(),
  errorStyle: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  registrationReport: z.number().int(),
  simQuestions: z.number().int(),
});

/** The same for an LMU. */
export const calampMemory: z.ZodType<CalampMemory> = z.strictObject({
  ...memoryFields,
  unlocked: z.boolean(),
  reportsOrdered: z.number().int(),
});

/** The same for a Queclink unit. */
export const queclinkMemory: z.ZodType<QueclinkMemory> = z.strictObject({
  ...memoryFields,
  count: z.number().int(),
});

/** The same for a bench unit. A transfer that was under way is not taken up again. */
export const benchunitMemory: z.ZodType<BenchunitMemory> = z.strictObject({
  ...memoryFields,
  intake: z.null().catch(null),
});
