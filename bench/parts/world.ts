import { luhnCheckDigit } from '#core/domain/identity/luhn.ts';
import { organization } from '#core/domain/organizations/organization.ts';
import { trustRelationship } from '#core/domain/organizations/trust.ts';
import { unitFacts } from '#core/domain/ownership/unit-facts.ts';
import { organizationId } from '#core/kernel/entity-ids.ts';
import { toIsoTime } from '#core/kernel/iso-time.ts';
import type { StationStore } from '#core/ports/station-store.ts';

/** The world in which the station is measured: a large workshop with 100,000 units and years of audit trail. */
export const partnerId = organizationId.parse('bench-partner');
export const customerId = organizationId.parse('bench-customer');
const otherId = organizationId.parse('bench-other-fleet');
const owners = [partnerId, customerId, otherId] as const;
export const unitType = 'evopulse';

const startMs = Date.parse('2026-01-05T06:00:00.000Z');

export function serialOf(number: number): string {
  const body = String(86_000_000_000_000 + number);
  return `${body}${luhnCheckDigit(body)}`;
}

/** Who owns the unit with this number; every third belongs to each. */
export function ownerOf(number: number): string {
  return owners[number % owners.length] ?? partnerId;
}

/** Fills the mirror as a pull would, in pages of one transaction each. */
export function fillMirror(store: StationStore, units: number): void {
  store.transact((write) => {
    const names = { [partnerId]: 'North Workshop', [customerId]: 'Blue Haulage', [otherId]: 'Far Fleet' };
    for (const [id, name] of Object.entries(names)) {
      const kinds = id === partnerId ? ['service-partner'] : ['fleet-customer'];
      write.mirror.putOrganization(organization.parse({ id, name, kinds, autoPairing: true, nameIsPublic: true }));
    }
    write.mirror.putTrust(
      trustRelationship.parse({
        id: 'bench-trust',
        customerId,
        partnerId,
        partnerCode: 'B3NCH',
        state: 'active',
        validFrom: toIsoTime(startMs),
        validTo: null,
        overrideAllowed: false,
      }),
    );
    write.mirror.setAsOf(toIsoTime(Date.now()));
  });
  const pageSize = 10_000;
  for (let first = 0; first < units; first += pageSize) {
    store.transact((write) => {
      for (let number = first; number < Math.min(units, first + pageSize); number += 1) {
        write.mirror.putUnit(unitOf(number));
      }
    });
  }
}

function unitOf(number: number) {
  return unitFacts.parse({
    unitType,
    serial: serialOf(number),
    ownerId: ownerOf(number),
    ownerName: 'Somebody',
    ownerEpoch: number % 4,
    subscription: { state: 'active', endsAt: toIsoTime(startMs + 900 * 86_400_000) },
    configuration: 'configured',
    pairedWith: null,
    transferPending: null,
    lastContactAt: toIsoTime(startMs + number),
  });
}
