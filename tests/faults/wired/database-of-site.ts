import { openDatabase } from '#cloud/database/open-database.ts';
import type { OpenedDatabase } from '#cloud/testing/cloud-of-file.ts';
import { openMemoryDatabase } from '#cloud/testing/open-memory-database.ts';
import { type ClusterStart, startPostgresCluster } from '#cloud/testing/postgres-cluster.ts';

/**
 * PostgreSQL, on which the promises are made. Where none is installed a developer still gets the short form on PGlite and is told so; the full count and CI
 * refuse, because a line of their table would claim what was not shown.
 */
export async function openDatabaseOfSite(
  start: () => Promise<ClusterStart> = startPostgresCluster,
  isProof = process.env['CI'] === 'true' || process.env['FITBAY_FAULT_RESULTS'] !== undefined,
): Promise<OpenedDatabase> {
  const cluster = await start();
  if (cluster.kind === 'started') {
    return { database: await openDatabase({ kind: 'postgres', url: cluster.url }), stop: cluster.stop };
  }
  if (isProof) {
    throw new Error(`not proved on PostgreSQL: ${cluster.detail}`);
  }
  console.info(`runs on PGlite and proves less: ${cluster.detail}`);
  return { database: await openMemoryDatabase(), stop: async () => {} };
}
