import { Agent, request } from 'node:http';
import fc from 'fast-check';
import { z } from 'zod';
import type { CloudDatabase } from '#cloud/database/open-database.ts';
import { startTestCloud, type TestCloud, type TestStation } from '#cloud/testing/test-cloud.ts';
import { createTestWorld } from '#cloud/testing/test-world.ts';
import { blankJobFields } from '#core/domain/jobs/job-fields.ts';
import { operation } from '#core/domain/sync/operation.ts';
import { jobTemplateId } from '#core/kernel/entity-ids.ts';
import { type DescribedApi, readDescription } from './api-operations.ts';
import type { GivenAnswer } from './judge-answer.ts';
import { type KnownValues, valuesOf } from './schema-arbitrary.ts';
import type { MadeRequest } from './spoil-request.ts';

/** A cloud with things in it, and a station that may reach them. */
export interface FuzzSite {
  readonly api: DescribedApi;
  readonly known: KnownValues;
  readonly cloud: TestCloud;
  send(made: MadeRequest): Promise<GivenAnswer>;
  /** What the server's log says of a failed request; empty where it says nothing. */
  causeOf(answer: GivenAnswer): string;
  close(): Promise<void>;
}

const keptEvents = 1_000;

export async function openFuzzSite(
  database: CloudDatabase,
  spoil: (database: CloudDatabase) => CloudDatabase = (one) => one,
): Promise<FuzzSite> {
  const cloud = await startTestCloud(spoil(database), { webhookAddresses: { allowLoopback: true } });
  const world = await createTestWorld(cloud);
  const station = await cloud.addStation(world.customer, 'office');
  const units = [await world.addUnit(world.customer), await world.addUnit(world.reseller)];
  const assets = [
    await world.addAsset(world.customer, null),
    await world.addAsset(world.customer, 'WSM00000003111690'),
  ];
  const sent = await addSentBatch(cloud, station);
  const templateId = await addTemplate(station);
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const description = await fetch(`${cloud.url}/openapi.json`);
  return {
    api: readDescription(await description.json()),
    known: knownValues({
      organizations: [world.customer, world.partner, world.stranger],
      units,
      assets,
      sent,
      templateId,
      stationId: station.id,
    }),
    cloud,
    causeOf({ text }) {
      const told = cloud.logged.findLast(
        ({ fields }) => typeof fields['traceId'] === 'string' && text.includes(fields['traceId']),
      );
      return told === undefined ? '' : `\n  ${told.fields['cause']}`;
    },
    send(made) {
      // Of a million requests the log is asked only for the latest, and would fill the memory.
      cloud.logged.splice(0, Math.max(0, cloud.logged.length - keptEvents));
      return send(made, { agent, cloud, station });
    },
    async close() {
      agent.destroy();
      await cloud.close();
    },
  };
}

interface SentBatch {
  readonly subscriptionId: string;
  readonly batchId: string;
}

/** A subscription with one batch, as if it had been sent. */
async function addSentBatch({ database, clock }: TestCloud, { api }: TestStation): Promise<SentBatch> {
  const made = await api.eventSubscriptions.create({
    requestId: 'the-first-subscription',
    actor: { personId: null, name: 'T. Ester', roles: ['fleet-manager'] },
    subscription: { url: 'http://127.0.0.1:9/events', names: ['unit.paired'], version: 2 },
  });
  if (made.kind !== 'done') {
    throw new Error(`there is no subscription: ${JSON.stringify(made)}`);
  }
  const batchId = 'the-first-batch';
  const now = clock.now();
  const times = { oldest_at: now, made_at: now, next_at: now, delivered_at: now };
  await database.asSystem('administration').transact((transaction) =>
    transaction
      .insertInto('event_batches')
      .values({
        id: batchId,
        subscription_id: made.subscription.id,
        number: 1,
        body: '{}',
        events: 1,
        units: '[]',
        state: 'delivered',
        ...times,
      })
      .execute(),
  );
  return { subscriptionId: made.subscription.id, batchId };
}

async function addTemplate({ api }: TestStation): Promise<string> {
  const id = jobTemplateId.parse('the-first-template');
  const made = await api.jobTemplates.put({
    requestId: 'a-template-to-remove',
    id,
    expectedVersion: 0,
    actor: { personId: null, name: 'T. Ester', roles: ['fleet-manager'] },
    draft: { name: 'Trailer', kind: 'maintenance', fields: blankJobFields, steps: [] },
  });
  if (made.kind !== 'done') {
    throw new Error(`there is no template: ${JSON.stringify(made)}`);
  }
  return id;
}

interface Existing {
  readonly organizations: readonly string[];
  readonly units: readonly string[];
  readonly assets: readonly string[];
  readonly sent: SentBatch;
  readonly templateId: string;
  readonly stationId: string;
}

function knownValues({ organizations, units, assets, sent, templateId, stationId }: Existing): KnownValues {
  const unit = fc.constantFrom(...units);
  const organization = fc.constantFrom(...organizations);
  const actor = fc.constantFrom(
    { personId: null, name: 'T. Ester', roles: ['fleet-manager'] },
    { personId: null, name: 'H. Elper', roles: ['technician', 'supervisor', 'fleet-manager'] },
  );
  const values = new Map<string, fc.Arbitrary<unknown>>([
    ['unitId', unit],
    ['unit', unit],
    ['serial', unit.map((one) => one.slice(one.indexOf(':') + 1))],
    ['organizationId', organization],
    ['ownerId', organization],
    ['toId', organization],
    ['fromId', organization],
    ['id', fc.constantFrom(...assets, sent.subscriptionId, templateId, 'trailer-eu', 'none-such')],
    ['batchId', fc.constantFrom(sent.batchId, 'none-such')],
    ['stationId', fc.constant(stationId)],
    ['actor', actor],
    ['generation', fc.constant(1)],
    ['If-Match', fc.constantFrom('"0"', '"1"', '"1"', '"2"')],
    ['email', fc.nat({ max: 9_999 }).map((number) => `workshop-${number}@example.com`)],
    ['url', fc.constantFrom('http://127.0.0.1:9/events', 'https://example.com/events')],
  ]);
  // The description leaves operations open, because each is judged by itself; here is what they are.
  values.set('operations', fc.array(valuesOf(z.toJSONSchema(operation), values), { maxLength: 3 }));
  return values;
}

interface Sending {
  readonly agent: Agent;
  readonly cloud: TestCloud;
  readonly station: TestStation;
}

/**
 * Node's own client: it writes what it is told, where `fetch` mends it. A connection that was kept may end while the next request is on its
 * way, and one whose request is refused for its size may end before its answer is read; so an answer is asked for again, and none at all
 * is status 0.
 */
async function send(made: MadeRequest, sending: Sending, tries = 3): Promise<GivenAnswer> {
  const answer = await ask(made, sending);
  return answer.status === 0 && tries > 1 ? send(made, sending, tries - 1) : answer;
}

async function ask(
  { method, target, headers, body }: MadeRequest,
  { agent, cloud, station }: Sending,
): Promise<GivenAnswer> {
  // Written together: of a target like `//units` the second slash would begin a host.
  const { origin, pathname, hostname, port } = new URL(`${cloud.url}${target}`);
  const accessToken = await station.token.current(cloud.url);
  const dpop = await station.key.prove({ htm: method, htu: `${origin}${pathname}`, accessToken });
  // Node leaves the length out where a method usually has no body.
  const length = body === null ? {} : { 'content-length': String(body.length) };
  const proven = { ...headers, ...length, authorization: `DPoP ${accessToken}`, dpop };
  const { promise, resolve } = Promise.withResolvers<GivenAnswer>();
  const none = (error: Error): void => resolve({ status: 0, mediaType: '', text: String(error) });
  const sending = request({ hostname, port, agent, method, path: target, headers: proven }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('error', none);
    response.on('end', () =>
      resolve({
        status: response.statusCode ?? 0,
        mediaType: response.headers['content-type'] ?? '',
        text: Buffer.concat(chunks).toString('utf8'),
      }),
    );
  });
  sending.on('error', none);
  sending.end(body ?? undefined);
  return promise;
}
