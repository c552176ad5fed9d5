import { createPublicKey, verify } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { emptyChain, headAfter } from '#core/domain/audit/chain-hash.ts';
import { checkSeal, type TextVerifier } from '#core/domain/audit/log-seal.ts';
import { leafHash, nodeHash } from '#core/domain/audit/merkle-tree.ts';
import { canonicalJson } from '#core/kernel/canonical-json.ts';
import { fileActs } from '../../audit/organization-log.ts';
import { logHeadOf, sealOf } from '../../audit/seal-log.ts';
import { migrateToLatest } from '../migrate.ts';
import { SerialPGliteDialect } from '../serial-pglite-dialect.ts';
import type { CloudTables, CloudTransaction } from '../tables.ts';

const verifies: TextVerifier = (publicKey, text, signature) =>
  verify(
    null,
    Buffer.from(text),
    createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' }),
    Buffer.from(signature, 'base64'),
  );
const now = '2026-11-20T08:00:00.000Z';
/** More than the migration reads at once, no power of two; one leaf; none. */
const sizes = { large: 4_133, small: 1, empty: 0 } as const;

const entryOf = (seq: number) => ({
  stationId: 'bench-3',
  generation: 1,
  seq,
  head: seq.toString(16).padStart(64, '0'),
});
const leafOf = (organizationId: string, index: number): string =>
  canonicalJson({
    v: 1,
    index,
    organizationId,
    at: now,
    action: 'unit.scanned',
    actor: 'M. Kaya, Werkstatt Nord',
    source: `station bench-3 generation 1 entry ${index} head ${entryOf(index).head}`,
    otherSides: [],
  });

/** The root again, straight from the definition in RFC 6962 §2.1. */
function rootOf(hashes: readonly string[]): string {
  const [only = ''] = hashes;
  if (hashes.length === 1) {
    return only;
  }
  let half = 1;
  while (half * 2 < hashes.length) {
    half *= 2;
  }
  return nodeHash(rootOf(hashes.slice(0, half)), rootOf(hashes.slice(half)));
}

async function fillAsOf011(database: Kysely<CloudTables>): Promise<void> {
  for (const [organization, size] of Object.entries(sizes)) {
    await sql`insert into organizations (id, name, kinds, auto_pairing, name_is_public)
      values (${organization}, ${organization}, '["fleet"]', true, false)`.execute(database);
    let head = emptyChain.head;
    const rows = Array.from({ length: size }, (_none, at) => {
      const leaf = leafOf(organization, at + 1);
      head = headAfter(head, leaf);
      return sql`(${organization}, ${at + 1}, ${now}, 'unit.scanned', 'done', ${organization}, 'M. Kaya, Werkstatt Nord', ${leaf}, ${head})`;
    });
    for (let from = 0; from < rows.length; from += 1_000) {
      await sql`insert into organization_audit
        (organization_id, index, at, action, outcome, acting_organization_id, actor, leaf, head)
        values ${sql.join(rows.slice(from, from + 1_000))}`.execute(database);
    }
    await sql`insert into organization_audit_heads (organization_id, size, head)
      values (${organization}, ${size}, ${head})`.execute(database);
  }
}

const inTransaction = <Result>(database: Kysely<CloudTables>, work: (one: CloudTransaction) => Promise<Result>) =>
  database.transaction().execute(async (transaction) => {
    await sql`select set_config('fitbay.system', 'trail', true)`.execute(transaction);
    return work(transaction);
  });

describe('REP-1 a log from before there was a tree over it', () => {
  it('stands in a tree that proves every old leaf, and grows on behind them', { timeout: 180_000 }, async () => {
    const database = new Kysely<CloudTables>({ dialect: new SerialPGliteDialect(new PGlite()) });
    await migrateToLatest(database, '011-assets');
    await fillAsOf011(database);
    await migrateToLatest(database);

    for (const organizationId of ['large', 'small'] as const) {
      const hashes = Array.from({ length: sizes[organizationId] }, (_none, at) =>
        leafHash(leafOf(organizationId, at + 1)),
      );
      for (const seq of new Set(
        [1, 2, Math.ceil(hashes.length / 2), hashes.length].filter((one) => one <= hashes.length),
      )) {
        const question = { organizationId, entry: entryOf(seq), now };
        const seal = await inTransaction(database, (transaction) => sealOf(transaction, question));
        if (seal === null) throw new Error(`no proof of ${seq}`);
        expect(seal.index).toBe(seq - 1);
        expect(checkSeal(seal, verifies)).toMatchObject({
          kind: 'proven',
          checkpoint: { size: hashes.length, root: rootOf(hashes) },
          entry: { seq },
        });
      }
    }
    const empty = await inTransaction(database, (transaction) =>
      logHeadOf(transaction, { organizationId: 'empty', now }),
    );
    expect(empty).toBeNull();

    const content = {
      at: now,
      action: 'unit.scanned',
      outcome: 'done',
      code: null,
      unit: null,
      sessionId: null,
      transferId: null,
      actingOrganizationId: 'large',
      actor: 'A. Berg, Werkstatt Nord',
      source: 'operation one-more',
    };
    await inTransaction(database, (transaction) => fileActs(transaction, [{ organizationIds: ['large'], content }]));
    const seal = await inTransaction(database, (transaction) =>
      sealOf(transaction, { organizationId: 'large', from: sizes.large, entry: entryOf(7), now }),
    );
    if (seal === null) throw new Error('no proof');
    expect(checkSeal(seal, verifies)).toMatchObject({ kind: 'proven', checkpoint: { size: sizes.large + 1 } });
    const row = await inTransaction(database, (transaction) =>
      transaction
        .selectFrom('organization_audit')
        .select(['actor', 'leaf'])
        .where('organization_id', '=', 'large')
        .where('index', '=', sizes.large + 1)
        .executeTakeFirstOrThrow(),
    );
    expect(row.actor).toBe('A. Berg, Werkstatt Nord');
    expect(row.leaf).not.toContain('Berg');
    await database.destroy();
  });
});
