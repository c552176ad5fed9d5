import type { z } from 'zod';
import { assertNever } from '../../kernel/assert-never.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { formatUnitKey } from '../identity/unit-key.ts';
import { unitFacts } from '../ownership/unit-facts.ts';
import { type HealthState, healthParts, unitHealth } from './unit-health.ts';

/** A unit as the units page lists it (UNIT-1): what the registry says of it, and how it is doing. */
export const unitRow = unitFacts
  .pick({
    unitType: true,
    serial: true,
    ownerEpoch: true,
    subscription: true,
    configuration: true,
    pairedWith: true,
    lastContactAt: true,
  })
  .extend({
    health: unitHealth,
    /** When the measured part of `health` was measured; null where no inspection of it is known. */
    inspectedAt: isoTime.nullable(),
  });
export type UnitRow = z.infer<typeof unitRow>;

/**
 * How a unit stands, the first that applies: it cannot work without a subscription, then it must be configured, then it must belong to an
 * asset, then something of it may need a look.
 */
export const unitStandings = ['expired', 'needs-configuration', 'unpaired', 'needs-look', 'in-service'] as const;
export type UnitStanding = (typeof unitStandings)[number];

export function unitStanding(row: UnitRow): UnitStanding {
  if (row.subscription.state === 'expired') {
    return 'expired';
  }
  if (row.configuration === 'needs-configuration') {
    return 'needs-configuration';
  }
  if (row.pairedWith === null) {
    return 'unpaired';
  }
  return isBad(worstHealth(row)) ? 'needs-look' : 'in-service';
}

/** The worst part of what is known; `unknown` where nothing is. */
export function worstHealth({ health }: UnitRow): HealthState {
  const states = healthParts.map((part) => health[part]);
  const order: readonly HealthState[] = ['fail', 'warn', 'pass'];
  return order.find((state) => states.includes(state)) ?? 'unknown';
}

function isBad(state: HealthState): boolean {
  switch (state) {
    case 'fail':
    case 'warn':
      return true;
    case 'pass':
    case 'unknown':
      return false;
    default:
      return assertNever(state);
  }
}

/** `type:serial`. */
export function unitKeyOf(row: UnitRow): string {
  return formatUnitKey(row);
}
