import { afterAll, beforeAll, beforeEach, expect, type TestContext } from 'vitest';
import { type ClusterStart, startPostgresCluster } from '#cloud/testing/postgres-cluster.ts';

/** One PostgreSQL for a test file. Where none is installed the tests say so and do not run; under `CI=true` they fail. */
export function postgresOfFile(): () => string {
  let cluster: ClusterStart = { kind: 'absent', detail: 'it was not started' };
  beforeAll(async () => {
    cluster = await startPostgresCluster();
  });
  afterAll(async () => {
    if (cluster.kind === 'started') {
      await cluster.stop();
    }
  });
  beforeEach((context: TestContext) => {
    if (cluster.kind === 'absent') {
      if (process.env['CI'] === 'true') {
        expect.fail(`not proved: ${cluster.detail}`);
      }
      context.skip(`did not run: ${cluster.detail}`);
    }
  });
  return () => (cluster.kind === 'started' ? cluster.url : expect.fail(cluster.detail));
}
