import { sql } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from '#cloud/database/open-database.ts';
import { walledTables } from '#cloud/database/wall/walled-tables.ts';
import { withForgottenFilters } from '#cloud/testing/forgotten-filters.ts';
import { postgresOfFile } from '#cloud/testing/postgres-of-file.ts';
import {
  openTrespassSite,
  procedurePaths,
  rowsOf,
  type Sabotage,
  type TrespassSite,
  trespass,
  trespassEverywhere,
} from '#cloud/testing/trespass-site.ts';
import { databaseOfItsOwn } from './clouds/database-of-its-own.ts';
import { noteResult } from './note-result.ts';

// P32 on the database that keeps the wall in production: every procedure, asked by each of two organizations for everything that is the other's. What
// each procedure may be asked stands in cloud/testing/tenant-cases.ts; a procedure without a case fails cloud/http/tenants.test.ts.

const patienceMs = 600_000;
const postgres = postgresOfFile();
const open: TrespassSite[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((site) => site.close()));
});

async function openSite(sabotage?: Sabotage): Promise<TrespassSite> {
  const url = await databaseOfItsOwn(postgres());
  const site = await openTrespassSite(await openDatabase({ kind: 'postgres', url }), sabotage);
  open.push(site);
  return site;
}

describe('P32 tenants on PostgreSQL', { timeout: patienceMs }, () => {
  it('of all procedures none tells or changes what is another organization’s', async () => {
    const site = await openSite();
    const [one, other] = site.households;
    const wrongs: string[] = [];
    let calls = 0;
    for (const [mine, theirs] of [
      [one, other],
      [other, one],
    ] as const) {
      const before = await rowsOf(site, theirs);
      for (const path of procedurePaths()) {
        const found = await trespass(site, path, { mine, theirs, now: site.cloud.clock.now() });
        wrongs.push(...found.foreign, ...found.faults);
        calls += found.calls;
      }
      expect(await rowsOf(site, theirs)).toEqual(before);
    }
    expect(wrongs).toEqual([]);
    const fault = `${procedurePaths().length} procedures asked for what is another's`;
    noteResult({ promise: 'P32 tenants apart', fault, times: calls, lost: wrongs.length });
  });

  it('and none where every query forgot its filter: the database keeps them apart', async () => {
    const site = await openSite((database) => withForgottenFilters(database));
    const [, theirs] = site.households;
    const before = await rowsOf(site, theirs);
    expect(await trespassEverywhere(site)).toEqual([]);
    expect(await rowsOf(site, theirs)).toEqual(before);
  });

  it('P41 notices queries that forgot their filters over tables that lost their policies', async () => {
    const site = await openSite((database) => withForgottenFilters(database));
    await site.database.asSystem('administration').transact(async (transaction) => {
      await sql`reset role`.execute(transaction);
      for (const table of Object.keys(walledTables)) {
        await sql`alter table ${sql.table(table)} disable row level security`.execute(transaction);
      }
    });
    expect(new Set(await trespassEverywhere(site)).size).toBeGreaterThan(20);
  });
});
