import { parseUnitKey } from '#core/domain/identity/unit-key.ts';
import type { Organization } from '#core/domain/organizations/organization.ts';
import type { UnitFacts } from '#core/domain/ownership/unit-facts.ts';
import type { UnitQuestion } from '#core/domain/ownership/unit-question.ts';
import { loadOrganizations, loadTrust } from '../registry/load.ts';
import { viewUnits } from '../registry/unit-view.ts';
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
  const { transaction, station, now, matrix } = context;
  const row = await transaction
    .selectFrom('units')
    .selectAll()
    .where('unit', '=', about.unit)
    .forUpdate()
    .executeTakeFirst();
  const [unit] = row === undefined ? [] : await viewUnits(transaction, [row], { viewer: { kind: 'full' }, now });
  const owner = unit?.ownerId ?? about.customerId;
  const organizations = await loadOrganizations(transaction, [
    station.organizationId,
    about.customerId,
    owner,
    ...(about.otherOwnerId === undefined ? [] : [about.otherOwnerId]),
  ]);
  const partner = organizations.get(station.organizationId);
  const customer = organizations.get(about.customerId);
  const trust = await loadTrust(transaction, { customerId: about.customerId, partnerId: station.organizationId });
  const parsed = parseUnitKey(about.unit);
  const question: UnitQuestion | null =
    partner === undefined || customer === undefined
      ? null
      : {
          serial: parsed.kind === 'unit-key' ? parsed.key.serial : about.unit,
          candidates: unit === undefined ? [] : [unit],
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
    ...(unit === undefined ? [] : [unit.ownerId]),
    ...resellersAmong(organizations),
  ]);
  return {
    unit: unit ?? null,
    question,
    concerned: (ids) => [...new Set(ids)].filter((id) => related.has(id)),
  };
}

function resellersAmong(organizations: ReadonlyMap<string, Organization>): readonly string[] {
  return [...organizations.values()].filter((one) => one.kinds.includes('reseller')).map((one) => one.id);
}
