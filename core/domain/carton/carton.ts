import { z } from 'zod';
import { cartonId, operationId, organizationId, profileId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { reservationHolder } from '../ownership/reservation.ts';
import { verdict } from '../ownership/verdict.ts';

/**
 * Many units for one customer, scanned one after the other and transferred in one confirmed step (OWN-12). The carton is the list; what
 * becomes of each unit stands in its row. The station stores both after every change, so a crash finds the carton as it was left.
 */
export const carton = z.strictObject({
  id: cartonId,
  /** Counts every change of the carton and of its rows: whoever has a copy asks for what came after it. */
  revision: z.number().int().positive(),
  state: z.enum(['open', 'closed']),
  customerId: organizationId,
  customerName: z.string(),
  /** What the units shall be configured with afterwards; null: decided at each unit. */
  profile: z.strictObject({ id: profileId, name: z.string() }).nullable(),
  /** Number of the newest row; rows are numbered from 1 and never renumbered. */
  lastNumber: z.number().int().nonnegative(),
  /** How many requests the cloud has not answered. */
  waiting: z.number().int().nonnegative(),
  startedAt: isoTime,
  startedBy: z.string(),
  changedAt: isoTime,
  /** Every confirmed step, in order: who confirmed how many units, and who stood beside (reliability.md §5.2). */
  confirmations: z.array(
    z.strictObject({
      at: isoTime,
      by: z.string(),
      units: z.number().int().positive(),
      secondPerson: z.string().nullable(),
    }),
  ),
});
export type Carton = z.infer<typeof carton>;

/** `refused` is the cloud's no: `lost` where somebody else was first, with who and when (OWN-10). */
export const cartonTransfer = z.discriminatedUnion('kind', [
  /** `refusedOperationId`: the request before, which the cloud refused and a person tries again. */
  z.strictObject({ kind: z.literal('open'), refusedOperationId: operationId.optional() }),
  /** Stored and queued; the cloud has not answered (OWN-11). */
  z.strictObject({
    kind: z.literal('requested'),
    operationId,
    fromName: z.string().nullable(),
    at: isoTime,
    by: z.string(),
  }),
  z.strictObject({
    kind: z.literal('done'),
    operationId,
    fromName: z.string().nullable(),
    acceptedAt: isoTime,
    /** It was the customer's already when the cloud looked (OWN-14). */
    repeated: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('refused'),
    operationId,
    code: z.string(),
    lost: z.boolean(),
    winner: z.strictObject({ name: z.string(), at: isoTime }).nullable(),
    at: isoTime,
  }),
]);
export type CartonTransfer = z.infer<typeof cartonTransfer>;

/**
 * The reservation of a row's unit at the centre (reliability.md §3.4), left out where nothing was reserved, as without a network. `held`: by this
 * carton. `taken`: somebody else has it. `lost`: it was this carton's until a supervisor ended it; nothing is sent along then, and a person who
 * asks again gets another.
 */
export const rowReservation = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('held'),
    /** `type:serial`; another type may be chosen for the row afterwards. */
    unit: z.string(),
    fence: z.number().int().positive(),
    ownerEpoch: z.number().int().nonnegative(),
    expiresAt: isoTime,
  }),
  z.strictObject({ kind: z.literal('taken'), holder: reservationHolder }),
  z.strictObject({ kind: z.literal('lost'), name: z.string(), at: isoTime }),
]);
export type RowReservation = z.infer<typeof rowReservation>;

export const cartonRow = z.strictObject({
  cartonId,
  number: z.number().int().positive(),
  /** The carton's revision at which this row changed last. */
  revision: z.number().int().positive(),
  /** As the code said it; the serial is 15 digits. */
  label: z.strictObject({ text: z.string(), serial: z.string(), warnings: z.array(z.string()) }),
  /** Named by the label or chosen by a person; null while the serial alone is known (OWN-5). */
  unitType: z.string().nullable(),
  verdict,
  /** Taken out by hand, which can be undone. */
  removed: z.boolean(),
  addedAt: isoTime,
  addedBy: z.string(),
  transfer: cartonTransfer,
  reservation: rowReservation.optional(),
});
export type CartonRow = z.infer<typeof cartonRow>;

/** More units than fit on any pallet; beyond it a list belongs into several cartons. */
export const mostCartonRows = 2_000;
