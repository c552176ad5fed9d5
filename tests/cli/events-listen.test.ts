import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloudOfFile } from '#cloud/testing/cloud-of-file.ts';
import { createWebhookPlay } from '#cloud/testing/webhook-play.ts';
import { createWebhookSender } from '#cloud/webhooks/send-webhook.ts';
import { signBatch } from '#cloud/webhooks/sign-batch.ts';
import { readSecret } from '#electron/cli/receiver/check-signature.ts';
import { noMemory } from '#electron/cli/receiver/receiver-memory.ts';
import { startWebhookReceiver, type TakenBatch, type Told } from '#electron/cli/receiver/webhook-receiver.ts';
import { fitbay, jsonLines, startFitbay } from './testing/run-fitbay.ts';

const secretText = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const secret = readSecret(secretText) ?? Buffer.alloc(0);
const subscription = '31fccdce-725e-4c87-a91b-3a8e66144641';

function batch(number: number, ...registeredOn: readonly string[]): { readonly id: string; readonly body: string } {
  const organizationId = 'd8d90d90-2c55-4b0b-a1c4-7bd2d7c8e111';
  const eventsData = registeredOn.map((at) => ({
    eventType: 'unit.paired',
    eventVersion: 2,
    eventData: {
      registeredOn: at,
      organizationId,
      unitId: 'evopulse:359315075384726',
      status: 'failed',
      reason: 'NotFound',
      sensorVIN: 'WSM00000003119999',
      location: { latitude: 53.1, longitude: 9.2 },
    },
  }));
  const eventBatchId = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const eventBatchTime = '2026-11-20T08:00:00.0000000Z';
  const body = JSON.stringify({ eventBatchId, eventSubscriptionId: subscription, eventBatchTime, eventsData });
  return { id: `${number}-${eventBatchId}`, body };
}

/** As the cloud's own sender signs it; `body` may be spoilt afterwards. */
async function send(url: string, { id, body }: { readonly id: string; readonly body: string }, spoilt = body) {
  const headers = signBatch({ webhookId: id, atMs: Date.now(), body, secrets: [secret] });
  return (await fetch(url, { method: 'POST', headers: { ...headers }, body: spoilt })).status;
}

const at = (minute: number) => `2026-11-20T08:0${minute}:00.000Z`;

describe('PAIR-4 STA-7 fitbay events listen', { timeout: 120_000 }, () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fitbay-listen-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('checks, reads, drops repetitions, names gaps, and knows all of it after a restart', async () => {
    const memory = join(folder, 'memory.jsonl');
    const listen = ['events', 'listen', '--json', '--secret', secretText, '--memory', memory];
    const first = startFitbay([...listen, '--count', '3']);
    const { kind, url } = JSON.parse(await first.firstLine) as { kind: string; url: string };
    expect([kind, new URL(url).hostname]).toEqual(['ready', '127.0.0.1']);
    expect(await send(url, batch(1, at(1)))).toBe(204);
    expect(await send(url, batch(1, at(1)))).toBe(204);
    expect(await send(url, batch(4, at(4)), batch(5, at(4)).body)).toBe(401);
    expect(await send(url, { id: '2-x', body: '{"eventBatchId":1}' })).toBe(400);
    expect((await fetch(url)).status).toBe(405);
    expect(await send(url, batch(4, at(1), at(4)))).toBe(204);
    expect(await send(url, batch(3, at(3)))).toBe(204);
    const ran = await first.ended;
    expect(ran.status).toBe(0);
    const told = jsonLines(ran).slice(1);
    expect(told).toMatchObject([
      { kind: 'batch', number: 1, arrival: 'first', signature: 'valid', answered: 204, events: [{ repeat: false }] },
      { kind: 'batch', number: 1, arrival: 'repeat', events: [{ repeat: true }] },
      { kind: 'refused', why: 'wrong', answered: 401 },
      { kind: 'invalid', answered: 400 },
      { kind: 'not-a-webhook', answered: 405 },
      {
        kind: 'batch',
        number: 4,
        arrival: 'gap',
        missing: [{ from: 2, to: 3 }],
        events: [
          { repeat: true, reason: 'NotFound' },
          { repeat: false, sensorVIN: 'WSM00000003119999' },
        ],
      },
      { kind: 'batch', number: 3, arrival: 'late', missing: [{ from: 2, to: 2 }] },
      { kind: 'ended', batches: 3, repeats: 1, refused: 1, missing: [{ subscription, from: 2, to: 2 }] },
    ]);

    const again = startFitbay(listen);
    const next = JSON.parse(await again.firstLine) as { url: string };
    expect(await send(next.url, batch(4, at(1), at(4)))).toBe(204);
    expect(await send(next.url, batch(5, at(5)))).toBe(204);
    again.signal('SIGINT');
    const after = await again.ended;
    expect([after.status, jsonLines(after).slice(1)]).toMatchObject([
      0,
      [
        { arrival: 'repeat' },
        { arrival: 'next', missing: [{ from: 2, to: 2 }] },
        { kind: 'ended', batches: 1, repeats: 1 },
      ],
    ]);
  });

  it('says the same to people, and that nothing is checked without a secret', async () => {
    const run = startFitbay(['events', 'listen', '--count', '1']);
    const { url } = JSON.parse(await run.firstLine) as { url: string };
    await send(url, batch(7, at(1)));
    const { out, err } = await run.ended;
    expect(out).toContain('No. 7  first  signature not-checked');
    expect(out).toContain('unit.paired  evopulse:359315075384726  failed  NotFound  VIN WSM00000003119999');
    expect(out).toContain('1 batch(es), 0 repetition(s), 0 not believed, missing: none');
    expect(err).toContain('signatures are not checked');
  });

  it.each([
    ['a status that is none', ['--fail', '42']],
    ['a secret that is none', ['--secret', 'open sesame']],
    ['a port that is none', ['--port', '70000']],
  ])('is wrong usage: %s', async (_name, words) => {
    expect((await fitbay('events', 'listen', ...words)).status).toBe(64);
  });
});

describe('PAIR-4 P34 P35 the receiver before the cloud’s own sender', () => {
  const site = cloudOfFile({ webhookAddresses: { allowLoopback: true } });

  it('that is failed on purpose every second time and dies in between: everything arrives, once, without a gap', async () => {
    const play = await createWebhookPlay(site.cloud);
    const told: Told[] = [];
    const secrets: Buffer[] = [];
    const listening = await startWebhookReceiver({
      port: 0,
      secrets,
      toleranceMs: 300_000,
      waitMs: 0,
      memory: noMemory,
      fail: { status: 500, every: 2 },
      now: () => new Date(site.cloud.clock.now()),
      tell: (one) => told.push(one),
    });
    if (listening.kind !== 'listening') {
      throw new Error(listening.kind);
    }
    const { receiver } = listening;
    const created = await play.created({ url: receiver.url });
    secrets.push(readSecret(created.secret) ?? Buffer.alloc(0));
    const sender = createWebhookSender({ allowLoopback: true });
    const dying = {
      send: async (wanted: Parameters<typeof sender.send>[0]) => {
        await sender.send(wanted);
        throw new Error('killed');
      },
    };
    let servers = 0;
    for (let wave = 0; wave < 4; wave += 1) {
      for (let index = 0; index < 30; index += 1) {
        await play.happen({ unitId: `evopulse:${String(wave * 30 + index).padStart(15, '0')}` });
      }
      await play.deliverAll({
        courier: () => {
          servers += 1;
          return servers % 3 === 0 ? play.courier(dying) : play.courier();
        },
      });
    }
    await receiver.close();
    const batches = told.filter((one): one is TakenBatch => one.kind === 'batch');
    const fresh = batches.filter(({ arrival }) => arrival !== 'repeat');
    expect(told.filter(({ kind }) => kind === 'refused' || kind === 'invalid')).toEqual([]);
    expect(told.filter(({ kind }) => kind === 'failed').length).toBeGreaterThan(2);
    expect(batches.length).toBeGreaterThan(fresh.length);
    expect(fresh.flatMap(({ events }) => events.filter(({ repeat }) => !repeat))).toHaveLength(120);
    expect(batches.every(({ signature }) => signature === 'valid')).toBe(true);
    expect(receiver.summary()).toMatchObject({ batches: fresh.length, refused: 0, missing: [] });
  }, 60_000);
});
