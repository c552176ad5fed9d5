import { unitKeyOf } from '#core/domain/units/unit-row.ts';
import { listAssets } from '../registry/list-assets.ts';
import { listUnits } from '../registry/list-units.ts';
import type { CloudParts } from './cloud-router.ts';
import { forStations } from './for-stations.ts';
import { pageOf, placeOf } from './page-cursor.ts';
import { problem } from './problem.ts';

const defaultLimit = 100;

/** What an organization has, page by page (UNIT-1, UNIT-2). */
export function registryListProcedures(parts: CloudParts) {
  const { clock } = parts;
  const { organizations } = forStations(parts);
  return {
    units: organizations.units.handler(async ({ input, context }) => {
      const limit = input.limit ?? defaultLimit;
      const now = clock.now();
      const question = {
        organizationId: input.organizationId,
        askedBy: context.station.organizationId,
        unitType: input.unitType,
        configuration: input.configuration,
        subscription: input.subscription,
        pairing: input.pairing,
        after: placeOf('units', input.cursor, context.traceId),
        limit: limit + 1,
        now,
      };
      const outcome = await context.tenant.read((transaction) => listUnits(transaction, question));
      if (outcome.kind === 'not-yours') {
        throw problem('not-your-organization', context.traceId);
      }
      const { rows, next } = pageOf('units', { rows: outcome.units, limit }, unitKeyOf);
      return { units: rows, asOf: now, next };
    }),
    assets: organizations.assets.handler(async ({ input, context }) => {
      const limit = input.limit ?? defaultLimit;
      const question = {
        organizationId: input.organizationId,
        askedBy: context.station.organizationId,
        category: input.category,
        link: input.link,
        vin: input.vin,
        after: placeOf('assets', input.cursor, context.traceId),
        limit: limit + 1,
        now: clock.now(),
      };
      const outcome = await context.tenant.read((transaction) => listAssets(transaction, question));
      if (outcome.kind === 'not-yours') {
        throw problem('not-your-organization', context.traceId);
      }
      const { rows, next } = pageOf('assets', { rows: outcome.assets, limit }, ({ id }) => id);
      return { assets: rows, next };
    }),
  };
}
