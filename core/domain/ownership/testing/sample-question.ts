// Made-up organizations and units for the tests of the rules. Deterministic: every call gives the same thing, with what is asked changed.
import type { OrganizationId } from '../../../kernel/entity-ids.ts';
import { organizationId } from '../../../kernel/entity-ids.ts';
import { type Organization, organization } from '../../organizations/organization.ts';
import { type TrustRelationship, trustRelationship } from '../../organizations/trust.ts';
import { type UnitFacts, unitFacts } from '../unit-facts.ts';
import type { UnitQuestion } from '../unit-question.ts';
import { type UnitTypeMatrix, unitTypeMatrix } from '../unit-type-matrix.ts';

export const now = '2026-11-20T12:00:00.000Z';
export const validSerial = '359315075384726';
/** From the sources: a registered unit whose last digit does not fit. */
export const oddSerial = '890123847562332';

export const customer = firm({ id: 'customer', name: 'Nordfracht Logistik', kinds: ['fleet-customer'] });
export const partner = firm({ id: 'partner', name: 'Hansen Trailer Service', kinds: ['service-partner'] });
export const reseller = firm({ id: 'reseller', name: 'Evolane Units', kinds: ['reseller'] });
export const otherFleet = firm({ id: 'other-fleet', name: 'Kontor Flotte', kinds: ['fleet-customer'] });
export const otherPartner = firm({
  id: 'other-partner',
  name: 'Deichwerk',
  kinds: ['service-partner'],
  nameIsPublic: false,
});

function firm(of: { readonly id: string } & Partial<Omit<Organization, 'id'>>): Organization {
  return organization.parse({ autoPairing: true, nameIsPublic: true, ...of });
}

export const matrix: UnitTypeMatrix = unitTypeMatrix.parse([
  { unitType: 'evopulse', label: 'Evo Pulse', class: 'FULL', vendorTool: null, checklist: 'evopulse' },
  { unitType: 'txgo', label: 'TX-GO', class: 'TRANSFER_ONLY', vendorTool: 'TX-GO tool', checklist: null },
  { unitType: 'tp', label: 'TP', class: 'TRANSFER_ONLY', vendorTool: null, checklist: null },
  { unitType: 'krone', label: 'Krone', class: 'NONE', vendorTool: null, checklist: null },
]);

export function ownerOf(id: OrganizationId): Organization | null {
  return [customer, partner, reseller, otherFleet, otherPartner].find((one) => one.id === id) ?? null;
}

export function trust(changes: Partial<TrustRelationship> = {}): TrustRelationship {
  return {
    ...trustRelationship.parse({
      id: 'trust-1',
      customerId: customer.id,
      partnerId: partner.id,
      partnerCode: 'T1E2S',
      state: 'active',
      validFrom: '2026-01-01T00:00:00.000Z',
      validTo: '2027-03-14T00:00:00.000Z',
      overrideAllowed: false,
    }),
    ...changes,
  };
}

export function unit(changes: Partial<UnitFacts> = {}): UnitFacts {
  return {
    ...unitFacts.parse({
      unitType: 'evopulse',
      serial: validSerial,
      ownerId: organizationId.parse('partner'),
      ownerName: null,
      ownerEpoch: 4,
      subscription: { state: 'active', endsAt: '2028-01-01T00:00:00.000Z' },
      configuration: 'configured',
      pairedWith: null,
      transferPending: null,
      lastContactAt: null,
    }),
    ...changes,
  };
}

/** A live question about one partner-owned unit of a customer that trusts the partner. */
export function question(changes: Partial<UnitQuestion> = {}): UnitQuestion {
  return {
    serial: validSerial,
    candidates: [unit()],
    chosenType: null,
    mode: 'customer',
    customer,
    partner,
    trust: trust(),
    ownerOf,
    matrix,
    now,
    asOf: now,
    freshness: 'live',
    ...changes,
  };
}
