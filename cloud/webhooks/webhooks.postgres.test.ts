import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { addEvent } from '../pairing/write-pairing.ts';
import { postgresCloudOfFile } from '../testing/postgres-of-file.ts';
import { startReceiver, type TestReceiver } from '../testing/test-receiver.ts';
import { createWebhookPlay } from '../testing/webhook-play.ts';
import { createIds } from '../world/create-ids.ts';
import { systemClock } from '../world/system-world.ts';

/** Cloud programs as processes of their own on one PostgreSQL: they share the work and are killed in the middle of it. */
const site = postgresCloudOfFile({ webhookAddresses: { allowLoopback: true } });
const processes: ChildProcess[] = [];
const receivers: TestReceiver[] = [];
afterAll(async () => {
  await Promise.all(processes.map(end));
  await Promise.all(receivers.map((receiver) => receiver.close()));
}, 60_000);

/** A whole cloud, as it is started in production but for where webhooks may go. */
async function startProgram(): Promise<ChildProcess> {
  const main = join(import.meta.dirname, '..', 'main.ts');
  const started = spawn(process.execPath, [main, '--port', '0', '--database', site().url], {
    env: { ...process.env, FITBAY_WEBHOOKS_TO_LOOPBACK: '1' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  processes.push(started);
  for await (const line of createInterface({ input: started.stdout ?? expect.fail('it has an output') })) {
    expect(line).toContain('"ready"');
    return started;
  }
  return expect.fail('the cloud did not start');
}

async function end(one: ChildProcess): Promise<void> {
  if (one.exitCode === null && one.signalCode === null) {
    const gone = once(one, 'exit');
    one.kill('SIGKILL');
    await gone;
  }
}

const ids = createIds();
const events = 300;

describe('several cloud programs on one PostgreSQL', () => {
  it('PAIR-4 P34 lose no event when they are killed, and never send one batch at the same time', async () => {
    const underWay = new Set<string>();
    const together: string[] = [];
    const tried = new Set<string>();
    const receiver = await startReceiver(async ({ webhookId }, response) => {
      if (underWay.has(webhookId)) {
        together.push(webhookId);
      }
      underWay.add(webhookId);
      response.on('close', () => underWay.delete(webhookId));
      await sleep(50);
      const isFirst = !tried.has(webhookId);
      tried.add(webhookId);
      return isFirst ? 503 : 204;
    });
    receivers.push(receiver);
    const play = await createWebhookPlay(site().cloud);
    const subscriptions = [
      await play.created({ url: receiver.url }),
      await play.created({ url: receiver.url, version: 2, names: ['unit.paired'] }),
    ];
    const fleet = play.fleet;
    const programs = [await startProgram(), await startProgram()];
    const happen = async (index: number): Promise<void> => {
      const now = systemClock.now();
      await site()
        .database.asSystem('administration')
        .transact((transaction) =>
          addEvent(
            { transaction, now, nextId: () => ids.next() },
            {
              kind: 'paired-by-hand',
              registeredOn: now,
              organizationId: fleet,
              assetVin: null,
              unitId: `evopulse:${String(index % 40).padStart(15, '0')}`,
              assetId: String(index),
            },
          ),
        );
    };
    for (let index = 0; index < events; index += 1) {
      await happen(index);
      if (index % 100 === 60) {
        const victim = programs.shift();
        await end(victim ?? expect.fail('one runs'));
        programs.push(await startProgram());
      }
    }
    for (const { subscription } of subscriptions) {
      await expect
        .poll(async () => (await play.seen(subscription.id)).oldestWaitingAt, { timeout: 150_000, interval: 500 })
        .toBeNull();
    }
    const arrived = receiver.received.filter((one) => one.accepted).map((one) => JSON.parse(one.body));
    for (const { subscription } of subscriptions) {
      const told = new Set(
        arrived
          .filter((one) => one.eventSubscriptionId === subscription.id)
          .flatMap((one) => one.eventsData.map((event: { eventData: { assetId: string } }) => event.eventData.assetId)),
      );
      expect(told.size).toBe(events);
    }
    expect(together).toEqual([]);
  }, 240_000);
});
