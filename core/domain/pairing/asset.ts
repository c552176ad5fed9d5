import { z } from 'zod';
import { assetId, organizationId } from '../../kernel/entity-ids.ts';

/** A vehicle or trailer of a fleet (UNIT-2). */
export const asset = z.strictObject({
  id: assetId,
  organizationId,
  category: z.enum(['truck', 'trailer', 'van', 'other']),
  plate: z.string().nullable(),
  /** Unique within the organization. Not every asset has one (decisions.md B9). */
  vin: z.string().nullable(),
  /** The fleet's own name for it. */
  code: z.string().nullable(),
  /** The unit paired with it, as `type:serial`. */
  unit: z.string().nullable(),
});
export type Asset = z.infer<typeof asset>;

/** What people call the asset: plate, else code, else VIN, else its id. */
export function assetLabel(of: Asset): string {
  return of.plate ?? of.code ?? of.vin ?? of.id;
}
