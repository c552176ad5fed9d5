import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely } from 'kysely';
import { migrateToLatest } from '../database/migrate.ts';
import { type CloudDatabase, openDatabase } from '../database/open-database.ts';
import { SerialPGliteDialect } from '../database/serial-pglite-dialect.ts';
import type { CloudTables } from '../database/tables.ts';
import { raiseWall } from '../database/wall/raise-wall.ts';

/**
 * A database in memory for one test file, as `openDatabase` makes it, but from a picture: to set PostgreSQL up and run every migration
 * takes seconds, to load what that comes to a fraction of one. The picture is taken by whoever comes first and named after the
 * migrations and the wall between tenants, so a change of either makes a new one.
 */
export async function openMemoryDatabase(): Promise<CloudDatabase> {
  return openDatabase({ kind: 'pglite', directory: 'memory', picture: await picture() });
}

const sources = join(import.meta.dirname, '..', 'database');
const pictures = join(import.meta.dirname, '..', '..', '.tsbuild', 'cloud-pictures');

async function picture(): Promise<Blob> {
  const file = join(pictures, `${await fingerprint()}.tar`);
  const known = await readFile(file).catch(() => null);
  return new Blob([known ?? (await takePicture(file))]);
}

async function takePicture(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const pglite = new PGlite();
  const kysely = new Kysely<CloudTables>({ dialect: new SerialPGliteDialect(pglite) });
  await migrateToLatest(kysely);
  await raiseWall(kysely);
  const bytes = new Uint8Array(await (await pglite.dumpDataDir('none')).arrayBuffer());
  await kysely.destroy();
  await mkdir(pictures, { recursive: true });
  // Several test files may come first at once; each writes its own and the last one stays.
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, bytes);
  await rename(draft, file);
  return bytes;
}

/** Of the migrations, of the wall and of the database program, which has a file format of its own. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const folders = [join(sources, 'migrations'), join(sources, 'wall')];
  const named = await Promise.all(
    folders.map(async (folder) => (await readdir(folder)).sort().map((name) => join(folder, name))),
  );
  const files = named.flat();
  const lock = join(import.meta.dirname, '..', '..', 'package-lock.json');
  for (const file of [...files, join(sources, 'migrate.ts'), lock]) {
    hash.update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}
