import type { WiredSite } from './wired-site.ts';

/** One operation as the cloud decided it. */
export interface Decided {
  readonly id: string;
  readonly station: string;
  readonly unit: string;
  readonly seq: number;
}

/** Transfers in the order in which the cloud decided them, as the workshop's log has it: every decision is a leaf there, numbered under a lock. */
export async function readDecided({
  database,
  world,
}: Pick<WiredSite, 'database' | 'world'>): Promise<readonly Decided[]> {
  return database
    .asSystem('administration')
    .read((transaction) =>
      transaction
        .selectFrom('organization_audit')
        .innerJoin('operations', 'operations.id', 'organization_audit.transfer_id')
        .select(['operations.id', 'operations.station_id as station', 'operations.unit', 'operations.seq'])
        .where('organization_audit.organization_id', '=', world.partner)
        .where('organization_audit.source', 'like', 'operation %')
        .orderBy('organization_audit.index')
        .execute(),
    );
}

/** Where a station's operations about one unit were decided in another order than it made them; `numberOf` says when it made each. */
export function findInversions(
  decided: readonly Decided[],
  numberOf: (one: Decided) => number | undefined,
): readonly string[] {
  const last = new Map<string, number>();
  return decided.flatMap((one) => {
    const lane = `${one.station} ${one.unit}`;
    const number = numberOf(one);
    const before = last.get(lane) ?? 0;
    if (number === undefined) {
      return [`${one.id} was never made`];
    }
    last.set(lane, Math.max(before, number));
    return number > before ? [] : [`${one.unit}: act ${number} was decided after act ${before}`];
  });
}
