import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { cloudProtocol } from '#core/contract/cloud/protocol.ts';
import { createCloud } from './create-cloud.ts';
import { NewerDatabase } from './database/migrate.ts';
import { type CloudDatabase, type DatabasePlace, openDatabase, sqlStateOf } from './database/open-database.ts';
import { seedDemo } from './demo/seed-demo.ts';
import { createTraces, type Traces } from './http/traces.ts';
import { createMailer } from './mail/create-mailer.ts';
import { type MailSettings, openMailWay } from './mail/mail-settings.ts';
import { type MetricsSettings, readMetricsSettings } from './metrics/metrics-settings.ts';
import { type MetricsDoor, serveMetrics } from './metrics/serve-metrics.ts';
import { registerStation, type StationCredential, type StationToRegister } from './stations/register-station.ts';
import { createCourier } from './webhooks/courier.ts';
import { type EventJobs, startEventJobs } from './webhooks/event-jobs.ts';
import { createWebhookSender } from './webhooks/send-webhook.ts';
import type { AddressRules } from './webhooks/webhook-address.ts';
import { openWebhookKey } from './webhooks/webhook-key.ts';
import { createCloudLog } from './world/create-cloud-log.ts';
import { createIds } from './world/create-ids.ts';
import { systemClock } from './world/system-world.ts';
import type { CloudClock, CloudIds, CloudLog } from './world/world.ts';

/** `fitbay cloud`: opens the database, serves the API until `close`, and says where. Used by the command line and by `npm start`. */
export interface CloudOptions {
  /** 0 takes a free port. Always on loopback. */
  readonly port: number;
  /** A PostgreSQL URL. It wins over `dataDir`; with neither, everything is in memory and gone at the end. */
  readonly databaseUrl?: string | undefined;
  /** Folder of the embedded database; made if it is not there. One process at a time may use it. */
  readonly dataDir?: string | undefined;
  /** Settings of mails and of metrics, see `mail/mail-settings.ts` and `metrics/metrics-settings.ts`; default: this process's environment. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The clock by which everything here begins and ends; default: the machine's. */
  readonly clock?: CloudClock;
  /** Fill an empty database with the demo's world. */
  readonly demo: boolean;
  /** How often stations may ask whether they were let in; default: as RFC 8628 says. */
  readonly pollIntervalSeconds?: number;
  /** Takes the ready line; default: standard output. */
  readonly print?: (line: string) => void;
  /** Takes log lines; default: standard error. */
  readonly writeLog?: (line: string) => void;
}

export interface RunningCloud {
  readonly kind: 'running';
  readonly url: string;
  readonly durability: CloudDatabase['durability'];
  /** Folder in which mails lie as files; null where a mail server takes them. */
  readonly outbox: string | null;
  /** Where `/metrics` is; null where nobody asked for them. */
  readonly metricsUrl: string | null;
  /** Gives a station its token; see there what a second time means. */
  registerStation(station: StationToRegister): Promise<StationCredential>;
  /**
   * Takes nothing new, lets calls, mails and webhooks under way end, hands back what takes too long, and lets the database go: within about
   * 20 s, unless the database itself does not answer.
   */
  close(): Promise<void>;
}

export type CloudStart =
  | RunningCloud
  | { readonly kind: 'settings-wrong'; readonly detail: string }
  | { readonly kind: 'port-in-use'; readonly port: number }
  | { readonly kind: 'database-unavailable'; readonly detail: string }
  /** A newer program has been at work in it; `detail` is what this one does not know. Nothing was changed. */
  | { readonly kind: 'database-newer'; readonly detail: string };

/** Prints `{"kind":"ready","url","openapi","durability"}` as its only line once calls are taken, with `metrics` where they are served. */
export async function runCloud(options: CloudOptions): Promise<CloudStart> {
  const print = options.print ?? ((line: string) => process.stdout.write(`${line}\n`));
  const clock = options.clock ?? systemClock;
  const traces = createTraces();
  const write = options.writeLog ?? ((line: string) => process.stderr.write(line));
  const log = createCloudLog({ clock, write, trace: traces.current });
  const environment = options.environment ?? process.env;
  const drain = drainSetting.safeParse(environment[drainVariable]);
  if (!drain.success) {
    return { kind: 'settings-wrong', detail: `${drainVariable}: ${z.prettifyError(drain.error)}` };
  }
  const protocol = protocolSetting.safeParse(environment[protocolVariable]);
  if (!protocol.success) {
    return { kind: 'settings-wrong', detail: `${protocolVariable}: ${z.prettifyError(protocol.error)}` };
  }
  if (options.databaseUrl !== undefined && !databaseAddress.safeParse(options.databaseUrl).success) {
    return { kind: 'settings-wrong', detail: '--database takes an address like postgres://user@host:5432/name' };
  }
  const metrics = readMetricsSettings(environment);
  if (metrics.kind !== 'settings') {
    return metrics;
  }
  const mails = openMailWay(environment, options.dataDir);
  if (mails.kind !== 'settings') {
    return mails;
  }
  const opened = await open(options, log);
  if (opened.kind !== 'opened') {
    mails.way.close();
    return opened;
  }
  const { database } = opened;
  if (options.demo) {
    const seeded = await seedDemo(database, clock.now());
    log.info('demo.seeded', { outcome: seeded.kind });
  }
  const { port, pollIntervalSeconds = 5 } = options;
  const webhookAddresses = { allowLoopback: options.demo || environment[loopbackVariable] === '1' };
  const started = await serve(port, {
    database,
    clock,
    log,
    traces,
    mails,
    pollIntervalSeconds,
    webhookAddresses,
    metrics: metrics.place,
    drainMs: drain.data * 1_000,
    oldestProtocol: protocol.data,
  });
  if (started.kind !== 'running') {
    mails.way.close();
    await database.close();
    return started;
  }
  if (started.durability === 'none') {
    log.warn('database.not-durable', { database: database.description });
  }
  const { url, durability, metricsUrl } = started;
  const shown = metricsUrl === null ? {} : { metrics: metricsUrl };
  print(JSON.stringify({ kind: 'ready', url, openapi: `${url}/openapi.json`, durability, ...shown }));
  return started;
}

/** For development: webhooks may go to this very machine, also without TLS. The demo always allows it. */
const loopbackVariable = 'FITBAY_WEBHOOKS_TO_LOOPBACK';

/** Seconds between the first 503 of `/health/ready` and the end of new connections, for a balancer to notice. */
const drainVariable = 'FITBAY_DRAIN_SECONDS';
const drainSetting = z.coerce.number().min(0).max(10).default(0);

const databaseAddress = z.url({ protocol: /^(postgres(ql)?|socket)$/ });

/** Ends older ways in which stations speak, once every workshop had time to update. */
const protocolVariable = 'FITBAY_OLDEST_PROTOCOL';
const protocolSetting = z.coerce.number().int().min(1).max(cloudProtocol).default(1);

interface ServingParts {
  readonly database: CloudDatabase;
  readonly clock: CloudClock;
  readonly log: CloudLog;
  readonly traces: Traces;
  readonly drainMs: number;
  readonly oldestProtocol: number;
  readonly metrics: Extract<MetricsSettings, { kind: 'settings' }>['place'];
  readonly mails: Extract<MailSettings, { kind: 'settings' }>;
  readonly pollIntervalSeconds: number;
  readonly webhookAddresses: AddressRules;
}

async function serve(
  port: number,
  {
    database,
    clock,
    log,
    traces,
    metrics,
    mails,
    drainMs,
    oldestProtocol,
    pollIntervalSeconds,
    webhookAddresses,
  }: ServingParts,
): Promise<RunningCloud | Extract<CloudStart, { kind: 'port-in-use' | 'settings-wrong' }>> {
  const mailer = createMailer({ database, clock, log, way: mails.way });
  const { supportAddress } = mails;
  const parts = { database, clock, ids: createIds(), log, mailer, supportAddress, webhookAddresses };
  const cloud = await createCloud(parts, {
    publicUrl: mails.publicUrl,
    pollIntervalSeconds,
    oldestProtocol,
    traces,
    drain: () => sleep(drainMs),
  });
  let door: MetricsDoor | null = null;
  let takenPort = port;
  try {
    const { url } = await cloud.listen({ port });
    takenPort = metrics?.port ?? port;
    door = metrics === null ? null : await serveMetrics(cloud.meter, metrics);
    const jobs = await startEvents(parts);
    return {
      kind: 'running',
      url,
      durability: database.durability,
      outbox: mails.outbox,
      metricsUrl: door === null ? null : `${door.url}/metrics`,
      registerStation: (station) => registerStation(database, station, clock.now()),
      async close() {
        await Promise.all([cloud.close(), jobs.close(), mailer.close()]);
        await door?.close();
        await database.close();
        log.info('stop.done');
      },
    };
  } catch (error: unknown) {
    await cloud.close();
    await door?.close();
    const refusal = doorRefusal(error, takenPort);
    if (refusal === null) {
      throw error;
    }
    return refusal;
  }
}

/** Why nobody can listen there; null where it is something else. */
function doorRefusal(
  error: unknown,
  port: number,
): Extract<CloudStart, { kind: 'port-in-use' | 'settings-wrong' }> | null {
  switch (sqlStateOf(error)) {
    case 'EADDRINUSE':
      return { kind: 'port-in-use', port };
    // A number that is no port, a low one without the right to it, a name or an address that is none of this machine.
    case 'ERR_SOCKET_BAD_PORT':
    case 'EACCES':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EADDRNOTAVAIL':
      return { kind: 'settings-wrong', detail: `port ${port}: ${error instanceof Error ? error.message : ''}` };
    default:
      return null;
  }
}

/** Delivers events from now on (PAIR-3, PAIR-4). */
async function startEvents(parts: {
  readonly database: CloudDatabase;
  readonly clock: CloudClock;
  readonly ids: CloudIds;
  readonly log: CloudLog;
  readonly webhookAddresses: AddressRules;
}): Promise<EventJobs> {
  const { database, clock, webhookAddresses } = parts;
  const key = await openWebhookKey(database, clock.now());
  const courier = createCourier({ ...parts, key, sender: createWebhookSender(webhookAddresses), chance: Math.random });
  return startEventJobs({ ...parts, courier });
}

async function open(
  options: CloudOptions,
  log: CloudLog,
): Promise<
  | { readonly kind: 'opened'; readonly database: CloudDatabase }
  | Extract<CloudStart, { kind: 'database-unavailable' | 'database-newer' }>
> {
  try {
    return { kind: 'opened', database: await openDatabase(await placeOf(options), log) };
  } catch (error: unknown) {
    if (error instanceof NewerDatabase) {
      return { kind: 'database-newer', detail: error.migration };
    }
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { kind: 'database-unavailable', detail: cause instanceof Error ? cause.message : String(cause) };
  }
}

async function placeOf({ databaseUrl, dataDir }: CloudOptions): Promise<DatabasePlace> {
  if (databaseUrl !== undefined) {
    return { kind: 'postgres', url: databaseUrl };
  }
  if (dataDir === undefined) {
    return { kind: 'pglite', directory: 'memory' };
  }
  const directory = resolve(dataDir);
  await mkdir(directory, { recursive: true });
  return { kind: 'pglite', directory };
}
