import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectAuditBundle } from '#core/domain/audit/audit-bundle.ts';
import { sealedEntry } from '#core/domain/audit/log-seal.ts';
import { verifyBundle } from '#core/domain/audit/verify-bundle.ts';
import { verifiesText, verifiesWithKey } from '#electron/adapters/secrets/checkpoint-signer.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';

let cloud: CloudWorld;
let bench: BenchWorld;
beforeAll(async () => {
  cloud = await createCloudWorld();
  bench = await cloud.addStation();
  await bench.signIn('M. Kaya');
}, 120_000);
afterAll(() => cloud.close());

const exported = () => collectAuditBundle(bench.operator.audit);
const provenSeq = (made: Awaited<ReturnType<typeof exported>>) => sealedEntry(made.centre?.leaf ?? '')?.seq;
const check = (made: Awaited<ReturnType<typeof exported>>) =>
  verifyBundle(made, { verifiesStation: (one) => verifiesWithKey(made.publicKey, one), verifiesText });
const run = (statement: string) =>
  cloud.database.asSystem('administration').transact((transaction) =>
    sql
      .raw(statement)
      .execute(transaction)
      .then(() => undefined),
  );

describe('REP-1 what the centre proves of a station', () => {
  it('is kept with every sync and goes out with the trail, which can be checked without either', async () => {
    await bench.operator.sync.run();
    const first = await exported();
    expect(check(first)).toMatchObject({ kind: 'intact', entries: first.checkpoint.size });
    expect(provenSeq(first)).toBe(first.checkpoint.size - 1);
    await bench.operator.sync.run();
    const second = await exported();
    expect(provenSeq(second)).toBe(first.checkpoint.size);
    const cut = { ...second, entries: second.entries.slice(0, 2) };
    expect(check(cut)).toMatchObject({ kind: 'broken', seq: 3, fault: 'missing' });
  });

  it('is not believed when the centre shows another history: the trail says so once, work goes on', async () => {
    await bench.operator.sync.run();
    const honest = await exported();
    // A centre that rewrites its log: other nodes, no memory of what it signed.
    await run('alter table organization_tree_nodes disable trigger all');
    await run('alter table organization_checkpoints disable trigger all');
    await run('delete from organization_checkpoints');
    await run("update organization_tree_nodes set hash = repeat('ab', 32) where index = 0 and level > 0");
    expect(await bench.operator.sync.run()).toMatchObject({ state: 'online', pending: 0 });
    await bench.operator.sync.run();
    const after = await exported();
    const doubts = after.entries.filter(({ canonical }) => canonical.includes('"action":"centre.doubted"'));
    expect(doubts.map(({ canonical }) => JSON.parse(canonical).after.why)).toEqual(['other-history']);
    expect(after.centre).toEqual(honest.centre);
    expect(check(after).kind).toBe('intact');
  });
});
