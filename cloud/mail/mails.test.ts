import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CloudDatabase } from '../database/open-database.ts';
import { openMemoryDatabase } from '../testing/open-memory-database.ts';
import { createPartnerPlay, type PartnerPlay, wish } from '../testing/partner-play.ts';
import { startTestCloud, type TestCloud } from '../testing/test-cloud.ts';
import { createFolderMailWay } from './folder-mail-way.ts';
import type { MailWay } from './mail-way.ts';
import { createSmtpMailWay } from './smtp-mail-way.ts';

const from = { name: 'Fitbay', address: 'fitbay@example.com' };
const patience = { connectMs: 400, answerMs: 400 };

let database: CloudDatabase;
const ends: (() => Promise<unknown> | unknown)[] = [];

beforeAll(async () => {
  database = await openMemoryDatabase();
}, 60_000);
afterAll(() => database.close());
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) {
    await end();
  }
  await database.asSystem('administration').transact((transaction) => transaction.deleteFrom('mails').execute());
});

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
}

interface PostOffice {
  readonly url: string;
  readonly received: Received[];
}

/** A mail server on loopback that takes what it is told to take. */
async function openPostOffice(behaviour: SMTPServerOptions = {}): Promise<PostOffice> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 50,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          text: Buffer.concat(chunks).toString('utf8'),
        });
        done();
      });
    },
    ...behaviour,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  // A listening TCP server's address is an object, never a pipe's name.
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, received };
}

async function cloudWith(mailWay: MailWay): Promise<{ readonly cloud: TestCloud; readonly play: PartnerPlay }> {
  const cloud = await startTestCloud(database, { mailWay });
  ends.push(() => cloud.close());
  return { cloud, play: await createPartnerPlay(cloud) };
}

const throughSmtp = (url: string) => cloudWith(createSmtpMailWay({ url, from, patience }));

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fitbay-outbox-'));
  ends.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function mailOf(play: PartnerPlay, cloud: TestCloud) {
  await cloud.mailer.idle();
  return (await play.partners())[0];
}

/** The header's value, folded lines joined, or nothing. */
function header(mail: string, name: string): readonly string[] {
  const head = (mail.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ');
  return head
    .split('\r\n')
    .flatMap((line) =>
      line.toLowerCase().startsWith(`${name.toLowerCase()}:`) ? [line.slice(name.length + 1).trim()] : [],
    );
}

/** The parts of a mail as people read them. */
function readable(mail: string): string {
  return mail
    .replace(/=\r\n/g, '')
    .replace(/(=[0-9A-F]{2})+/g, (bytes) => decodeURIComponent(bytes.replaceAll('=', '%')));
}

describe('ORG-4 invitation mails by SMTP', () => {
  it('arrive whole: one recipient, text and HTML, both links, a date and an id', async () => {
    const office = await openPostOffice();
    const { cloud, play } = await throughSmtp(office.url);
    const partner = await play.invited();
    expect(await mailOf(play, cloud)).toMatchObject({ mail: 'sent', mailProblem: null });
    expect(office.received).toMatchObject([{ from: 'fitbay@example.com', to: [partner.email] }]);
    const { text } = office.received[0] ?? { text: '' };
    expect(header(text, 'To')).toEqual([partner.email]);
    expect(header(text, 'From')).toEqual(['Fitbay <fitbay@example.com>']);
    expect(header(text, 'Subject')).toEqual(['Young fleet invites you as a service partner']);
    expect(header(text, 'Message-ID')).toEqual([expect.stringMatching(/^<[\w-]+@example\.com>$/)]);
    expect(header(text, 'Date')).toEqual(['Fri, 20 Nov 2026 08:00:00 +0000']);
    expect(header(text, 'Auto-Submitted')).toEqual(['auto-generated']);
    expect(header(text, 'Content-Type')).toEqual([expect.stringContaining('multipart/alternative')]);
    const words = readable(text);
    const [link] = /fitbay:\/\/workshop\/i[\w-]{43}/.exec(words) ?? [];
    const token = link?.split('/').at(-1);
    expect(words).toContain(`${cloud.url}/workshop/${token}`);
    expect(words).toContain('until 23 Nov 2026, 08:00 (UTC)');
    expect(words).toContain(`<a href="${cloud.url}/workshop/${token}"`);
  });

  it('speak German where the fleet chose it', async () => {
    const office = await openPostOffice();
    const { cloud, play } = await throughSmtp(office.url);
    await play.invited(wish({ locale: 'de', validTo: '2027-06-01T00:00:00.000Z' }));
    await mailOf(play, cloud);
    expect(readable(office.received[0]?.text ?? '')).toContain('Die Partnerschaft würde bis 1. Juni 2027 dauern.');
  });

  it('carry no header, recipient or mark-up that somebody put into a name', async () => {
    const office = await openPostOffice();
    const { cloud, play } = await throughSmtp(office.url);
    const evil = 'Nord\r\nBcc: all@example.com\r\n\r\n<script>alert(1)</script>';
    const fleet = await play.world.addOrganization(['fleet-customer'], { name: evil });
    const station = await cloud.addStation(fleet, 'evil office');
    const answer = await play.invite(wish(), station);
    expect(answer.kind).toBe('done');
    await cloud.mailer.idle();
    const [mail] = office.received;
    expect(mail?.to).toHaveLength(1);
    expect(header(mail?.text ?? '', 'Bcc')).toEqual([]);
    expect(header(mail?.text ?? '', 'Subject')).toHaveLength(1);
    const html = readable(mail?.text ?? '').split('<!doctype html>')[1];
    expect(html).toContain('&#60;script&#62;alert(1)&#60;/script&#62; would like');
    expect(html).not.toContain('<script>');
  });

  it('are tried again under the same id while the server is busy, and the fleet sees that they wait', async () => {
    let isBusy = true;
    const office = await openPostOffice({
      onRcptTo(_address, _session, done) {
        done(isBusy ? Object.assign(new Error('try again later'), { responseCode: 451 }) : null);
      },
    });
    const { cloud, play } = await throughSmtp(office.url);
    await play.invited();
    expect(await mailOf(play, cloud)).toMatchObject({ mail: 'queued' });
    isBusy = false;
    cloud.mailer.wake();
    await cloud.mailer.idle();
    expect(office.received).toEqual([]); // not before its time
    cloud.clock.advance(31_000);
    cloud.mailer.wake();
    expect(await mailOf(play, cloud)).toMatchObject({ mail: 'sent' });
    expect(office.received).toHaveLength(1);
  });

  it('that the server will never take are given up, with its reason for the fleet', async () => {
    const office = await openPostOffice({
      onRcptTo(_address, _session, done) {
        done(Object.assign(new Error('no such mailbox here'), { responseCode: 550 }));
      },
    });
    const { cloud, play } = await throughSmtp(office.url);
    await play.invited();
    expect(await mailOf(play, cloud)).toMatchObject({
      standing: 'invited',
      mail: 'failed',
      mailProblem: expect.stringContaining('no such mailbox here'),
    });
  });

  it('sit out a server that says nothing, and one that is not there', async () => {
    const office = await openPostOffice({
      onMailFrom() {
        // no answer, ever
      },
    });
    for (const url of [office.url, 'smtp://127.0.0.1:1']) {
      const { cloud, play } = await throughSmtp(url);
      await play.invited();
      expect(await mailOf(play, cloud)).toMatchObject({ mail: 'queued' });
    }
  });

  it('that a crash caught in the middle go out again under the same id', async () => {
    const office = await openPostOffice();
    const real = createSmtpMailWay({ url: office.url, from, patience });
    let dies = true;
    const { cloud, play } = await cloudWith({
      async send(mail) {
        const sending = await real.send(mail);
        if (dies) {
          dies = false;
          throw new Error('the process died before it could note that the mail is out');
        }
        return sending;
      },
      close: () => real.close(),
    });
    await play.invited();
    expect(await mailOf(play, cloud)).toMatchObject({ mail: 'queued' });
    cloud.clock.advance(3 * 60_000);
    cloud.mailer.wake();
    expect(await mailOf(play, cloud)).toMatchObject({ mail: 'sent' });
    const [first, second] = office.received.map(({ text }) => header(text, 'Message-ID'));
    expect([office.received.length, first]).toEqual([2, second]);
  });

  it('that nobody wants any more are not sent: removed, taken over by a newer one, or lapsed', async () => {
    const office = await openPostOffice();
    const real = createSmtpMailWay({ url: office.url, from, patience });
    let isClosed = true;
    const { cloud, play } = await cloudWith({
      send: (mail) => (isClosed ? Promise.resolve({ kind: 'later', problem: 'closed' }) : real.send(mail)),
      close: () => real.close(),
    });
    const [removed, replaced, lapsed] = [await play.invited(), await play.invited(), await play.invited()];
    await play.act(removed, { act: 'remove' });
    cloud.clock.advance(73 * 3_600_000);
    isClosed = false;
    await play.act(replaced, { act: 'resend' });
    await cloud.mailer.idle();
    expect(office.received.map(({ to }) => to)).toEqual([[replaced.email]]);
    const states = new Map((await play.partners()).map((one) => [one.id, one.mail]));
    expect([states.get(removed.id), states.get(replaced.id), states.get(lapsed.id)]).toEqual([
      undefined,
      'sent',
      'failed',
    ]);
  });
});

describe('ORG-4 invitation mails without a mail server', () => {
  it('lie in a folder as files that mail programs open; a second try takes the place of the first', async () => {
    const parent = newFolder();
    const folder = join(parent, 'outbox');
    const real = createFolderMailWay({ folder, from });
    const { cloud, play } = await cloudWith({
      async send(mail) {
        await real.send(mail);
        return real.send(mail);
      },
      close: () => real.close(),
    });
    const partner = await play.invited();
    expect(await mailOf(play, cloud)).toMatchObject({ mail: 'sent' });
    const [name = '', ...others] = readdirSync(folder);
    expect([others, name]).toEqual([[], expect.stringMatching(/^2026-11-20T08-00-00-[\w-]+\.eml$/)]);
    const text = readFileSync(join(folder, name), 'utf8');
    expect(header(text, 'To')).toEqual([partner.email]);
    expect(readable(text)).toMatch(/fitbay:\/\/workshop\/i[\w-]{43}/);
  });

  it('wait while the folder cannot be written', async () => {
    const file = join(newFolder(), 'a-file');
    writeFileSync(file, '');
    const { cloud, play } = await cloudWith(createFolderMailWay({ folder: join(file, 'outbox'), from }));
    await play.invited();
    expect(await mailOf(play, cloud)).toMatchObject({ mail: 'queued' });
  });
});
