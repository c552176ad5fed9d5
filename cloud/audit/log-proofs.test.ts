import { createPublicKey, verify } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { checkHead, checkSeal, goesOnFrom, type LogHead, type TextVerifier } from '#core/domain/audit/log-seal.ts';
import { leafHash } from '#core/domain/audit/merkle-tree.ts';
import { organizationId, stationId } from '#core/kernel/entity-ids.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';
import { logHeadOf } from './seal-log.ts';

const site = worldOfTest();

const verifies: TextVerifier = (publicKey, text, signature) =>
  verify(
    null,
    Buffer.from(text),
    createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' }),
    Buffer.from(signature, 'base64'),
  );

const record = (...also: string[]) =>
  site.station.record({ action: 'unit.scanned', organizations: [site.world.partner, ...also] });
const send = (treeSize?: number) => (entries: ReturnType<typeof record>[]) =>
  site.station.push([], { auditEntries: entries, ...(treeSize === undefined ? {} : { treeSize }) });
const headOf = (organization: string, from?: number) =>
  site.database
    .asSystem('administration')
    .transact((transaction) =>
      logHeadOf(transaction, { organizationId: organization, from, now: site.cloud.clock.now() }),
    );
function genuine(head: LogHead | null, organization: string) {
  if (head === null) throw new Error('the log is empty');
  const checked = checkHead(head, organization, verifies);
  if (checked.kind !== 'genuine') throw new Error('not signed');
  return checked.checkpoint;
}

describe('REP-1 the tree of an organization', () => {
  it('proves with every push that the last entry stands in the log, and that the log goes on', async () => {
    const first = await send()([record(), record(), record()]);
    const seal = first.seal;
    if (seal === undefined) throw new Error('no seal');
    const check = checkSeal(seal, verifies);
    expect(check).toMatchObject({ kind: 'proven', entry: { stationId: site.station.id, seq: 3 } });
    expect(check.kind === 'proven' && check.entry.head).toBe(first.audit.kind === 'held' && first.audit.head);
    expect(checkSeal({ ...seal, leaf: seal.leaf.replace('entry 3', 'entry 4') }, verifies).kind).toBe('not-proven');
    expect(checkSeal({ ...seal, checkpoint: seal.checkpoint.replace('\n3\n', '\n4\n') }, verifies).kind).toBe(
      'not-signed',
    );
    const older = genuine(seal, site.world.partner);

    const { seal: next } = await send(older.size)(Array.from({ length: 9 }, () => record()));
    if (next === undefined) throw new Error('no seal');
    const newer = genuine(next, site.world.partner);
    expect(newer.size).toBe(12);
    expect(goesOnFrom(older, newer, next.consistency)).toBe(true);
    expect(goesOnFrom({ ...older, root: leafHash('another history') }, newer, next.consistency)).toBe(false);
  });

  it('signs one checkpoint for one size, whoever asks, at once', async () => {
    await send()([record(), record()]);
    const heads = await Promise.all(Array.from({ length: 6 }, () => headOf(site.world.partner)));
    expect(new Set(heads.map((head) => head?.checkpoint)).size).toBe(1);
  });

  it('never signs two histories: a log that was changed behind its back is not signed any more', async () => {
    await send()([record(), record(), record()]);
    await headOf(site.world.partner);
    const change = sql`update organization_tree_nodes set hash = ${leafHash('another')}
      where organization_id = ${site.world.partner} and level = 0 and index = 2`;
    await expect(
      site.database.asSystem('administration').transact((transaction) => change.execute(transaction)),
    ).rejects.toThrow('never changed');
    await site.database.asSystem('administration').transact(async (transaction) => {
      await sql`alter table organization_tree_nodes disable trigger all`.execute(transaction);
      await change.execute(transaction);
      await sql`alter table organization_tree_nodes enable trigger all`.execute(transaction);
    });
    await expect(headOf(site.world.partner)).rejects.toThrow('is not what was signed');
    // Taking an entry in would file it behind a history that nobody may sign.
    const answer = await site.station.fetch(`/v1/organizations/${site.world.partner}/audit/checkpoint`);
    expect(answer.status).toBe(500);
  });

  it('P23 has both sides of a transfer in their trees, with one number and each other\u2019s hash', async () => {
    const unit = await site.world.addUnit(site.world.partner);
    const payload = { fromId: site.world.partner, toId: site.world.customer, expectedEpoch: 0, unpairFirst: false };
    const operation = site.station.operation({ kind: 'unit.transfer', unit, payload });
    await site.station.push([operation]);
    const rows = await site.database
      .asSystem('administration')
      .read((transaction) =>
        transaction.selectFrom('organization_audit').selectAll().where('transfer_id', '=', operation.id).execute(),
      );
    expect(rows.map((row) => row.organization_id).sort()).toEqual([site.world.partner, site.world.customer].sort());
    const [one, other] = rows.map((row) => JSON.parse(row.leaf));
    expect(one.otherSides).toHaveLength(1);
    expect(other.otherSides).toHaveLength(1);
    expect(one.otherSides).not.toEqual(other.otherSides);
    for (const row of rows) {
      const node = await site.database.asSystem('administration').read((transaction) =>
        transaction
          .selectFrom('organization_tree_nodes')
          .select('hash')
          .where('organization_id', '=', row.organization_id)
          .where('level', '=', 0)
          .where('index', '=', row.index - 1)
          .executeTakeFirstOrThrow(),
      );
      expect(node.hash).toBe(leafHash(row.leaf));
    }
  });
});

describe('OWN-13 proofs by the API', () => {
  it('gives an organization its own head and proofs, a partner those of its own acts, a stranger none', async () => {
    const entry = record(site.world.customer);
    await send()([entry]);
    const wish = {
      organizationId: organizationId.parse(site.world.customer),
      stationId: stationId.parse(site.station.id),
      generation: 1,
      seq: entry.seq,
      head: entry.head,
    };
    const office = await site.cloud.addStation(site.world.customer, 'office');
    for (const asking of [office, site.station]) {
      const answer = await asking.api.organizations.auditProof(wish);
      if (answer.kind !== 'proof') throw new Error(answer.kind);
      const { kind: _kind, ...seal } = answer;
      expect(checkSeal(seal, verifies)).toMatchObject({ kind: 'proven', entry: { seq: entry.seq, head: entry.head } });
    }
    const foreign = await site.cloud.addStation(site.world.stranger, 'stranger');
    await expect(foreign.api.organizations.auditProof(wish)).rejects.toThrow();
    await expect(foreign.api.organizations.auditCheckpoint(wish)).rejects.toThrow();
    const none = await office.api.organizations.auditProof({ ...wish, head: 'ab'.repeat(32) });
    expect(none).toEqual({ kind: 'not-in-log' });
    const empty = { organizationId: organizationId.parse(site.world.stranger) };
    expect(await foreign.api.organizations.auditCheckpoint(empty)).toEqual({ kind: 'empty' });
  });

  it('gives a partner no proof of what others did in its customer\u2019s log', async () => {
    const office = await site.cloud.addStation(site.world.customer, 'office');
    const entry = office.record({ action: 'unit.scanned', organizations: [site.world.customer] });
    await office.push([], { auditEntries: [entry] });
    const wish = { organizationId: organizationId.parse(site.world.customer), stationId: stationId.parse(office.id) };
    const { head, seq } = entry;
    const answer = await site.station.api.organizations.auditProof({ ...wish, generation: 1, seq, head });
    expect(answer).toEqual({ kind: 'not-in-log' });
  });
});
