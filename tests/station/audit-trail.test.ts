import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectAuditBundle } from '#core/domain/audit/audit-bundle.ts';
import type { TrailFilter } from '#core/domain/audit/trail-filter.ts';
import { verifyBundle } from '#core/domain/audit/verify-bundle.ts';
import { walkTrail } from '#core/domain/audit/walk-trail.ts';
import { personId, type SessionId } from '#core/kernel/entity-ids.ts';
import { verifiesText, verifiesWithKey } from '#electron/adapters/secrets/checkpoint-signer.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';
import { openFromTray, transferAsShown } from './testing/sheet-work.ts';

let cloud: CloudWorld;
let bench: BenchWorld;
let sessionId: SessionId;
beforeAll(async () => {
  cloud = await createCloudWorld();
  // Jobs name whoever works on them, and are documents of their own: these stations are to hold nothing of a person but the trail.
  await cloud.database.asSystem('administration').transact((transaction) => transaction.deleteFrom('jobs').execute());
  bench = await cloud.addStation();
  await bench.signIn('M. Kaya');
  sessionId = await openFromTray(bench, 'partner-owned');
  await transferAsShown(bench, sessionId);
  await bench.operator.sync.run();
}, 180_000);
afterAll(() => cloud.close());

const person = (name: string) => {
  const found = demoFleet.people.find(({ displayName }) => displayName === name);
  if (found === undefined) throw new Error(`nobody is called ${name}`);
  return { id: personId.parse(found.id), pin: found.pin };
};
const search = (filter: TrailFilter, limit = 100) => bench.operator.audit.search({ filter, limit });
const newest = async (filter: TrailFilter) => {
  const [entry] = (await search(filter, 1)).entries;
  if (entry === undefined) throw new Error('no such entry');
  return entry;
};
const bundleOf = (from: BenchWorld) => collectAuditBundle(from.operator.audit);
const check = (made: Awaited<ReturnType<typeof bundleOf>>) =>
  verifyBundle(made, { verifiesStation: (one) => verifiesWithKey(made.publicKey, one), verifiesText });

describe('REP-1 reading the trail', () => {
  it('asks the store for what is wanted, page by page, both ways', async () => {
    const all = (await search({})).entries.map(({ seq }) => seq);
    const { size } = await search({}, 1);
    expect(all).toEqual(Array.from({ length: size }, (_none, at) => size - at));
    const first = await bench.operator.audit.search({ filter: {}, limit: 2 });
    expect(first.entries.map(({ seq }) => seq)).toEqual([size, size - 1]);
    const second = await bench.operator.audit.search({ filter: {}, limit: 2, from: first.searchedTo ?? 0 });
    expect(second.entries.map(({ seq }) => seq)).toEqual([size - 2, size - 3]);
    const back = await bench.operator.audit.search({ filter: {}, limit: 2, from: size - 1, newer: true });
    expect(back.entries.map(({ seq }) => seq)).toEqual([size, size - 1]);
    expect(back.searchedTo).toBeNull();
  });

  it('knows who is named, and finds by person, sheet, action and outcome together', async () => {
    const kaya = person('M. Kaya').id;
    expect(await bench.operator.audit.people()).toContainEqual({ personId: kaya, name: 'M. Kaya' });
    const found = await search({ personId: kaya, sessionId, action: 'transfer', outcome: 'done' });
    expect(found.entries.map(({ action }) => action)).toEqual(['transfer.requested']);
    expect((await search({ personId: kaya, outcome: 'failed' })).entries).toEqual([]);
    const walked: number[] = [];
    for await (const { seq } of walkTrail((wish) => bench.operator.audit.search(wish), { action: 'transfer' })) {
      walked.push(seq);
    }
    expect(walked.length).toBeGreaterThan(1);
    expect(walked).toEqual([...walked].sort((one, other) => other - one));
  });

  it('says of an entry how far it is proved, and lets the centre prove it', async () => {
    const { seq } = await newest({ action: 'transfer.requested' });
    const opened = await bench.operator.audit.entry({ seq });
    expect(opened).toMatchObject({ kind: 'entry', proof: { chained: true, acknowledged: true } });
    expect(opened.kind === 'entry' && opened.proof.proven?.bySeq).toBeGreaterThanOrEqual(seq);
    expect(await bench.operator.audit.prove({ seq })).toMatchObject({ kind: 'proven', checkpoint: expect.any(String) });

    await bundleOf(bench);
    const last = await newest({ action: 'audit.exported' });
    expect(await bench.operator.audit.entry({ seq: last.seq })).toMatchObject({
      proof: { chained: true, acknowledged: false, proven: null },
    });
    expect(await bench.operator.audit.prove({ seq: last.seq })).toEqual({ kind: 'not-in-log' });
    expect(await bench.operator.audit.entry({ seq: 1_000_000 })).toEqual({ kind: 'no-such-entry' });
    bench.setConnected(false);
    expect(await bench.operator.audit.prove({ seq })).toEqual({ kind: 'unreachable' });
    bench.setConnected(true);
  });

  it('OWN-13 P23 shows both sides of a transfer, each with the other\u2019s hash', async () => {
    const { seq, operationId } = await newest({ action: 'transfer.requested' });
    const sides = await bench.operator.audit.otherSide({ seq });
    if (sides.kind !== 'sides') throw new Error(sides.kind);
    expect([sides.transferId, sides.agree]).toEqual([operationId, 'yes']);
    expect(new Set(sides.rows.map(({ organizationName }) => organizationName)).size).toBe(2);
    const { seq: other } = await newest({ action: 'person' });
    expect(await bench.operator.audit.otherSide({ seq: other })).toEqual({ kind: 'no-transfer' });
  });

  it('tells while it checks, and ends with the finding', async () => {
    const events = [];
    for await (const event of await bench.operator.audit.watchVerify()) {
      events.push(event);
    }
    expect(events.at(-1)).toMatchObject({ kind: 'found', finding: { kind: 'intact', erased: 0 } });
  });
});

describe('REP-1 erasing what the trails say of a person', () => {
  const wish = { scope: { kind: 'person', personId: person('A. Okafor').id }, reason: 'left us in June' } as const;
  const bytesIn = (of: BenchWorld, word: string): string[] =>
    ['station.sqlite', 'station.sqlite-wal', 'operations.journal'].filter((name) => {
      const file = join(of.directory, name);
      return existsSync(file) && readFileSync(file).includes(word);
    });
  let second: BenchWorld;
  beforeAll(async () => {
    second = await cloud.addStation();
    for (const one of [bench, second]) {
      await one.signIn('A. Okafor');
      await one.client.access.signOut();
      await one.operator.sync.run();
    }
  }, 60_000);

  it('wants somebody who may, and a second one who may as well', async () => {
    await bench.signIn('M. Kaya');
    await expect(bench.client.audit.erase(wish)).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
      data: { right: 'erase' },
    });
    await bench.signIn('S. Brandt');
    await expect(bench.client.audit.erase(wish)).rejects.toMatchObject({
      code: 'STEP_UP_NEEDED',
      data: { act: 'erase', second: 'erase' },
    });
    const agree = (name: string) =>
      bench.client.access.stepUp({ act: 'erase', pin: person(name).pin, personId: person(name).id });
    expect(await agree('S. Brandt')).toEqual({ kind: 'not-allowed' });
    expect(await agree('M. Kaya')).toEqual({ kind: 'not-allowed' });
    expect(await agree('J. Lind')).toEqual({ kind: 'proved' });
    expect(await bench.client.audit.erase(wish)).toMatchObject({ kind: 'erased', unerasable: 0 });
  });

  it('is an entry itself, with both persons and the reason, and without the name that was erased', async () => {
    expect(await newest({ action: 'personal.erased' })).toMatchObject({
      actor: { name: 'S. Brandt' },
      after: { reason: 'left us in June', second: 'J. Lind', scope: 'person' },
    });
    const people = await bench.operator.audit.people();
    expect(people.map(({ name }) => name)).not.toContain('A. Okafor');
    expect((await search({ text: 'Okafor' })).entries).toEqual([]);
  });

  it('leaves every chain and every export whole, at the centre and at the other stations too', async () => {
    await bench.operator.sync.run();
    await second.operator.sync.run();
    for (const one of [bench, second]) {
      const finding = await one.operator.audit.verify();
      expect(finding).toMatchObject({ kind: 'intact' });
      expect(finding.kind === 'intact' && finding.erased).toBeGreaterThan(0);
      const made = await bundleOf(one);
      expect(check(made)).toMatchObject({ kind: 'intact', erased: finding.kind === 'intact' ? finding.erased : 0 });
      expect(JSON.stringify(made)).not.toContain('Okafor');
    }
    const { rows } = await cloud.database.asSystem('administration').read((transaction) =>
      sql<{ name: string }>`
        select path as name from station_audit_personal where text like '%Okafor%'
        union select actor from organization_audit where actor like '%Okafor%'`.execute(transaction),
    );
    expect(rows).toEqual([]);
  });

  it('leaves no byte of it on a station that held nothing else of the person', () => {
    // The list of people is sealed; sheets, which are documents of their own, this person never touched.
    for (const one of [bench, second]) {
      expect(bytesIn(one, 'Okafor')).toEqual([]);
    }
  });

  it('finds a bundle whose erased part was filled in again, or taken out where nothing was erased', async () => {
    const made = await bundleOf(bench);
    const erased = made.entries.find(({ personal }) =>
      Object.values(personal ?? {}).some((part) => 'erasedBy' in part),
    );
    const named = made.entries.find(({ personal }) => Object.values(personal ?? {}).some((part) => 'text' in part));
    if (erased === undefined || named === undefined) throw new Error('the trail has both');
    const changed = (seq: number, personal: typeof erased.personal) =>
      check({ ...made, entries: made.entries.map((one) => (one.seq === seq ? { ...one, personal } : one)) });
    const somebody = { actor: { salt: '0'.repeat(32), text: '{"name":"B. Other","personId":null}' } };
    expect(changed(erased.seq, somebody)).toEqual({ kind: 'broken', seq: erased.seq, fault: 'changed' });
    expect(changed(named.seq, {})).toEqual({ kind: 'broken', seq: named.seq, fault: 'changed' });
    expect(changed(named.seq, { actor: { erasedBy: made.entries.length } })).toEqual({
      kind: 'broken',
      seq: named.seq,
      fault: 'changed',
    });
  });

  it('says so when there is nothing', async () => {
    const again = await bench.operator.audit.erase(wish);
    expect(again).toEqual({ kind: 'nothing-to-erase', unerasable: 0 });
  });
});
