import { createPublicKey, verify } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { person } from '#core/domain/access/person.ts';
import { rosterStatement, type SignedRoster } from '#core/domain/access/roster.ts';
import { putPerson } from '../registry/put.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';
import { makePinVerifier } from './pin-verifier.ts';
import { openRosterKey } from './roster-key.ts';

const site = worldOfTest('once');
const ids = { kaya: 'person-kaya', stranger: 'person-stranger' } as const;

beforeAll(async () => {
  await putOne(ids.kaya, site.world.partner, {});
  await putOne(ids.stranger, site.world.customer, {});
}, 60_000);
async function putOne(id: string, organizationId: string, change: { active?: boolean }): Promise<void> {
  const pinVerifier = await makePinVerifier('471902', 'demo');
  const value = { id, organizationId, displayName: 'M. Kaya', givenName: 'M.', roles: ['technician'], badge: null };
  await site.database
    .asSystem('administration')
    .transact((transaction) =>
      putPerson(transaction, person.parse({ active: true, ...value, pinVerifier, ...change })),
    );
}

/** The roster of the newest pull, from the beginning. */
async function roster(): Promise<SignedRoster> {
  const page = await site.station.api.sync.changes({});
  if (page.roster === undefined) {
    throw new Error('the last page carries the roster');
  }
  return page.roster;
}

const peopleOf = ({ statement }: SignedRoster) => rosterStatement.parse(JSON.parse(statement)).people;

describe('STA-1 the roster that stations sign people in by', () => {
  it('is signed, by one key for ever, over its very text', async () => {
    const { statement, signature, key } = await roster();
    const publicKey = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
    const holds = (text: string) => verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64'));
    expect(holds(statement)).toBe(true);
    expect(holds(statement.replace('technician', 'supervisor'))).toBe(false);
    expect((await openRosterKey(site.database, site.cloud.clock.now())).publicKey).toBe(key);
    const both = await Promise.all([
      openRosterKey(site.database, site.cloud.clock.now()),
      openRosterKey(site.database, site.cloud.clock.now()),
    ]);
    expect(new Set(both.map(({ publicKey: one }) => one))).toEqual(new Set([key]));
  });

  it('names the people of the calling station’s organization and no others, as of now', async () => {
    const ours = await roster();
    expect(peopleOf(ours).map(({ id }) => id)).toContain(ids.kaya);
    expect(peopleOf(ours).every(({ organizationId }) => organizationId === site.world.partner)).toBe(true);
    site.cloud.clock.advance(60_000);
    const later = await roster();
    expect(rosterStatement.parse(JSON.parse(later.statement)).issuedAt).toBe(site.cloud.clock.now());
    await putOne(ids.kaya, site.world.partner, { active: false });
    expect(peopleOf(await roster()).find(({ id }) => id === ids.kaya)?.active).toBe(false);
    await putOne(ids.kaya, site.world.partner, {});
  });

  it('people come no other way', async () => {
    const { rows } = await site.station.pull();
    expect(rows.some((row) => 'value' in row && JSON.stringify(row.value).includes('pinVerifier'))).toBe(false);
  });
});

describe('STA-1 a new PIN for the old one', { timeout: 60_000 }, () => {
  const change = (oldPin: string, newPin: string, personId: string = ids.kaya) =>
    site.station.api.people.changePin({ personId, oldPin, newPin });

  it.each([
    ['12345', 'too-short'],
    ['123456', 'common'],
    ['471902', 'same'],
  ] as const)('not %s: %s', async (pin, why) => {
    expect(await change('471902', pin)).toEqual({ kind: 'weak', why });
  });

  it('asks for the old one itself, and the new verifier is a new one', async () => {
    const saltBefore = peopleOf(await roster()).find(({ id }) => id === ids.kaya)?.pinVerifier.salt;
    expect(await change('471903', '904817')).toEqual({ kind: 'wrong-pin', triesLeft: 9 });
    expect(await change('471902', '904817')).toEqual({ kind: 'changed' });
    const after = peopleOf(await roster()).find(({ id }) => id === ids.kaya)?.pinVerifier;
    expect(after?.salt).not.toBe(saltBefore);
    expect(after).toMatchObject({ cost: 32_768, blockSize: 8, parallelization: 3 });
    expect(await change('904817', '471902')).toEqual({ kind: 'changed' });
  });

  it('says of somebody else’s people what it says of a wrong PIN, and locks after ten', async () => {
    for (let left = 9; left >= 0; left -= 1) {
      expect(await change('471902', '904817', ids.stranger)).toEqual({ kind: 'wrong-pin', triesLeft: left });
    }
    expect(await change('471902', '904817', ids.stranger)).toEqual({ kind: 'locked-out' });
  });
});
