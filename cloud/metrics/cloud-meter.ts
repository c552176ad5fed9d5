import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { PushResult } from '#core/domain/sync/push.ts';
import { answersWithin, watchersPatienceMs } from '../database/answers-within.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import type { LimitSubject } from '../limits/call-limits.ts';
import type { CloudClock, CloudLog } from '../world/world.ts';
import { readDepths } from './read-depths.ts';

/**
 * Counts what this server does, and reads what stands in the database when somebody asks, in the text format of Prometheus. No label ever
 * holds what a caller wrote: routes are the contract's patterns, and endpoints are called by their ids.
 */
export interface CloudMeter {
  noteRequest(request: {
    readonly method: string;
    readonly route: string;
    readonly status: number;
    readonly seconds: number;
  }): void;
  notePush(results: readonly Pick<PushResult, 'verdict'>[]): void;
  noteLimited(subject: LimitSubject): void;
  expose(): Promise<{ readonly mediaType: string; readonly text: string }>;
}

export interface CloudMeterParts {
  readonly database: CloudDatabase;
  readonly clock: CloudClock;
  readonly log: CloudLog;
}

/** From what answers a scan to what a person gives up on. */
const durationBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function createCloudMeter(
  parts: CloudMeterParts,
  { patienceMs = watchersPatienceMs }: { readonly patienceMs?: number } = {},
): CloudMeter {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'fitbay_http_requests_total',
    help: 'Requests by the route of the contract and by status',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'fitbay_http_request_duration_seconds',
    help: 'From the first byte of a request to its answer',
    labelNames: ['route'],
    buckets: durationBuckets,
    registers,
  });
  const verdicts = new Counter({
    name: 'fitbay_push_verdicts_total',
    help: 'Operations of stations by the verdict they got, repetitions included',
    labelNames: ['verdict'],
    registers,
  });
  const limited = new Counter({
    name: 'fitbay_rate_limited_total',
    help: 'Requests over a limit, by whose limit it was',
    labelNames: ['subject'],
    registers,
  });
  const depths = createDepthGauges(registry, parts.database);
  return {
    noteRequest({ method, route, status, seconds }) {
      requests.inc({ method, route, status });
      durations.observe({ route }, seconds);
    },
    notePush(results) {
      for (const { verdict } of results) {
        verdicts.inc({ verdict });
      }
    },
    noteLimited: (subject) => limited.inc({ subject }),
    async expose() {
      await depths.read(parts, patienceMs);
      return { mediaType: registry.contentType, text: await registry.metrics() };
    },
  };
}

interface DepthGauges {
  read(parts: CloudMeterParts, patienceMs: number): Promise<void>;
}

/** What is the same on every server of a database, and the pool of this one. */
function createDepthGauges(registry: Registry, database: CloudDatabase): DepthGauges {
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Gauge({ name, help, labelNames: [...labelNames], registers: [registry] });
  const up = gauge('fitbay_database_up', 'Whether the database answered when this was asked for');
  const pool = gauge('fitbay_database_connections', 'Connections of this server, and who waits for one', ['state']);
  const queues = gauge('fitbay_queue_depth', 'What waits to be done, by queue', ['queue']);
  const oldest = gauge(
    'fitbay_webhook_oldest_undelivered_seconds',
    'Age of the oldest event that an endpoint has not got',
    ['endpoint'],
  );
  const circuits = gauge(
    'fitbay_webhook_circuits',
    'Hosts that are left alone because they do not answer, by fleet and host',
    ['state'],
  );
  const held = gauge('fitbay_feed_held_back_rows', 'Rows of the feed that no station may read yet');
  const blocking = gauge('fitbay_feed_lag_seconds', 'Age of the transaction that holds the feed back');
  return {
    async read({ clock, log }, patienceMs) {
      for (const [state, count] of Object.entries(database.connections())) {
        pool.set({ state }, count);
      }
      oldest.reset();
      try {
        const asked = database.asSystem('metrics').read((transaction) => readDepths(transaction, clock.now()));
        const depths = await answersWithin(patienceMs, asked);
        up.set(1);
        for (const [queue, count] of Object.entries(depths.queues)) {
          queues.set({ queue }, count);
        }
        for (const { endpoint, ageSeconds } of depths.undelivered) {
          oldest.set({ endpoint }, ageSeconds);
        }
        for (const [state, count] of Object.entries(depths.circuits)) {
          circuits.set({ state }, count);
        }
        held.set(depths.feedHeldBackRows);
        blocking.set(depths.feedLagSeconds);
      } catch (error: unknown) {
        // Whoever watches must hear of it, so the rest is told all the same.
        up.set(0);
        log.warn('metrics.not-read', { cause: String(error) });
      }
    },
  };
}
