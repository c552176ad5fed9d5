import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CloudDatabase, openDatabase } from './open-database.ts';

let database: CloudDatabase;

beforeAll(async () => {
  database = await openDatabase({ kind: 'pglite', directory: 'memory' });
}, 60_000);

afterAll(() => database.close());

function addOrganization(id: string, pauseMs = 0, fails = false): Promise<void> {
  return database.asSystem('administration').transact(async (transaction) => {
    const row = { id, name: id, kinds: '[]', auto_pairing: false, name_is_public: false };
    await transaction.insertInto('organizations').values(row).execute();
    await sleep(pauseMs);
    if (fails) {
      throw new Error(`${id} fails`);
    }
  });
}

function organizationIds(): Promise<string[]> {
  return database.asSystem('administration').read(async (transaction) => {
    const rows = await transaction.selectFrom('organizations').select('id').orderBy('id').execute();
    return rows.map((row) => row.id);
  });
}

describe('cloud database', () => {
  it('STA-4 says that PGlite keeps nothing through a power cut', () => {
    expect(database.durability).toBe('none');
  });

  it('gives each of several transactions at once the connection to itself', async () => {
    const outcomes = await Promise.allSettled([
      addOrganization('a', 20),
      addOrganization('b', 10, true),
      addOrganization('c', 0),
    ]);
    expect(outcomes.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await organizationIds()).toEqual(['a', 'c']);
  });

  it('never lets a read look into a transaction that is still open', async () => {
    const writing = addOrganization('d', 30, true);
    const seen = await organizationIds();
    await expect(writing).rejects.toThrow('d fails');
    expect(seen).toEqual(['a', 'c']);
  });
});
