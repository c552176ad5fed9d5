import { z } from 'zod';

/**
 * An adapter between this station and the diagnostic plug of a vehicle (link.md §3), for its VIN alone: which language it speaks and which
 * bus is behind it. Off unless a station's administrator switched it on.
 */
export const busAdapter = z.strictObject({
  /** `slcan-truck`, `elm327-truck`: J1939 of a truck, 250 kbit/s. `elm327-car`: the diagnostic plug of a car. */
  kind: z.enum(['slcan-truck', 'elm327-truck', 'elm327-car']),
  port: z.string().trim().min(1).max(255),
  baudRate: z.union([9600, 38_400, 57_600, 115_200, 230_400, 500_000].map((rate) => z.literal(rate))),
});
export type BusAdapter = z.infer<typeof busAdapter>;
