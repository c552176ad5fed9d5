import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { walledTables } from '../database/wall/walled-tables.ts';
import { withForgottenFilters } from '../testing/forgotten-filters.ts';
import { openMemoryDatabase } from '../testing/open-memory-database.ts';
import { trespassCases } from '../testing/tenant-cases.ts';
import {
  openTrespassSite,
  procedurePaths,
  rowsOf,
  type Sabotage,
  type TrespassSite,
  trespass,
  trespassEverywhere,
} from '../testing/trespass-site.ts';

/** Some hundred calls; seconds on a machine that has nothing else to do. */
const patienceMs = 300_000;

describe('P32 every procedure of the cloud, asked by one organization for what is the other’s', () => {
  let site: TrespassSite;
  beforeAll(async () => {
    site = await openTrespassSite(await openMemoryDatabase());
  }, patienceMs);
  afterAll(() => site.close());

  it('has cases for every procedure of the contract, and for no other', () => {
    expect(Object.keys(trespassCases).sort()).toEqual([...procedurePaths()].sort());
  });

  it.each(procedurePaths())('%s gives 0 foreign rows and changes none', async (path) => {
    const [one, other] = site.households;
    for (const [mine, theirs] of [
      [one, other],
      [other, one],
    ] as const) {
      const before = await rowsOf(site, theirs);
      const { foreign, faults, calls } = await trespass(site, path, { mine, theirs, now: site.cloud.clock.now() });
      expect(calls, 'a procedure without a case proves nothing').toBeGreaterThan(0);
      expect({ foreign, faults }).toEqual({ foreign: [], faults: [] });
      expect(await rowsOf(site, theirs)).toEqual(before);
    }
  });
});

describe('P32 the second wall', () => {
  const open: TrespassSite[] = [];
  afterAll(async () => {
    await Promise.all(open.map((site) => site.close()));
  });
  const opened = async (sabotage: Sabotage): Promise<TrespassSite> => {
    const site = await openTrespassSite(await openMemoryDatabase(), sabotage);
    open.push(site);
    return site;
  };

  it(
    'gives 0 foreign rows and changes none also where every query forgot its filter',
    async () => {
      const site = await opened((database) => withForgottenFilters(database));
      const [, theirs] = site.households;
      const before = await rowsOf(site, theirs);
      expect(await trespassEverywhere(site)).toEqual([]);
      expect(await rowsOf(site, theirs)).toEqual(before);
    },
    patienceMs,
  );

  it(
    'P41 is noticed to be gone: without the policies the same queries tell of the other',
    async () => {
      const site = await opened((database) => withForgottenFilters(database));
      await site.database.asSystem('administration').transact(async (transaction) => {
        for (const table of Object.keys(walledTables)) {
          await sql`alter table ${sql.table(table)} disable row level security`.execute(transaction);
        }
      });
      expect(new Set(await trespassEverywhere(site)).size).toBeGreaterThan(20);
    },
    patienceMs,
  );

  it(
    'P41 is noticed to be gone: where a tenant is taken for the system the same queries tell of the other',
    async () => {
      const site = await opened((database) =>
        withForgottenFilters(database, () => database.asSystem('administration')),
      );
      expect(new Set(await trespassEverywhere(site)).size).toBeGreaterThan(20);
    },
    patienceMs,
  );
});
