import { sql } from 'kysely';
import { formatUnitKey } from '#core/domain/identity/unit-key.ts';
import { type UnitFacts, unitFacts } from '#core/domain/ownership/unit-facts.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { undisclosedOwner, viewUnits } from './unit-view.ts';

export interface UnitsQuestion {
  readonly serials: readonly string[];
  readonly askedBy: string;
  readonly now: IsoTime;
}

/** Every unit with one of these serials, several where types share one (OWN-5), as the asking organization may see them (OWN-8). By serial and type. */
export async function lookUpUnits(transaction: CloudTransaction, question: UnitsQuestion): Promise<UnitFacts[]> {
  const rows = await transaction.selectFrom('units').selectAll().where('serial', 'in', question.serials).execute();
  const viewer = { kind: 'organization', id: question.askedBy } as const;
  const seen = await viewUnits(transaction, rows, { viewer, now: question.now });
  const held = await heldTransfers(transaction, seen.map(formatUnitKey), question.askedBy);
  const units = new Map(
    [...(await glimpses(transaction, question)), ...seen].map((unit) => {
      const name = formatUnitKey(unit);
      return [name, { ...unit, transferPending: held.get(name) ?? null }];
    }),
  );
  return [...units.values()].sort(
    (left, right) => compare(left.serial, right.serial) || compare(left.unitType, right.unitType),
  );
}

/**
 * Transfers of the asking organization that wait at the centre itself, because it could not decide them yet (reliability.md §3.3). Only a live look
 * tells of them: nothing has happened yet that the feed could tell.
 */
async function heldTransfers(
  transaction: CloudTransaction,
  units: readonly string[],
  organizationId: string,
): Promise<ReadonlyMap<string, NonNullable<UnitFacts['transferPending']>>> {
  if (units.length === 0) {
    return new Map();
  }
  const rows = await transaction
    .selectFrom('held_operations')
    .innerJoin('stations', 'stations.id', 'held_operations.station_id')
    .select(['held_operations.unit', 'stations.name as by', 'held_operations.first_at as since'])
    .where('held_operations.unit', 'in', units)
    .where('held_operations.kind', '=', 'unit.transfer')
    .where('stations.organization_id', '=', organizationId)
    .orderBy('held_operations.first_at', 'desc')
    .execute();
  return new Map(rows.map(({ unit, by, since }) => [unit, { by, since }]));
}

interface GlimpseRow {
  readonly unit_type: string;
  readonly serial: string;
  readonly owner_id: string | null;
  readonly owner_name: string | null;
  readonly owner_epoch: number;
  readonly subscription_state: string;
  readonly subscription_ends_at: string | null;
  readonly configuration: string;
}

/** The rows of others stay behind the wall; this is all that the database itself tells of them (migration 013). */
async function glimpses(transaction: CloudTransaction, { serials }: UnitsQuestion): Promise<readonly UnitFacts[]> {
  const { rows } = await sql<GlimpseRow>`select * from glimpse_units(${[...serials]}::text[])`.execute(transaction);
  return rows.map((row) =>
    unitFacts.parse({
      unitType: row.unit_type,
      serial: row.serial,
      ownerId: row.owner_id ?? undisclosedOwner,
      ownerName: row.owner_name,
      ownerEpoch: row.owner_epoch,
      subscription: { state: row.subscription_state, endsAt: row.subscription_ends_at },
      configuration: row.configuration,
      pairedWith: null,
      transferPending: null,
      lastContactAt: null,
    }),
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
