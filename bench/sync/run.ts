import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgresCluster } from '#cloud/testing/postgres-cluster.ts';
import { drawTable, type Figure } from '../parts/figure.ts';
import { openCloudBench } from './push-to-cloud.ts';
import { installPeer, replicateToPeer } from './replicate-to-peer.ts';
import type { Transmission } from './transmission.ts';

// `npm run bench:sync [-- --operations N --json]`: a station's outbox pushed to the cloud on PostgreSQL, beside PouchDB that replicates the same
// documents to a CouchDB-compatible server. README.md one folder up says how to read the figures.

const { values: wishes } = parseArgs({
  options: { json: { type: 'boolean', default: false }, operations: { type: 'string', default: '10000' } },
});
const operations = Number(wishes.operations);
const say = (line: string) => process.stderr.write(`${line}\n`);

const figures = await measureAll();
const results = join(import.meta.dirname, '../results');
mkdirSync(results, { recursive: true });
writeFileSync(
  join(results, 'sync.json'),
  `${JSON.stringify({ at: new Date().toISOString(), operations, figures }, null, 2)}\n`,
);
process.stdout.write(`${wishes.json ? JSON.stringify(figures, null, 2) : drawTable(figures)}\n`);

async function measureAll(): Promise<readonly Figure[]> {
  installPeer();
  const cluster = await startPostgresCluster({ isDurable: true });
  if (cluster.kind === 'absent') {
    throw new Error(`nothing was measured: ${cluster.detail}`);
  }
  const directory = mkdtempSync(join(tmpdir(), 'fitbay-sync-bench-'));
  try {
    say(`filling the registry and an outbox of ${operations} operations …`);
    const cloud = await openCloudBench({ databaseUrl: cluster.url, directory, operations });
    const documents = cloud.waiting();
    say('PouchDB as delivered …');
    const loose = await replicateToPeer(documents, { directory, durability: 'as-delivered' });
    say('Fitbay …');
    const own = await cloud.push();
    await cloud.close();
    say('PouchDB with synced writes …');
    const durable = await replicateToPeer(documents, { directory, durability: 'durable' });
    return [
      ...figuresOf(own, { section: `${operations} operations, every write synced on both sides`, peer: durable }),
      ...figuresOf(own, { section: 'The same beside PouchDB as it is delivered, which syncs nothing', peer: loose }),
    ];
  } finally {
    await cluster.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

function megabytes(bytes: number): number {
  return bytes / 1_000_000;
}

function figuresOf(
  own: Transmission,
  against: { readonly section: string; readonly peer: Transmission },
): readonly Figure[] {
  const { section, peer } = against;
  const figure = (what: string, unit: Figure['unit'], of: (one: Transmission) => number): Figure => {
    const [median, theirs] = [of(own), of(peer)];
    return {
      section,
      what,
      unit,
      median,
      p95: null,
      repetitions: 1,
      peer: { what: 'PouchDB to express-pouchdb', median: theirs, ratio: median / theirs },
    };
  };
  const used =
    own.processorSeconds === null
      ? []
      : [figure('processor time of all processes', 's', (one) => one.processorSeconds ?? 0)];
  return [
    figure('until the last one is settled', 's', (one) => one.seconds),
    figure('operations', 'a second', (one) => operations / one.seconds),
    ...used,
    figure('bytes sent', 'MB', (one) => megabytes(one.sentBytes)),
    figure('bytes answered', 'MB', (one) => megabytes(one.answeredBytes)),
  ];
}
