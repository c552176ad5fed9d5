import { afterAll, beforeAll, beforeEach, expect, type TestContext } from 'vitest';
import { type CloudDatabase, openDatabase } from '../database/open-database.ts';
import { type ClusterStart, startPostgresCluster } from './postgres-cluster.ts';
import { startTestCloud, type TestCloud, type TestCloudOptions } from './test-cloud.ts';

interface Closable {
  close(): Promise<void>;
}

/** Where no PostgreSQL is installed a test says so and does not run; under `CI=true` it fails, because nothing was proved. */
export function skipWithout(cluster: ClusterStart, context: TestContext): void {
  if (cluster.kind === 'absent') {
    if (process.env['CI'] === 'true') {
      expect.fail(`not proved: ${cluster.detail}`);
    }
    context.skip(`did not run: ${cluster.detail}`);
  }
}

/**
 * What the tests of a file share on a PostgreSQL of their own: opened before the first, closed after the last. Called at the
 * top of the file, before its own hooks.
 */
export function openedOnPostgres<Shared extends Closable>(open: (url: string) => Promise<Shared>): () => Shared {
  let cluster: ClusterStart = { kind: 'absent', detail: 'it was not started' };
  let shared: Shared | undefined;
  beforeAll(async () => {
    cluster = await startPostgresCluster();
    shared = cluster.kind === 'started' ? await open(cluster.url) : undefined;
  }, 120_000);
  afterAll(async () => {
    await shared?.close();
    if (cluster.kind === 'started') {
      await cluster.stop();
    }
  }, 60_000);
  beforeEach((context: TestContext) => skipWithout(cluster, context));
  return () => shared ?? expect.fail('a hook of the file opens it before any test');
}

/** The address of the file's PostgreSQL, for tests that open their databases themselves. */
export function postgresOfFile(): () => string {
  const opened = openedOnPostgres(async (url) => ({ url, close: async () => {} }));
  return () => opened().url;
}

export interface PostgresCloud extends Closable {
  readonly url: string;
  readonly database: CloudDatabase;
  readonly cloud: TestCloud;
}

/** One cloud on the file's PostgreSQL. */
export function postgresCloudOfFile(options: TestCloudOptions = {}): () => PostgresCloud {
  return openedOnPostgres(async (url) => {
    const database = await openDatabase({ kind: 'postgres', url });
    const cloud = await startTestCloud(database, options);
    return {
      url,
      database,
      cloud,
      async close() {
        await cloud.close();
        await database.close();
      },
    };
  });
}
