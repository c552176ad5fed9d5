import { sql } from 'kysely';
import { type CloudDatabase, sqlStateOf } from '#cloud/database/open-database.ts';
import { emptyChain, headAfter } from '#core/domain/audit/chain-hash.ts';

/** What the cloud's own books say after the races: one transfer per unit, the owner it names, every log whole. */
export async function faultsOfBooks(database: CloudDatabase): Promise<readonly string[]> {
  const rows = await database.asSystem('administration').read((transaction) =>
    transaction
      .selectFrom('units')
      .leftJoin('transfers', 'transfers.unit', 'units.unit')
      .select(['units.unit', 'units.owner_id', 'units.owner_epoch'])
      .select(({ fn }) => [fn.count<string>('transfers.id').as('moves'), fn.max('transfers.to_id').as('to_id')])
      .groupBy('units.unit')
      .execute(),
  );
  const wrong = rows.filter((row) => Number(row.moves) !== 1 || row.owner_epoch !== 1 || row.owner_id !== row.to_id);
  return [...wrong.map((row) => `${row.unit}: ${row.moves} transfers on the books`), ...(await brokenLogs(database))];
}

async function brokenLogs(database: CloudDatabase): Promise<readonly string[]> {
  const heads = await database
    .asSystem('administration')
    .read((transaction) => transaction.selectFrom('organization_audit_heads').selectAll().execute());
  const broken: string[] = [];
  for (const { organization_id: organizationId, size, head } of heads) {
    const rows = await database
      .asSystem('administration')
      .read((transaction) =>
        transaction
          .selectFrom('organization_audit')
          .select('leaf')
          .where('organization_id', '=', organizationId)
          .orderBy('index')
          .execute(),
      );
    const computed = rows.reduce((end, row) => headAfter(end, row.leaf), emptyChain.head);
    if (rows.length !== size || computed !== head) {
      broken.push(`the log of ${organizationId} is not whole`);
    }
  }
  return broken;
}

class UndoProbe extends Error {}

/** The wall behind the comparison: the books themselves refuse a second transfer from the same epoch, whoever writes it. */
export async function refusesSecondTransfer(database: CloudDatabase, unit: string): Promise<boolean> {
  const probe = database.asSystem('administration').transact(async (transaction) => {
    const row = await transaction
      .selectFrom('transfers')
      .selectAll()
      .where('unit', '=', unit)
      .executeTakeFirstOrThrow();
    await transaction
      .insertInto('transfers')
      .values({ ...row, id: `${row.id} again` })
      .execute();
    throw new UndoProbe();
  });
  return probe.then(
    () => false,
    (error: unknown) => {
      if (error instanceof UndoProbe) {
        return false;
      }
      if (sqlStateOf(error) === uniqueViolation) {
        return true;
      }
      throw error;
    },
  );
}

const uniqueViolation = '23505';

/** Tears that wall down (sabotage). */
export async function dropUniqueKey(database: CloudDatabase): Promise<void> {
  await database
    .asSystem('administration')
    .transact((transaction) =>
      sql`alter table transfers drop constraint transfers_unit_from_epoch_key`.execute(transaction),
    );
}
