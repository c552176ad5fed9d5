import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

/**
 * A PostgreSQL of its own on a random loopback port, for what PGlite cannot show: several connections that really wait for each other.
 * Debian's binaries are used where they are; as root the server runs as the user `postgres`, because it refuses to run as root.
 */
export type ClusterStart =
  | { readonly kind: 'started'; readonly url: string; stop(): Promise<void> }
  | { readonly kind: 'absent'; readonly detail: string };

const debianRoot = '/usr/lib/postgresql';
const run = promisify(execFile);

export interface ClusterWish {
  /** Syncs every commit to disk, as PostgreSQL does unless told otherwise. Proofs that kill no machine do without and are quicker. */
  readonly isDurable: boolean;
}

export async function startPostgresCluster({ isDurable }: ClusterWish = { isDurable: false }): Promise<ClusterStart> {
  const binaries = await findBinaries();
  if (binaries === null) {
    return { kind: 'absent', detail: `no PostgreSQL server under ${debianRoot}` };
  }
  const identity = await serverIdentity();
  const parent = await mkdtemp(join(tmpdir(), 'fitbay-postgres-'));
  await chmod(parent, 0o777);
  const directory = join(parent, 'data');
  const initdb = ['-D', directory, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  await run(join(binaries, 'initdb'), initdb, { ...identity, cwd: parent });
  const port = await freePort();
  const settings = [
    `fsync=${isDurable ? 'on' : 'off'}`,
    'max_connections=60',
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${directory}`,
  ];
  const options = settings.flatMap((setting) => ['-c', setting]);
  const server = spawn(join(binaries, 'postgres'), ['-D', directory, '-p', String(port), ...options], {
    ...identity,
    cwd: parent,
    stdio: 'ignore',
  });
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  await waitUntilReady(url, server);
  return {
    kind: 'started',
    url,
    async stop() {
      const ended = once(server, 'exit');
      server.kill('SIGINT');
      await ended;
      await rm(parent, { recursive: true, force: true });
    },
  };
}

async function findBinaries(): Promise<string | null> {
  if (!existsSync(debianRoot)) {
    return null;
  }
  const versions = (await readdir(debianRoot)).map(Number).filter(Number.isInteger);
  const directory = join(debianRoot, String(Math.max(...versions)), 'bin');
  return existsSync(join(directory, 'postgres')) ? directory : null;
}

async function serverIdentity(): Promise<{ readonly uid?: number; readonly gid?: number }> {
  if (process.getuid?.() !== 0) {
    return {};
  }
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'postgres'])).stdout)),
  );
  return uid === undefined || gid === undefined ? {} : { uid, gid };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function waitUntilReady(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (server.exitCode !== null) {
      throw new Error(`PostgreSQL ended with ${server.exitCode} before it took connections`);
    }
    const client = new pg.Client({ connectionString: url });
    // A refused connection only means "not yet"; the loop gives up by itself.
    const connected = await client.connect().then(
      () => true,
      () => false,
    );
    if (connected) {
      await client.end();
      return;
    }
    await sleep(50);
  }
  throw new Error('PostgreSQL took no connections within 10 s');
}
