import { sql } from 'kysely';
import { z } from 'zod';
import { formatUnitKey } from '#core/domain/identity/unit-key.ts';
import { type CheckOutcome, checkOutcome } from '#core/domain/inspection/checklist.ts';
import type { UnitFacts } from '#core/domain/ownership/unit-facts.ts';
import { judgeHealth } from '#core/domain/units/unit-health.ts';
import { type UnitRow, unitRow } from '#core/domain/units/unit-row.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { accessTo } from './access-to.ts';
import { viewUnits } from './unit-view.ts';

export interface UnitListQuestion {
  readonly organizationId: string;
  readonly askedBy: string;
  readonly unitType: string | undefined;
  readonly configuration: UnitFacts['configuration'] | undefined;
  readonly subscription: UnitFacts['subscription']['state'] | undefined;
  readonly pairing: 'paired' | 'unpaired' | undefined;
  /** Only units behind this one, `type:serial`. */
  readonly after: string | undefined;
  readonly limit: number;
  readonly now: IsoTime;
}

export type UnitList = { readonly kind: 'units'; readonly units: readonly UnitRow[] } | { readonly kind: 'not-yours' };

/** Units of an organization with their health, by type and serial (UNIT-1). */
export async function listUnits(transaction: CloudTransaction, question: UnitListQuestion): Promise<UnitList> {
  const { organizationId, askedBy, now } = question;
  if ((await accessTo(transaction, question)) === 'none') {
    return { kind: 'not-yours' };
  }
  const rows = await wanted(transaction, question).execute();
  const units = await viewUnits(transaction, rows, { viewer: { kind: 'organization', id: askedBy }, now });
  const inspections = await newestInspections(transaction, { organizationId, units: units.map(formatUnitKey) });
  return {
    kind: 'units',
    units: units.map((unit) => rowOf(unit, { inspected: inspections.get(formatUnitKey(unit)), now })),
  };
}

function wanted(transaction: CloudTransaction, question: UnitListQuestion) {
  const { organizationId, unitType, configuration, subscription, pairing, after, limit, now } = question;
  let query = transaction
    .selectFrom('units')
    .selectAll()
    .where('owner_id', '=', organizationId)
    .orderBy('unit')
    .limit(limit);
  if (after !== undefined) {
    query = query.where('unit', '>', after);
  }
  if (unitType !== undefined) {
    query = query.where('unit_type', '=', unitType);
  }
  if (configuration !== undefined) {
    query = query.where('configuration', '=', configuration);
  }
  if (pairing !== undefined) {
    query = query.where('paired_asset_id', pairing === 'paired' ? 'is not' : 'is', null);
  }
  if (subscription !== undefined) {
    const isExpired = sql<boolean>`(subscription_state = 'expired' or coalesce(subscription_ends_at <= ${now}, false))`;
    query = query.where(isExpired, '=', subscription === 'expired');
  }
  return query;
}

interface Inspected {
  readonly at: IsoTime;
  readonly checks: readonly CheckOutcome[];
}

const inspectedPayload = z.object({ checks: z.array(checkOutcome) });

/** The newest by the order in which the centre heard of them; one that is kept with a flag says nothing of the unit (reliability.md §3.5). */
async function newestInspections(
  transaction: CloudTransaction,
  { organizationId, units }: { readonly organizationId: string; readonly units: readonly string[] },
): Promise<ReadonlyMap<string, Inspected>> {
  if (units.length === 0) {
    return new Map();
  }
  const rows = await transaction
    .selectFrom('inspections')
    .select(['unit', 'document', 'occurred_at'])
    .distinctOn('unit')
    .where('unit', 'in', units)
    .where('customer_id', '=', organizationId)
    .where('flag', 'is', null)
    .orderBy('unit')
    .orderBy('received_at', 'desc')
    .orderBy('operation_id', 'desc')
    .execute();
  return new Map(
    rows.map((row) => [row.unit, { at: row.occurred_at, checks: inspectedPayload.parse(row.document).checks }]),
  );
}

function rowOf(unit: UnitFacts, { inspected, now }: { inspected: Inspected | undefined; now: IsoTime }): UnitRow {
  const { unitType, serial, ownerEpoch, subscription, configuration, pairedWith, lastContactAt } = unit;
  return unitRow.parse({
    unitType,
    serial,
    ownerEpoch,
    subscription,
    configuration,
    pairedWith,
    lastContactAt,
    health: judgeHealth({ lastContactAt, checks: inspected?.checks ?? [], now }),
    inspectedAt: inspected?.at ?? null,
  });
}
