import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CloudDatabase } from '../database/open-database.ts';
import { createMailer } from '../mail/create-mailer.ts';
import type { OutgoingMail } from '../mail/mail-way.ts';
import { accept, acting, createPartnerPlay, nextId, type PartnerPlay, wish } from '../testing/partner-play.ts';
import { postgresCloudOfFile } from '../testing/postgres-of-file.ts';
import type { TestCloud } from '../testing/test-cloud.ts';

/** The same races as over PGlite, on a database whose connections really run side by side. */
const site = postgresCloudOfFile();
let parts: { readonly cloud: TestCloud; readonly database: CloudDatabase; readonly play: PartnerPlay };

beforeEach(async () => {
  const { cloud, database } = site();
  parts = { cloud, database, play: await createPartnerPlay(cloud) };
});

const rounds = 10;
const kindsOf = (answers: readonly { readonly kind: string }[]) => answers.map(({ kind }) => kind).sort();

describe('ORG-3 on PostgreSQL, side by side', { timeout: 60_000 }, () => {
  it('of many invitations of one fleet to one address exactly one is made', async () => {
    const { play } = parts;
    for (let round = 0; round < rounds; round += 1) {
      const sent = wish();
      const answers = await Promise.all(Array.from({ length: 6 }, () => play.invite(sent)));
      expect(kindsOf(answers)).toEqual(['done', ...Array(5).fill('refused')]);
    }
    expect(await play.partners()).toHaveLength(rounds);
  });

  it('of two links of one fleet that a workshop answers at once, one makes the relationship', async () => {
    const { cloud: centre, play } = parts;
    for (let round = 0; round < rounds; round += 1) {
      const workshop = await play.world.addOrganization(['service-partner']);
      const benches = [await centre.addStation(workshop, 'left'), await centre.addStation(workshop, 'right')];
      const [one, other] = [await play.invited(), await play.invited()];
      const tokens = [await play.tokenFor(one.email), await play.tokenFor(other.email)];
      const answers = await Promise.all(
        tokens.map((token, index) => {
          const by = benches[index];
          return play.answerByLink(token, accept, by === undefined ? {} : { by });
        }),
      );
      expect(kindsOf(answers)).toEqual(['done', 'refused']);
    }
  });

  it('STA-3 a repetition that comes while the first is at work is told to come back, and holds no connection meanwhile', async () => {
    const { database: books, play } = parts;
    const request = { requestId: nextId(), actor: acting('fleet-manager'), invitation: wish() };
    const send = () =>
      play.office.fetch('/v1/partners', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': `"${request.requestId}"` },
        body: JSON.stringify({ actor: request.actor, invitation: request.invitation }),
      });
    const [isHeld, isDone] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const first = books.transact(async (transaction) => {
      const name = `${play.fleet} ${request.requestId}`;
      await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(transaction);
      isHeld.resolve();
      await isDone.promise;
    });
    await isHeld.promise;
    const early = await send();
    expect([early.status, early.headers.get('retry-after'), await early.json()]).toMatchObject([
      409,
      '1',
      { code: 'request-running' },
    ]);
    isDone.resolve();
    await first;
    const [once, again] = [await (await send()).json(), await (await send()).json()];
    expect(once).toMatchObject({ kind: 'done' });
    expect(again).toEqual(once);
  });

  it('several servers that empty one queue send each mail once', async () => {
    const { cloud: centre, database: books, play } = parts;
    const sent: OutgoingMail[] = [];
    const way = {
      async send(mail: OutgoingMail) {
        sent.push(mail);
        return { kind: 'sent' } as const;
      },
      close() {},
    };
    const log = { info() {}, warn() {}, error() {} };
    const servers = Array.from({ length: 4 }, () => createMailer({ database: books, clock: centre.clock, log, way }));
    await Promise.all(Array.from({ length: 12 }, () => play.invited()));
    for (const server of servers) {
      server.start('https://centre.example.com');
    }
    await Promise.all([centre.mailer.idle(), ...servers.map((server) => server.idle())]);
    await Promise.all(servers.map((server) => server.close()));
    const ids = [...sent, ...centre.mails].map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(ids.length);
    expect((await play.partners()).filter(({ mail }) => mail === 'sent')).toHaveLength(12);
  });
});
