import { oc } from '@orpc/contract';
import { z } from 'zod';
import { busAdapter } from '../../domain/cable/bus-adapter.ts';
import { sessionId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { sheet, sheetRefusal } from './bench.ts';

/** Whether the station may ask vehicles for their VIN, and by which adapter. Off until an administrator switches it on. */
export const busSetting = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('off') }),
  z.strictObject({ kind: z.literal('on'), adapter: busAdapter, by: z.string(), at: isoTime }),
]);
export type BusSetting = z.infer<typeof busSetting>;

/** Why the vehicle told no VIN; a text key `vehicle-bus.trouble.<reason>` with the next step. */
const trouble = z.strictObject({
  kind: z.literal('trouble'),
  reason: z.enum([
    ...(['no-answer', 'silent-bus', 'no-adapter', 'bus-trouble', 'unreadable', 'readings-differ'] as const),
    ...(['busy', 'not-found', 'no-rights', 'not-a-port', 'port-lost'] as const),
  ]),
  detail: z.string(),
});
const off = z.strictObject({ kind: z.literal('off') });
const noSheet = z.strictObject({ kind: z.literal('no-such-sheet') });

export const busReading = z.discriminatedUnion('kind', [
  /** What the vehicle told twice alike, and what is to be said against it (PAIR-6). Nothing was taken. */
  z.strictObject({ kind: z.literal('told'), vin: z.string(), codes: z.array(z.string()), usable: z.boolean() }),
  z.strictObject({ kind: z.literal('several'), vins: z.array(z.string()) }),
  trouble,
  off,
  noSheet,
]);
export type BusReading = z.infer<typeof busReading>;

export const vehicleBusContract = {
  setting: oc.output(busSetting),
  /**
   * Switches it on, or changes the adapter. `warned` says that the person was shown what such an adapter must never be plugged into: the
   * trailer's brake line works at 24 V (ISO 11992) and is no CAN bus as these know it.
   */
  switchOn: oc
    .input(z.strictObject({ adapter: busAdapter, warned: z.literal('never-into-the-trailer-line') }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('on') }),
        z.strictObject({ kind: z.literal('port-taken'), by: z.string() }),
        z.strictObject({ kind: z.literal('bay-at-work'), bay: z.number().int().positive() }),
      ]),
    ),
  switchOff: oc.output(off),
  /** Asks the vehicle and offers what it says; the sheet stays as it is. */
  readVin: oc.input(z.strictObject({ sessionId })).output(busReading),
  /** Takes the VIN that was offered for this sheet, as `vin` names it. `not-offered`: the vehicle told another one meanwhile, or none. */
  takeVin: oc
    .input(z.strictObject({ sessionId, vin: z.string() }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('taken'), sheet, warnings: z.array(z.string()) }),
        z.strictObject({ kind: z.literal('not-offered') }),
        z.strictObject({ kind: z.literal('bad-vin'), codes: z.array(z.string()) }),
        sheetRefusal,
        noSheet,
      ]),
    ),
};
