import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { openDatabase } from './database/open-database.ts';
import { type CloudProgram, startCloudProgram } from './testing/cloud-programs.ts';
import { openedOnPostgres } from './testing/postgres-of-file.ts';
import { startRoundRobin } from './testing/round-robin.ts';
import { startTestCloud } from './testing/test-cloud.ts';
import { startReceiver, type TestReceiver } from './testing/test-receiver.ts';
import { createWebhookPlay } from './testing/webhook-play.ts';

/** Two whole clouds behind one address, on one PostgreSQL, as a site runs them. */
const site = openedOnPostgres(async (databaseUrl) => {
  const database = await openDatabase({ kind: 'postgres', url: databaseUrl });
  const door = await startRoundRobin();
  // Writes the registry and makes stations; they speak to the door and never to it.
  const books = await startTestCloud(database, {
    webhookAddresses: { allowLoopback: true },
    settings: { publicUrl: door.url },
    stationsCall: door.url,
  });
  return {
    books,
    door,
    databaseUrl,
    async close() {
      await books.close();
      await door.close();
      await database.close();
    },
  };
});
const programs: CloudProgram[] = [];
const receivers: TestReceiver[] = [];

afterAll(async () => {
  await Promise.all(receivers.map((receiver) => receiver.close()));
}, 60_000);

afterEach(async () => {
  const running = programs.splice(0);
  for (const { process: one } of running) {
    one.kill('SIGKILL');
  }
  await Promise.all(running.map(({ ended }) => ended));
});

/** A new program, in front of which the door stands together with the others that are given. */
async function startProgram(beside: readonly CloudProgram[] = []): Promise<CloudProgram> {
  const program = await startCloudProgram(site().databaseUrl, { FITBAY_PUBLIC_URL: site().door.url });
  programs.push(program);
  site().door.lead([...beside, program].map(({ url }) => url));
  return program;
}

async function metric({ metricsUrl }: CloudProgram, series: string): Promise<number> {
  const text = await (await fetch(metricsUrl)).text();
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1) ?? 0);
}

describe('several servers of one cloud', () => {
  it('STA-3 take pushes, pulls and webhooks together: each operation once, each change heard, each event told', async () => {
    const one = await startProgram();
    const two = await startProgram([one]);
    const receiver = await startReceiver();
    receivers.push(receiver);
    const play = await createWebhookPlay(site().books);
    const { subscription } = await play.created({ url: receiver.url });
    const benches = await Promise.all(
      ['left', 'right', 'yard'].map((name) => site().books.addStation(play.world.partner, name)),
    );
    const units = await Promise.all(Array.from({ length: 30 }, () => play.world.addUnit(play.world.reseller)));
    const verdicts = await Promise.all(
      benches.map(async (bench, index) => {
        const mine = units.filter((_unit, number) => number % benches.length === index);
        const answers = [];
        for (const unit of mine) {
          const payload = { fromId: play.world.reseller, toId: play.fleet, expectedEpoch: 0, unpairFirst: false };
          const operation = bench.operation({ kind: 'unit.transfer', unit, payload });
          // Whoever of the two takes the repetition, it is known there too.
          const [first, again] = [await bench.push([operation]), await bench.push([operation])];
          expect(again.results).toEqual(first.results);
          answers.push(first.results[0]?.verdict);
          await play.happen({ unitId: unit });
        }
        return answers;
      }),
    );
    expect(verdicts.flat()).toEqual(units.map(() => 'applied'));
    const { rows } = await play.office.pull();
    const owned = rows.flatMap((row) => (row.kind === 'unit' && row.value.ownerId === play.fleet ? [row.value] : []));
    expect(owned).toHaveLength(units.length);
    await expect
      .poll(async () => (await play.seen(subscription.id)).oldestWaitingAt, { timeout: 60_000, interval: 300 })
      .toBeNull();
    const told = receiver.received.flatMap((batch) => JSON.parse(batch.body).eventsData);
    expect(told).toHaveLength(units.length);
    const series = 'fitbay_push_verdicts_total{verdict="applied"}';
    const shares = [await metric(one, series), await metric(two, series)];
    expect((shares[0] ?? 0) + (shares[1] ?? 0)).toBe(units.length);
    expect(Math.min(...shares)).toBeGreaterThan(0);
  }, 180_000);

  it('hand what is under way to each other: told to end, one finishes its calls, gives back its webhook, and exits 0', async () => {
    const leaving = await startProgram();
    const held: string[] = [];
    let isSlow = true;
    const receiver = await startReceiver(async ({ webhookId }, response) => {
      if (!isSlow) {
        return 204;
      }
      held.push(webhookId);
      await new Promise((resolve) => response.on('close', resolve));
      return 503;
    });
    receivers.push(receiver);
    const play = await createWebhookPlay(site().books);
    const { subscription } = await play.created({ url: receiver.url });
    await play.happen({ unitId: 'evopulse:351915566190967' });
    await expect.poll(() => held.length, { timeout: 30_000 }).toBe(1);

    const bench = await site().books.addStation(play.world.partner, 'busy');
    const units = await Promise.all(Array.from({ length: 40 }, () => play.world.addUnit(play.world.reseller)));
    const answers: string[] = [];
    const pushing = (async () => {
      for (const unit of units) {
        const payload = { fromId: play.world.reseller, toId: play.fleet, expectedEpoch: 0, unpairFirst: false };
        const operation = bench.operation({ kind: 'unit.transfer', unit, payload });
        // A connection that was refused or cut off is tried again, as a station does.
        for (let done = false; !done; ) {
          const answer = await bench.push([operation]).catch(() => null);
          done = answer !== null;
          answers.push(answer?.results[0]?.verdict ?? 'again');
          await sleep(answer === null ? 50 : 0);
        }
      }
    })();
    await expect.poll(() => answers.length).toBeGreaterThan(5);
    isSlow = false;
    leaving.process.kill('SIGTERM');
    await startProgram();
    expect(await leaving.ended).toBe(0);
    expect(leaving.logged()).toContain('"webhook.handed-back"');
    expect(leaving.logged()).toContain('"stop.done"');
    await pushing;
    expect(answers.filter((one) => one === 'applied')).toHaveLength(units.length);
    const { rows } = await play.office.pull();
    expect(rows.filter((row) => row.kind === 'unit' && row.value.ownerId === play.fleet)).toHaveLength(units.length);
    // The batch that hung goes to the other one at once, as the same batch, and no failure was counted.
    await expect
      .poll(async () => (await play.seen(subscription.id)).oldestWaitingAt, { timeout: 30_000, interval: 300 })
      .toBeNull();
    expect(receiver.received.filter(({ accepted }) => accepted).map(({ webhookId }) => webhookId)).toEqual([held[0]]);
    expect((await play.seen(subscription.id)).failingSince).toBeNull();
  }, 180_000);

  it('end at once and without success on a second signal', async () => {
    const program = await startProgram();
    const receiver = await startReceiver((_batch, response) => {
      response.on('close', () => undefined);
      return 'answered';
    });
    receivers.push(receiver);
    const play = await createWebhookPlay(site().books);
    await play.created({ url: receiver.url });
    await play.happen({ unitId: 'evopulse:351915566190967' });
    await expect.poll(() => receiver.received.length, { timeout: 30_000 }).toBe(1);
    program.process.kill('SIGTERM');
    await expect.poll(() => fetch(`${program.url}/health/live`).catch(() => 'gone')).toBe('gone');
    program.process.kill('SIGTERM');
    expect(await program.ended).toBe(1);
  }, 60_000);
});
