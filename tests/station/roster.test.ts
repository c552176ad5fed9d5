import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putPerson } from '#cloud/registry/put.ts';
import { toPerson } from '#cloud/registry/rows.ts';
import { signRoster } from '#cloud/roster/issue-roster.ts';
import type { Person } from '#core/domain/access/person.ts';
import { rosterStatement, signedRoster } from '#core/domain/access/roster.ts';
import { personId } from '#core/kernel/entity-ids.ts';
import { createSecretSeal } from '#electron/adapters/secrets/secret-seal.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';
import { makeRosterKey } from './testing/roster-key.ts';
import { openSheetOf, transferAsShown, workshopSerial } from './testing/sheet-work.ts';
import { createTestClock } from './testing/test-clock.ts';
import { givePin } from './testing/with-pin.ts';

const hourMs = 3_600_000;
const yearMs = 365 * 24 * hourMs;

let cloud: CloudWorld;
let bench: BenchWorld;
/** Hardly moves by itself: hours pass when they are skipped. */
const clock = createTestClock({ speed: 0.001 });

beforeAll(async () => {
  cloud = await createCloudWorld();
  bench = await cloud.addStation({ clock });
}, 120_000);
afterAll(() => cloud.close());

const demoPerson = (name: string) => {
  const found = demoFleet.people.find(({ displayName }) => displayName === name);
  if (found === undefined) {
    throw new Error(`the demo has no ${name}`);
  }
  return found;
};

/** Changes somebody at the centre, as its administrators do. */
async function changePerson(name: string, change: Partial<Person>): Promise<void> {
  await cloud.database.asSystem('administration').transact(async (transaction) => {
    const row = await transaction
      .selectFrom('people')
      .selectAll()
      .where('id', '=', demoPerson(name).id)
      .executeTakeFirstOrThrow();
    await putPerson(transaction, { ...toPerson(row), ...change });
  });
}

/** Changes the stored list behind the station's back. `change` gets it opened with the station's own secret. */
function tamper(change: (roster: ReturnType<typeof signedRoster.parse>) => object): void {
  const seal = createSecretSeal({ directory: bench.directory });
  const db = new Database(join(bench.directory, 'station.sqlite'));
  const row = db.prepare<[], { sealed: string }>('SELECT sealed FROM roster').get();
  const opened = signedRoster.parse(JSON.parse(seal.open(row?.sealed ?? '') ?? ''));
  db.prepare('UPDATE roster SET sealed = ?').run(seal.seal(JSON.stringify(change(opened))));
  db.close();
}

const names = async () => (await bench.client.access.people()).map(({ displayName }) => displayName);

describe('STA-1 a list of people that the cloud did not sign is not believed', { timeout: 60_000 }, () => {
  it('takes the one that came with the first contact, and keeps its key outside the database', async () => {
    expect(await names()).toContain('M. Kaya');
    expect(await bench.client.access.standing()).toMatchObject({ standing: 'fresh', trouble: null });
  });

  it.each([
    [
      'a right that somebody gave themselves',
      (roster: object & { statement: string }) => ({
        ...roster,
        statement: roster.statement.replace('"station-admin"', '"supervisor"'),
      }),
    ],
    [
      'somebody who was switched on again',
      (roster: object & { statement: string }) => ({ ...roster, statement: `${roster.statement} ` }),
    ],
    [
      'a whole list with a key of one’s own',
      (roster: object & { statement: string }) => {
        const { organizationId, issuedAt, people } = rosterStatement.parse(JSON.parse(roster.statement));
        return signRoster(makeRosterKey(), { organizationId, issuedAt, people });
      },
    ],
    ['no signature', (roster: object) => ({ ...roster, signature: '' })],
  ])('%s', async (_what, change) => {
    await bench.signIn('M. Kaya');
    tamper(change);
    expect(await names()).toEqual([]);
    expect(await bench.client.access.standing()).toMatchObject({ trouble: 'not-believed' });
    await expect(bench.client.bench.sheets({ limit: 1 })).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    const { id, pin } = demoPerson('M. Kaya');
    expect(await bench.client.access.signIn({ personId: personId.parse(id), pin })).toMatchObject({
      kind: 'wrong-pin',
    });
    await bench.operator.sync.run();
    expect(await names()).toContain('M. Kaya');
  });

  it('a row that does not open with the station’s secret is no list at all', async () => {
    const db = new Database(join(bench.directory, 'station.sqlite'));
    db.prepare("UPDATE roster SET sealed = 'sealed:1:AAAA'").run();
    db.close();
    expect(await names()).toEqual([]);
    await bench.operator.sync.run();
    expect(await names()).toContain('M. Kaya');
  });

  it('the database alone gives nobody verifiers to try PINs against', () => {
    const db = new Database(join(bench.directory, 'station.sqlite'), { readonly: true });
    const row = db.prepare<[], { sealed: string }>('SELECT sealed FROM roster').get();
    db.close();
    expect(row?.sealed).not.toContain('pinVerifier');
    expect(row?.sealed).toMatch(/^sealed:1:/);
  });
});

describe('STA-1 what the centre takes away ends at the next contact', { timeout: 60_000 }, () => {
  it('somebody who is switched off is out, and the page can say why', async () => {
    await bench.signIn('A. Okafor');
    await changePerson('A. Okafor', { active: false });
    expect(await bench.client.access.seat()).toMatchObject({ displayName: 'A. Okafor' });
    await bench.client.sync.run();
    await expect(bench.client.bench.sheets({ limit: 1 })).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    await expect.poll(() => bench.client.access.seat(), { timeout: 20_000 }).toEqual({ kind: 'empty', why: 'revoked' });
    expect(await names()).not.toContain('A. Okafor');
    const noted = async () =>
      (await bench.operator.audit.entries({ limit: 20 })).find(({ action }) => action === 'person.revoked');
    await expect.poll(noted, { timeout: 20_000 }).toMatchObject({ actor: { name: 'A. Okafor' } });
    await changePerson('A. Okafor', { active: true });
    await bench.operator.sync.run();
  });

  it('a role that is taken away is gone while they sit there', async () => {
    await bench.signIn('S. Brandt');
    expect(await bench.client.access.seat()).toMatchObject({ supervising: 'on' });
    await changePerson('S. Brandt', { roles: ['technician'] });
    await bench.client.sync.run();
    const seat = await bench.client.access.seat();
    expect(seat.kind === 'signed-in' ? seat.rights : []).not.toContain('resolve');
    await changePerson('S. Brandt', { roles: ['supervisor'] });
    await bench.client.sync.run();
  });
});

describe('STA-1 without contact', { timeout: 120_000 }, () => {
  const seatNow = async () => {
    const seat = await bench.client.access.seat();
    if (seat.kind !== 'signed-in') {
      throw new Error('somebody sits there');
    }
    return seat;
  };
  /** Hours without contact, with somebody at work all along. */
  const pass = async (hours: number) => {
    clock.skip(hours * hourMs);
    await bench.signIn('S. Brandt');
  };

  it('a supervisor’s rights rest after 24 hours, transfers and pairing after 72, and facts go on', async () => {
    await bench.signIn('S. Brandt');
    await bench.chooseCustomer('nordfracht');
    const sessionId = await openSheetOf(bench, workshopSerial(1));
    bench.setConnected(false);
    await pass(23);
    expect(await seatNow()).toMatchObject({ roster: 'fresh', supervising: 'on' });
    await pass(2);
    expect(await seatNow()).toMatchObject({ roster: 'aged', supervising: 'off' });
    await expect(bench.client.sync.resolve({ operationId: 'none', note: 'trying' })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
      data: { right: 'resolve', why: 'no-contact' },
    });
    expect((await seatNow()).rights).toContain('transfer');
    await pass(48);
    expect(await seatNow()).toMatchObject({ roster: 'expired' });
    await expect(transferAsShown(bench, sessionId)).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
      data: { right: 'transfer', why: 'no-contact' },
    });
    await expect(bench.client.bench.pair({ sessionId, assetId: 'any' })).rejects.toMatchObject({
      data: { why: 'no-contact' },
    });
    expect(await bench.client.bench.setVin({ sessionId, vin: 'WSM00000003111444' })).toMatchObject({ kind: 'taken' });
  });

  it('P19 neither a clock that is set back nor a restart makes it longer', async () => {
    clock.setForward(-3 * yearMs);
    expect(await seatNow()).toMatchObject({ roster: 'expired' });
    await bench.restart();
    expect(await bench.client.access.standing()).toMatchObject({ standing: 'expired' });
    clock.setForward(3 * yearMs);
  });

  it('the first contact puts all of it in force again', async () => {
    bench.setConnected(true);
    await bench.operator.sync.run();
    await bench.signIn('S. Brandt');
    expect(await seatNow()).toMatchObject({ roster: 'fresh', supervising: 'on' });
  });

  it('P19 a clock that jumps years ahead at work ends no grace', async () => {
    bench.setConnected(false);
    clock.setForward(10 * yearMs);
    expect(await seatNow()).toMatchObject({ roster: 'fresh' });
    clock.setForward(-10 * yearMs);
    bench.setConnected(true);
    await bench.operator.sync.run();
  });
});

describe('STA-1 a new PIN', { timeout: 120_000 }, () => {
  const old = '471902';
  const fresh = '904817';
  const change = (oldPin: string, newPin: string) => bench.client.access.changePin({ oldPin, newPin });

  it('is given by the cloud for the old one, and holds at once', async () => {
    await bench.signIn('M. Kaya');
    expect(await change(old, '123456')).toEqual({ kind: 'weak', why: 'common' });
    expect(await change(old, old)).toEqual({ kind: 'weak', why: 'same' });
    expect(await change('471903', fresh)).toMatchObject({ kind: 'wrong-pin', triesLeft: 9 });
    bench.setConnected(false);
    expect(await change(old, fresh)).toEqual({ kind: 'no-contact' });
    bench.setConnected(true);
    expect(await change(old, fresh)).toEqual({ kind: 'changed' });
    const id = personId.parse(demoPerson('M. Kaya').id);
    expect(await bench.client.access.signIn({ personId: id, pin: old })).toMatchObject({ kind: 'wrong-pin' });
    expect(await bench.client.access.signIn({ personId: id, pin: fresh })).toMatchObject({ kind: 'signed-in' });
    await expect(givePin(bench.client, 'transfer')).rejects.toThrow('wrong-pin');
  });

  it('begins a new count: it is another authenticator than the one that was locked', async () => {
    const id = personId.parse(demoPerson('M. Kaya').id);
    for (let tries = 0; tries < 10; tries += 1) {
      const answer = await bench.client.access.signIn({ personId: id, pin: '000001' });
      clock.skip(answer.kind === 'wrong-pin' ? answer.waitMs : 0);
    }
    expect(await bench.client.access.signIn({ personId: id, pin: fresh })).toEqual({ kind: 'locked-out' });
    const other = await cloud.addStation({ name: 'Bench 9', clock });
    expect(await other.client.access.signIn({ personId: id, pin: fresh })).toMatchObject({ kind: 'signed-in' });
    expect(await other.client.access.changePin({ oldPin: fresh, newPin: old })).toEqual({ kind: 'changed' });
    await bench.operator.sync.run();
    expect(await bench.client.access.signIn({ personId: id, pin: old })).toMatchObject({ kind: 'signed-in' });
  });

  it('REP-1 stands in the trail without the PIN', async () => {
    const entries = await bench.operator.audit.entries({ limit: 500 });
    const changes = entries.filter(({ action }) => action === 'person.pin-changed');
    expect(changes.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['done', null],
      ['refused', 'no-contact'],
      ['refused', 'wrong-pin'],
    ]);
    expect(JSON.stringify(entries)).not.toContain(fresh);
  });
});
