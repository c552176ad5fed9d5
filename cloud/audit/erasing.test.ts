import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { person } from '#core/domain/access/person.ts';
import type { AuditDraft } from '#core/domain/audit/audit-entry.ts';
import { organizationId, type PersonId, personId } from '#core/kernel/entity-ids.ts';
import { putPerson } from '../registry/put.ts';
import { makePinVerifier } from '../roster/pin-verifier.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';
import type { TestStation } from '../testing/test-cloud.ts';

const site = worldOfTest();
const leaver: AuditDraft['actor'] & { readonly personId: PersonId } = {
  personId: personId.parse('person-7'),
  name: 'Merve Kayaoglu',
  roles: ['technician'],
  method: 'pin',
};
const other: typeof leaver = { ...leaver, personId: personId.parse('person-8'), name: 'Anders Bergqvist' };
const words = 'asked the driver Holtkamp';

const record = (station: TestStation, actor: typeof leaver, after: Record<string, string> = {}) =>
  station.record({ action: 'check.answered', organizations: [site.world.partner, site.world.customer], actor, after });

const erasing = (station: TestStation, scope: object, roles = ['supervisor']) =>
  station.operation({
    kind: 'personal.erase',
    unit: `trail:${station.id}`,
    payload: { organizationId: site.world.partner, scope },
    actor: { personId: null, name: 'Station', roles },
  });
const wholePerson = (until = site.cloud.clock.now()) => ({ kind: 'person', personId: leaver.personId, until });

/** Every row of every table that holds a word: what a dump of the database would show. */
async function tablesHolding(word: string): Promise<string[]> {
  return site.database.asSystem('administration').read(async (transaction) => {
    const { rows } = await sql<{ name: string }>`select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r'`.execute(transaction);
    const found: string[] = [];
    for (const { name } of rows) {
      const { rows: hits } = await sql<{ hit: boolean }>`select exists (
        select from ${sql.table(name)} as one where one::text like ${`%${word}%`}) as hit`.execute(transaction);
      if (hits[0]?.hit === true) {
        found.push(name);
      }
    }
    return found.sort();
  });
}

const logOf = async (id: string) => {
  const asking = id === site.world.partner ? site.station : await site.cloud.addStation(id, 'office');
  const { rows } = await asking.api.organizations.audit({ organizationId: organizationId.parse(id) });
  return rows.map(({ action, actor }) => [action, actor]);
};

describe('REP-1 erasing at the centre', () => {
  it('takes names and words out of every table and both logs; chains, trees and proofs stay as they were', async () => {
    const second = await site.cloud.addStation(site.world.partner);
    await site.station.push([], {
      auditEntries: [
        record(site.station, leaver, { note: words }),
        record(site.station, other, { second: leaver.name }),
      ],
    });
    await second.push([], { auditEntries: [record(second, leaver)] });
    expect(await tablesHolding(leaver.name)).toEqual(['organization_audit', 'station_audit_personal']);
    expect(await tablesHolding('Holtkamp')).toEqual(['station_audit_personal']);

    const { results } = await site.station.push([erasing(site.station, wholePerson())]);
    expect(results[0]).toMatchObject({ verdict: 'applied', code: null });
    for (const word of [leaver.name, 'Holtkamp']) {
      expect([word, await tablesHolding(word)]).toEqual([word, []]);
    }
    for (const organization of [site.world.partner, site.world.customer]) {
      const log = await logOf(organization);
      expect(
        log.filter(([action]) => action === 'check.answered').map(([, actor]) => actor?.split(',')[0] ?? null),
      ).toEqual([null, 'Anders Bergqvist', null]);
    }
    const goesOn = await site.station.push([], { auditEntries: [record(site.station, other)] });
    expect(goesOn.audit).toMatchObject({ kind: 'held', size: 3 });
    expect(goesOn.seal).toBeDefined();
  });

  it('tells the organization\u2019s other stations by the feed, again and again, and nobody else', async () => {
    const second = await site.cloud.addStation(site.world.partner);
    const fleet = await site.cloud.addStation(site.world.customer, 'office');
    const operation = erasing(site.station, wholePerson());
    await site.station.push([operation]);
    const row = { kind: 'erasure', value: expect.objectContaining({ id: operation.id, scope: wholePerson() }) };
    for (const _time of [1, 2]) {
      expect((await second.pull()).rows).toContainEqual(row);
    }
    expect((await fleet.pull()).rows.filter(({ kind }) => kind === 'erasure')).toEqual([]);
  });

  it('forgets at once what a station that was away sends of before, and keeps what came after', async () => {
    const before = record(site.station, leaver, { note: words });
    const second = await site.cloud.addStation(site.world.partner);
    await second.push([erasing(second, wholePerson())]);
    site.cloud.clock.advance(1_000);
    const after = record(site.station, leaver);
    const answer = await site.station.push([], { auditEntries: [before, after] });
    expect(answer.audit).toMatchObject({ kind: 'held', size: 2 });
    expect(await tablesHolding('Holtkamp')).toEqual([]);
    const log = await logOf(site.world.partner);
    expect(log.filter(([action]) => action === 'check.answered').map(([, actor]) => actor === null)).toEqual([
      false,
      true,
    ]);
  });

  it('erases one entry, and nothing else', async () => {
    await site.station.push([], {
      auditEntries: [record(site.station, leaver, { note: words }), record(site.station, leaver)],
    });
    await site.station.push([
      erasing(site.station, { kind: 'entry', stationId: site.station.id, generation: 1, seq: 1 }),
    ]);
    expect(await tablesHolding('Holtkamp')).toEqual([]);
    const actors = (await logOf(site.world.partner)).map(([, actor]) => actor?.split(',')[0] ?? null);
    expect(actors).toEqual(['Station', 'Merve Kayaoglu', null]);
  });

  it.each([
    ['by somebody who may not', 'technician', 'ACTOR_NOT_ALLOWED'],
    ['of an entry of somebody else\u2019s station', 'supervisor', 'ERASURE_NOT_YOURS'],
  ] as const)('is refused %s', async (_name, role, code) => {
    const fleet = await site.cloud.addStation(site.world.customer, 'office');
    const entry = fleet.record({
      action: 'check.answered',
      organizations: [site.world.customer],
      actor: leaver,
      after: { note: words },
    });
    await fleet.push([], { auditEntries: [entry] });
    const scope =
      code === 'ERASURE_NOT_YOURS' ? { kind: 'entry', stationId: fleet.id, generation: 1, seq: 1 } : wholePerson();
    const { results } = await site.station.push([erasing(site.station, scope, [role])]);
    expect(results[0]).toMatchObject({ verdict: 'refused', code });
    expect(await tablesHolding('Holtkamp')).toEqual(['station_audit_personal']);
  });

  it('is refused of another organization\u2019s people', async () => {
    const id = personId.parse('person-of-the-fleet');
    const names = { id, displayName: 'H. Petersen', givenName: 'H.', badge: null };
    const value = person.parse({
      ...names,
      organizationId: site.world.customer,
      roles: ['fleet-manager'],
      active: true,
      pinVerifier: await makePinVerifier('640218', 'demo'),
    });
    await site.database.asSystem('administration').transact((transaction) => putPerson(transaction, value));
    const scope = { kind: 'person', personId: id, until: site.cloud.clock.now() };
    const { results } = await site.station.push([erasing(site.station, scope)]);
    expect(results[0]).toMatchObject({ verdict: 'refused', code: 'ERASURE_NOT_YOURS' });
  });

  it('takes no entry whose name is not what it commits to, or lacks it', async () => {
    const entry = record(site.station, leaver);
    const forged = {
      ...entry,
      personal: { actor: { salt: '0'.repeat(32), text: '{"name":"Somebody","personId":null}' } },
    };
    const lacking = { ...entry, personal: {} };
    for (const one of [forged, lacking]) {
      const answer = await site.station.push([], { auditEntries: [one] });
      expect(answer.audit).toEqual({ kind: 'broken', seq: 1, fault: 'changed' });
    }
    expect((await site.station.push([], { auditEntries: [entry] })).audit.kind).toBe('held');
  });
});
