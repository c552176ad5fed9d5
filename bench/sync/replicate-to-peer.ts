import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { durableLeveldown, type PouchConstructor } from './couchdb-peer/pouch.ts';
import { startCountingProxy } from './counting-proxy.ts';
import type { Waiting } from './push-to-cloud.ts';
import { startServer } from './start-server.ts';
import { measure, type Transmission } from './transmission.ts';

const peer = join(import.meta.dirname, 'couchdb-peer');

/** `durable`: LevelDB syncs each write on both sides. `as-delivered`: it never does; a power cut takes what it acknowledged last. */
export type PeerDurability = 'durable' | 'as-delivered';

/** Puts the peer's packages where they belong, unless they are there. It throws where npm cannot. */
export function installPeer(): void {
  if (!existsSync(join(peer, 'node_modules/express-pouchdb'))) {
    const installed = spawnSync('npm', ['ci', '--ignore-scripts', '--omit=optional'], { cwd: peer, stdio: 'inherit' });
    if (installed.status !== 0) {
      throw new Error('the peer could not be installed');
    }
  }
}

/**
 * PouchDB replicates the same documents to a server that speaks CouchDB's protocol, in the same portions as our push. Within one process the
 * durable one comes last: it changes LevelDB for good.
 */
export async function replicateToPeer(
  documents: readonly Waiting[],
  { directory, durability }: { readonly directory: string; readonly durability: PeerDurability },
): Promise<Transmission> {
  const folder = join(directory, durability);
  mkdirSync(join(folder, 'server'), { recursive: true });
  const require = createRequire(join(peer, 'package.json'));
  // It brings no types; what is used of it stands in `pouch.ts`.
  const Pouch = require('pouchdb') as PouchConstructor;
  const place = { prefix: `${folder}/`, ...(durability === 'durable' ? { db: durableLeveldown(require) } : {}) };
  const outbox = new (Pouch.defaults(place))('outbox');
  for (let first = 0; first < documents.length; first += portion) {
    const page = documents.slice(first, first + portion);
    await outbox.bulkDocs(page.map((one) => ({ _id: String(one.operation.seq).padStart(8, '0'), ...one })));
  }
  const server = await startServer([join(peer, 'serve-peer.ts'), join(folder, 'server'), durability]);
  const proxy = await startCountingProxy();
  proxy.target = { port: Number(server.firstLine) };
  const centre = `http://127.0.0.1:${proxy.port}/centre`;
  const transmission = await measure(proxy, async () => {
    const { docs_written: written } = await Pouch.replicate(outbox, centre, { batch_size: portion });
    if (written !== documents.length) {
      throw new Error(`${written} of ${documents.length} documents were replicated`);
    }
  });
  await outbox.close();
  server.process.kill('SIGKILL');
  await once(server.process, 'exit');
  await proxy.close();
  return transmission;
}

const portion = 100;
