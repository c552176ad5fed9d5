import { healthParts } from '#core/domain/units/unit-health.ts';
import { type UnitRow, unitRow } from '#core/domain/units/unit-row.ts';

// The rows of `npm run bench:units`: a fleet in which every standing and every state of health occurs.

const states = ['pass', 'unknown', 'warn', 'fail'] as const;
const startMs = Date.parse('2026-11-20T08:00:00.000Z');

export function manyUnits(count: number): readonly UnitRow[] {
  return Array.from({ length: count }, (_none, index) => unitOf(index));
}

function unitOf(number: number): UnitRow {
  // Spread, so that no order of the rows is a sorted one.
  const spread = (number * 7_919) % 1_000_003;
  const assetId = `asset-${number}`;
  const vin = `WSM00000${String(spread).padStart(9, '0')}`;
  return unitRow.parse({
    unitType: ['evopulse', 'evoguard', 'tp'][number % 3],
    serial: String(860_000_000_000_000 + spread * 97),
    ownerEpoch: number % 4,
    subscription: {
      state: number % 17 === 0 ? 'expired' : 'active',
      endsAt: new Date(startMs + spread * 60_000).toISOString(),
    },
    configuration: number % 11 === 0 ? 'needs-configuration' : 'configured',
    pairedWith: number % 5 === 0 ? null : { assetId, label: `KL ${spread}`, vin },
    lastContactAt: number % 7 === 0 ? null : new Date(startMs - spread * 1_000).toISOString(),
    // Two of three have nothing that needs a look.
    health: Object.fromEntries(
      healthParts.map((part, index) => [part, states[number % 3 === 0 ? (number + index) % 4 : index % 2]]),
    ),
    inspectedAt: null,
  });
}
