import type { OperationVerdict } from '#core/domain/sync/operation.ts';
import type { WiredSite } from './wired-site.ts';

/** A transfer that a station was told to make, and the verdict that it stored; null where it knows of none. */
export interface MadeTransfer {
  readonly id: string;
  readonly unit: string;
  readonly verdict: OperationVerdict | null;
}

/**
 * Whether each of these transfers, the only ones of their units, took effect exactly once: one stored verdict, the same at both ends, one move of the
 * unit, one leaf in the log of each organization. One sentence for each thing that is wrong.
 */
export async function findInexact(
  { database, world }: Pick<WiredSite, 'database' | 'world'>,
  made: readonly MadeTransfer[],
): Promise<readonly string[]> {
  const facts = await database.asSystem('administration').read(async (transaction) => ({
    operations: await transaction.selectFrom('operations').select(['id', 'verdict']).execute(),
    transfers: await transaction.selectFrom('transfers').select(['id', 'unit']).execute(),
    units: await transaction.selectFrom('units').select(['unit', 'owner_epoch', 'owner_id']).execute(),
    leaves: await transaction
      .selectFrom('organization_audit')
      .select(['transfer_id', 'organization_id'])
      .where('action', '=', 'transfer.applied')
      .execute(),
  }));
  const verdicts = new Map(facts.operations.map(({ id, verdict }) => [id, verdict]));
  const units = new Map(facts.units.map((unit) => [unit.unit, unit]));
  const moves = countBy(facts.transfers.map(({ unit }) => unit));
  const leaves = countBy(facts.leaves.map((leaf) => `${leaf.transfer_id} ${leaf.organization_id}`));
  return made.flatMap(({ id, unit, verdict }) => {
    const stored = verdicts.get(id);
    const registered = units.get(unit);
    const sides = [world.partner, world.customer].map((side) => leaves.get(`${id} ${side}`) ?? 0);
    return [
      ...(stored === undefined ? [`${id} is lost`] : []),
      ...(verdict?.verdict === 'applied' ? [] : [`the station holds ${verdict?.verdict ?? 'no verdict'} of ${id}`]),
      ...(same(stored, verdict) ? [] : [`the two ends hold different verdicts of ${id}`]),
      ...(moves.get(unit) === 1 ? [] : [`${unit} moved ${moves.get(unit) ?? 0} times`]),
      ...(registered?.owner_epoch === 1 && registered.owner_id === world.customer ? [] : [`${unit} is not at epoch 1`]),
      ...(sides.every((count) => count === 1) ? [] : [`${id} has ${sides.join(' and ')} leaves`]),
    ];
  });
}

function countBy(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

function same(one: OperationVerdict | undefined, other: OperationVerdict | null): boolean {
  const fields = (verdict: OperationVerdict | null | undefined) => JSON.stringify(Object.entries(verdict ?? {}).sort());
  return one !== undefined && fields(one) === fields(other);
}
