import { z } from 'zod';

/** What a station of the kill test is started with. The parent writes it, the child reads it; both stations of one folder share it. */
export const benchPlan = z.strictObject({
  /** The station's data folder. */
  directory: z.string(),
  cloudUrl: z.string(),
  stationId: z.string(),
  generation: z.number().int().positive(),
  organizationId: z.string(),
  customerId: z.string(),
  personId: z.string(),
  pin: z.string(),
  /** The work of the day, in order. `address` is where the unit's cable ends, `tcp://host:port`. */
  jobs: z.array(z.strictObject({ serial: z.string(), address: z.string(), vin: z.string(), assetId: z.string() })),
  /** How much faster than the real one the station's clock runs. */
  timesFaster: z.number().positive(),
  /** What is wrong with this station on purpose. */
  sabotage: z.enum(['none', 'acknowledge-before-commit']),
});
export type BenchPlan = z.infer<typeof benchPlan>;
export type Job = BenchPlan['jobs'][number];
