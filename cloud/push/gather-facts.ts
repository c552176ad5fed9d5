import { parseUnitKey } from '#core/domain/identity/unit-key.ts';
import type { Organization } from '#core/domain/organizations/organization.ts';
import type { UnitFacts } from '#core/domain/ownership/unit-facts.ts';
import type { UnitQuestion } from '#core/domain/ownership/unit-question.ts';
import { loadAssets } from '../registry/load.ts';
import { factsOf } from '../registry/unit-view.ts';
import type { PushContext } from './push-context.ts';

/** The unit and the parties of an operation as they are now, and the question that core's rules answer. */
export interface OperationFacts {
  readonly unit: UnitFacts | null;
  /** Null when the customer that the operation names does not exist. */
  readonly question: UnitQuestion | null;
  /** Those of the named organizations that may find this in their trail: the acting one and those it has to do with. */
  readonly concerned: (organizationIds: readonly string[]) => readonly string[];
}

/** Locks the unit until the transaction ends, so that what is decided here is still true when it commits. */
export async function gatherFacts(
  context: PushContext,
  about: {
    readonly unit: string;
    readonly customerId: string;
    /** A former or intended owner, who may find this in its trail too where it is a reseller. */
    readonly otherOwnerId?: string;
  },
): Promise<OperationFacts> {
  const { reads, station, now, matrix } = context;
  const unit = await holdUnit(context, about.unit);
  const owner = unit?.ownerId ?? about.customerId;
  const organizations = await reads.organizations([
    station.organizationId,
    about.customerId,
    owner,
    ...(about.otherOwnerId === undefined ? [] : [about.otherOwnerId]),
  ]);
  const partner = organizations.get(station.organizationId);
  const customer = organizations.get(about.customerId);
  const trust = await reads.trust({ customerId: about.customerId, partnerId: station.organizationId });
  const parsed = parseUnitKey(about.unit);
  const question: UnitQuestion | null =
    partner === undefined || customer === undefined
      ? null
      : {
          serial: parsed.kind === 'unit-key' ? parsed.key.serial : about.unit,
          candidates: unit === null ? [] : [unit],
          chosenType: unit?.unitType ?? null,
          ...(context.path === undefined ? {} : { path: context.path }),
          mode: customer.id === partner.id ? 'own-organization' : 'customer',
          customer,
          partner,
          trust,
          ownerOf: (id) => organizations.get(id) ?? null,
          matrix,
          now,
          asOf: now,
          freshness: 'live',
        };
  const related = new Set([
    station.organizationId,
    ...(trust === null ? [] : [trust.customerId]),
    ...(unit === null ? [] : [unit.ownerId]),
    ...resellersAmong(organizations),
  ]);
  return {
    unit,
    question,
    concerned: (ids) => [...new Set(ids)].filter((id) => related.has(id)),
  };
}

async function holdUnit({ transaction, reads, heldUnits, now }: PushContext, key: string): Promise<UnitFacts | null> {
  const row =
    heldUnits?.get(key) ??
    (await transaction.selectFrom('units').selectAll().where('unit', '=', key).forUpdate().executeTakeFirst());
  if (row === undefined) {
    return null;
  }
  heldUnits?.set(key, row);
  const { owner_id: ownerId, paired_asset_id: assetId } = row;
  const owner = (await reads.organizations([ownerId])).get(ownerId);
  const asset = assetId === null ? undefined : (await loadAssets(transaction, [assetId])).get(assetId);
  return factsOf(row, { owner, asset, now });
}

function resellersAmong(organizations: ReadonlyMap<string, Organization>): readonly string[] {
  return [...organizations.values()].filter((one) => one.kinds.includes('reseller')).map((one) => one.id);
}
