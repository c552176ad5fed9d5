// What is accepted of a pairing event from outside. Both spellings of a location in either version (decisions.md B1), fields that some
// papers call required left optional (B8, B9), and fields nobody wrote about ignored.
import { z } from 'zod';

/** The vendor's own samples hold ids that are no RFC 9562 UUIDs, so only the shape is checked (B12). */
const idShape = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'not of the form 8-4-4-4-12');
/** Kept as text: batches carry seven decimals of a second, a clock here three (B13). */
const moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/, 'not an ISO 8601 moment');
const latitude = z.number().min(-90).max(90);
const longitude = z.number().min(-180).max(180);
const location = z.union([
  z.object({ latitude, longitude }),
  z.object({ lat: latitude, lon: longitude }).transform(({ lat, lon }) => ({ latitude: lat, longitude: lon })),
]);

const subject = {
  registeredOn: moment,
  organizationId: idShape,
  unitId: z.string().regex(/^[^:\s]+:[^:\s]+$/, 'not of the form type:serial'),
  assetVIN: z.string().optional(),
};
const outcome = { ...subject, sensorVIN: z.string().optional(), location: location.optional() };

export const pairedEventData = z.discriminatedUnion('status', [
  z.object({
    ...outcome,
    status: z.literal('success'),
    reason: z.enum(['ManualPair', 'AutoPair']),
    assetId: idShape.optional(),
  }),
  z.object({
    ...outcome,
    status: z.literal('failed'),
    reason: z.enum(['InvalidData', 'NotFound', 'MultipleMatchFound', 'Unknown']),
    candidateAssetIds: z.array(idShape).optional(),
  }),
]);
export const unpairedEventData = z.object({ ...subject, assetId: idShape.optional() });

export const pairingEventEnvelope = z.object({
  eventBatchId: idShape,
  eventSubscriptionId: idShape,
  eventBatchTime: moment,
  eventsData: z.array(
    z.object({ eventType: z.string(), eventVersion: z.number().int(), eventData: z.record(z.string(), z.unknown()) }),
  ),
});
export type RawPairingEvent = z.infer<typeof pairingEventEnvelope>['eventsData'][number];
