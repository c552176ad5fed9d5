import { describe, expect, it } from 'vitest';
import type { CloudDatabase } from '../database/open-database.ts';
import { cloudOfFile } from '../testing/cloud-of-file.ts';
import { createSharedWindows } from './shared-windows.ts';

const site = cloudOfFile();
const rule = { quota: 100, windowMs: 60_000 };

function counting(database: CloudDatabase): { readonly database: CloudDatabase; readonly writes: () => number } {
  let writes = 0;
  const transact: CloudDatabase['transact'] = (work) => {
    writes += 1;
    return database.transact(work);
  };
  return { database: { ...database, transact }, writes: () => writes };
}

describe('limits that several servers share', () => {
  it('give out the quota once and no call more, however the calls fall to the servers', async () => {
    const servers = Array.from({ length: 3 }, () => createSharedWindows(site.database));
    const counts = await Promise.all(
      Array.from({ length: 300 }, (_, index) => servers[index % 3]?.count('three servers', rule)),
    );
    const within = counts.filter((count) => count?.kind === 'within').length;
    // A server that got its last piece late may keep a rest of it.
    expect(within).toBe(rule.quota);
    const refused = counts.find((count) => count?.kind === 'exceeded');
    expect(refused).toMatchObject({ remaining: 0 });
    expect(refused?.endsInMs).toBeGreaterThan(0);
    expect(refused?.endsInMs).toBeLessThanOrEqual(rule.windowMs);
  });

  it('lose to a server that stands idle no more than the piece it took', async () => {
    const [busy, idle] = [createSharedWindows(site.database), createSharedWindows(site.database)];
    await idle.count('one idle', rule);
    const kinds = [];
    for (let call = 0; call < rule.quota; call += 1) {
      kinds.push((await busy.count('one idle', rule)).kind);
    }
    expect(kinds.filter((kind) => kind === 'within')).toHaveLength(95);
  });

  it('write to the database once for a piece of the quota, and not at all for calls over it', async () => {
    const { database, writes } = counting(site.database);
    const windows = createSharedWindows(database);
    for (let call = 0; call < rule.quota; call += 1) {
      await windows.count('few writes', rule);
    }
    expect(writes()).toBe(20);
    await windows.count('few writes', rule);
    const afterRefusal = writes();
    for (let call = 0; call < 50; call += 1) {
      expect((await windows.count('few writes', rule)).kind).toBe('exceeded');
    }
    expect(writes()).toBe(afterRefusal);
  });

  it('begin anew when the window has ended, also for a server that did not see its end', async () => {
    const short = { quota: 2, windowMs: 50 };
    const windows = createSharedWindows(site.database);
    const use = async () => [(await windows.count('short', short)).kind, (await windows.count('short', short)).kind];
    expect(await use()).toEqual(['within', 'within']);
    await expect.poll(async () => (await windows.count('short', short)).kind).toBe('within');
  });

  it('forget windows that have ended', async () => {
    const windows = createSharedWindows(site.database);
    await windows.count('soon over', { quota: 5, windowMs: 1 });
    const kept = () =>
      site.database.read((transaction) =>
        transaction.selectFrom('rate_windows').select('key').where('key', '=', 'soon over').execute(),
      );
    await expect
      .poll(async () => {
        await windows.tidy();
        return kept();
      })
      .toEqual([]);
  });
});
