import { sql } from 'kysely';
import type { CloudDatabase } from '../database/open-database.ts';

/** Makes the database itself fail for one unit, as a broken index or a bug in a migration would. One unit at a time. */
export async function poisonUnit(database: CloudDatabase, unit: string): Promise<void> {
  await database.asSystem('administration').transact(async (transaction) => {
    await sql`create or replace function poison() returns trigger language plpgsql as $$
      begin raise exception 'poisoned'; end $$`.execute(transaction);
    // A trigger takes no parameters; the unit is one of the test's own.
    await sql
      .raw(
        `create trigger poison before update on units for each row when (old.unit = '${unit}') execute function poison()`,
      )
      .execute(transaction);
  });
}

export async function mendUnit(database: CloudDatabase): Promise<void> {
  await database
    .asSystem('administration')
    .transact((transaction) => sql`drop trigger poison on units`.execute(transaction));
}
