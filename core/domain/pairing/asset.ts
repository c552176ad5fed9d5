import { z } from 'zod';
import { assetId, organizationId } from '../../kernel/entity-ids.ts';

export const assetCategory = z.enum(['truck', 'trailer', 'van', 'other']);

/** A vehicle or trailer of a fleet (UNIT-2). */
export const asset = z.strictObject({
  id: assetId,
  organizationId,
  category: assetCategory,
  /** Maker and model, as the fleet writes it. Left out by what was stored before assets had one. */
  type: z.string().nullable().default(null),
  plate: z.string().nullable(),
  /** Unique within the organization. Not every asset has one (decisions.md B9). */
  vin: z.string().nullable(),
  /** The fleet's own name for it. */
  code: z.string().nullable(),
  /** The unit paired with it, as `type:serial`. */
  unit: z.string().nullable(),
  /** Rises with every change of what people write; a change names the one that was seen. Pairing does not count. */
  version: z.number().int().positive().default(1),
});
export type Asset = z.infer<typeof asset>;

/** What people call the asset: plate, else code, else VIN, else its id. */
export function assetLabel(of: Asset): string {
  return of.plate ?? of.code ?? of.vin ?? of.id;
}
