import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleSupportRequest } from '#core/domain/support/testing/sample-support-request.ts';
import { organizationId } from '#core/kernel/entity-ids.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import { openMemoryDatabase } from '../testing/open-memory-database.ts';
import { startTestCloud, type TestCloud, type TestStation } from '../testing/test-cloud.ts';
import { createTestWorld, type TestWorld } from '../testing/test-world.ts';

const desk = 'desk@example.com';
let database: CloudDatabase;
let cloud: TestCloud;
let world: TestWorld;
let station: TestStation;

beforeAll(async () => {
  database = await openMemoryDatabase();
  cloud = await startTestCloud(database, { supportAddress: desk });
  world = await createTestWorld(cloud);
  station = await cloud.addStation(world.partner);
}, 60_000);
afterAll(async () => {
  await cloud.close();
  await database.close();
});

let count = 0;
function fresh(change: Parameters<typeof sampleSupportRequest>[0] = {}) {
  count += 1;
  return sampleSupportRequest({ id: `request-${String(count).padStart(4, '0')}`, ...change });
}

const rowsOf = (id: string) =>
  database
    .asSystem('administration')
    .read((transaction) => transaction.selectFrom('support_requests').selectAll().where('id', '=', id).execute());

describe('REP-4 the service desk takes a request', () => {
  it('once: however often it comes, also at the same time, it has one number', async () => {
    const request = fresh();
    const answers = await Promise.all([1, 2, 3].map(() => station.api.support.request(request)));
    const [first] = answers;
    expect(first).toMatchObject({
      kind: 'taken',
      number: expect.stringMatching(/^FB-\d{5}$/),
      takenAt: cloud.clock.now(),
    });
    expect(answers).toEqual([first, first, first]);
    cloud.clock.advance(60_000);
    expect(await station.api.support.request(request)).toEqual(first);
    expect(await rowsOf(request.id)).toHaveLength(1);
    const another = await station.api.support.request(fresh());
    expect(another).not.toMatchObject({ number: first?.kind === 'taken' ? first.number : '' });
  });

  it('and stores every part of it, under the organization of the station that asks and nobody else’s', async () => {
    const request = fresh({ organization: { id: organizationId.parse('org-of-somebody-else'), name: 'Else' } });
    await station.api.support.request(request);
    expect(await rowsOf(request.id)).toMatchObject([
      { organization_id: world.partner, station_id: station.id, body: request },
    ]);
  });

  it('keeps organizations apart: the same id of another one is another request', async () => {
    const request = fresh();
    const own = await station.api.support.request(request);
    const other = await cloud.addStation(world.customer);
    const theirs = await other.api.support.request({ ...request, words: 'Something else' });
    expect(theirs.kind).toBe('taken');
    expect(theirs).not.toEqual(own);
  });

  it('stores nothing where the id stands for another request', async () => {
    const request = fresh();
    await station.api.support.request(request);
    expect(await station.api.support.request({ ...request, words: 'changed' })).toEqual({ kind: 'key-used' });
    expect((await rowsOf(request.id)).map(({ body }) => body.words)).toEqual([request.words]);
  });

  it('has a line in the organization’s trail, and only one', async () => {
    const taken = async () => {
      const { rows } = await station.api.organizations.audit({ organizationId: world.partner });
      return rows.filter(({ action }) => action === 'support.taken');
    };
    const before = await taken();
    const request = fresh();
    await station.api.support.request(request);
    await station.api.support.request(request);
    const after = await taken();
    expect(after).toHaveLength(before.length + 1);
    expect(after[0]).toMatchObject({ outcome: 'done', unit: 'evopulse:866344054201822' });
  });

  it('takes a large capture, and refuses what is beyond all measure', async () => {
    const line = { at: '2026-11-20T08:00:00.000Z', direction: 'note', text: 'x'.repeat(4_000) } as const;
    const withLines = (lines: number) => {
      const request = fresh();
      const { capture } = request;
      return { ...request, capture: capture === null ? null : { ...capture, lines: Array(lines).fill(line) } };
    };
    expect(await station.api.support.request(withLines(150))).toMatchObject({ kind: 'taken' });
    const answer = await station.fetch('/v1/support-requests', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(withLines(300)),
    });
    expect([answer.status, await answer.json()]).toMatchObject([413, { code: 'too-large' }]);
  });

  it('refuses whoever proves nothing', async () => {
    const unproven = await fetch(`${cloud.url}/v1/support-requests`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fresh()),
    });
    expect(unproven.status).toBe(401);
  });

  it('tells the desk by one mail with the request as a file', async () => {
    const request = fresh({ words: 'It stays <silent>.\r\nBcc: somebody@example.com' });
    const answer = await station.api.support.request(request);
    await station.api.support.request(request);
    await cloud.mailer.idle();
    const mails = cloud.mails.filter(({ text }) => text.includes('It stays <silent>.'));
    expect(mails).toHaveLength(1);
    const [mail] = mails;
    expect(mail).toMatchObject({ recipient: desk });
    expect(mail?.subject).toBe(
      `[${answer.kind === 'taken' ? answer.number : ''}] OWNER_OTHER, Evo Pulse 866344054201822`,
    );
    expect(mail?.html).toContain('It stays &#60;silent&#62;.');
    expect(JSON.parse(mail?.attachment?.text ?? '')).toMatchObject({ ...request });
  });
});
