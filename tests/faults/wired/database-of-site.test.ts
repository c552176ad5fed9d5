import { describe, expect, it } from 'vitest';
import { openDatabaseOfSite } from './database-of-site.ts';

const noServer = async () => ({ kind: 'absent', detail: 'no server here' }) as const;

describe('P41 a proof that needs PostgreSQL and finds none', () => {
  it('says so instead of passing where it counts', async () => {
    await expect(openDatabaseOfSite(noServer, true)).rejects.toThrow('not proved on PostgreSQL: no server here');
  });

  it('runs on PGlite for somebody who tries it out', async () => {
    const { database, stop } = await openDatabaseOfSite(noServer, false);
    expect(database.durability).toBe('none');
    await database.close();
    await stop();
  });
});
