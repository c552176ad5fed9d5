import { z } from 'zod';
import { asset, assetCategory } from '../../domain/pairing/asset.ts';
import { unitRow } from '../../domain/units/unit-row.ts';
import { organizationId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { cloudCall } from './call-rules.ts';

/** `cursor`: from the page before; opaque. `next` of the answer: for the page after it, null where it was the last. */
const page = {
  organizationId,
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
};

/**
 * Units and assets of one organization by the API (UNIT-1, UNIT-2): for its own stations and those of a partner that it trusts now; anybody
 * else gets the problem `not-your-organization`. In the order of their keys, so that what is written meanwhile moves no page.
 */
export const unitListContract = cloudCall
  .route({ method: 'GET', path: '/v1/organizations/{organizationId}/units', summary: 'Units of an organization' })
  .input(
    z.object({
      ...page,
      unitType: z.string().max(32).optional(),
      configuration: z.enum(['configured', 'needs-configuration']).optional(),
      /** As it stands now: one whose end has come is expired. */
      subscription: z.enum(['active', 'expired']).optional(),
      pairing: z.enum(['paired', 'unpaired']).optional(),
    }),
  )
  .output(z.strictObject({ units: z.array(unitRow), asOf: isoTime, next: z.string().nullable() }));

export const assetListContract = cloudCall
  .route({ method: 'GET', path: '/v1/organizations/{organizationId}/assets', summary: 'Assets of an organization' })
  .input(
    z.object({
      ...page,
      category: assetCategory.optional(),
      /** Whether a unit is linked to it. */
      link: z.enum(['linked', 'unlinked']).optional(),
      /** In whatever spelling: upper case, blanks and hyphens make no difference. */
      vin: z.string().min(1).max(40).optional(),
    }),
  )
  .output(z.strictObject({ assets: z.array(asset), next: z.string().nullable() }));
