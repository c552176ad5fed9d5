import { setTimeout as sleep } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { ConstructorOptions } from 'pg-boss';
import { invariant } from '#core/kernel/invariant.ts';
import type { CloudLog } from '../world/world.ts';
import { healFeed } from './heal-feed.ts';
import { migrateToLatest } from './migrate.ts';
import { SerialPGliteDialect } from './serial-pglite-dialect.ts';
import type { CloudTables, CloudTransaction } from './tables.ts';
import { type Acting, beginActing, type SystemWork, type Tenant } from './wall/acting.ts';
import { raiseWall } from './wall/raise-wall.ts';

/** Where the cloud keeps what it knows. `pglite` is for development, the demo and tests: it never syncs to disk. */
export type DatabasePlace =
  | {
      readonly kind: 'pglite';
      /** A folder, or `memory`. */
      readonly directory: string | 'memory';
      /** What is in memory at first; empty unless given. Tests use it. */
      readonly picture?: Blob;
    }
  | { readonly kind: 'postgres'; readonly url: string };

/** Ways into the database for one kind of caller. */
export interface Transactions {
  /**
   * Runs `work` in one read-committed transaction and runs it again, from its start, when the database ended it because of a
   * deadlock or a serialization fault; so `work` must do nothing but read and write the database. Throws what `work` throws.
   */
  transact<Result>(work: (transaction: CloudTransaction) => Promise<Result>): Promise<Result>;
  /** Runs `work` on one unmoving picture of the data. */
  read<Result>(work: (transaction: CloudTransaction) => Promise<Result>): Promise<Result>;
}

/** Its own `transact` and `read` work for nobody: what belongs to an organization is not there (docs/decisions/0019). */
export interface CloudDatabase extends Transactions {
  /** For one organization: it sees and writes what its policies give it, whatever a query asks for. */
  forTenant(tenant: Tenant): Transactions;
  /** For no organization in particular, past all policies. The name says which work this is. */
  asSystem(work: SystemWork): Transactions;
  /** What an acknowledged write survives: `full` a power cut, `none` only the end of the process (reliability.md F3). */
  readonly durability: 'none' | 'full';
  /** For people: `PGlite in memory`, `PostgreSQL`. */
  readonly description: string;
  /** Connections of this process now; `waiting`: how many ask for one in vain. */
  connections(): Readonly<Record<'open' | 'idle' | 'waiting', number>>;
  /** Where a job queue keeps its own tables: in this database, beside ours. */
  queuePlace(): QueuePlace;
  close(): Promise<void>;
}

/** What pg-boss is told of a database. */
export type QueuePlace = Pick<ConstructorOptions, 'connectionString' | 'max' | 'db' | 'backend'>;

const maximumTries = 8;
/** PostgreSQL error codes, appendix A: serialization_failure and deadlock_detected. */
const retryableCodes: ReadonlySet<string> = new Set(['40001', '40P01']);

/** Opens the database and brings it to the newest shape. The caller closes it. Connections that break while idle are told to `log`. */
export async function openDatabase(place: DatabasePlace, log?: Pick<CloudLog, 'warn'>): Promise<CloudDatabase> {
  const { dialect, pool } = dialectFor(place, log);
  const kysely = new Kysely<CloudTables>({ dialect });
  const role = await prepare(kysely, log).catch(async (error: unknown) => {
    await kysely.destroy();
    throw error;
  });
  const waysOf = (acting: Acting): Transactions => transactionsOf(kysely, { acting, role });
  return {
    durability: place.kind === 'postgres' ? 'full' : 'none',
    description: describe(place),
    ...waysOf({ kind: 'nobody' }),
    forTenant: (tenant) => waysOf({ kind: 'tenant', tenant }),
    asSystem: (work) => waysOf({ kind: 'system', work }),
    connections: () =>
      pool === null
        ? { open: 1, idle: 0, waiting: 0 }
        : { open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount },
    queuePlace: () =>
      place.kind === 'postgres' ? { connectionString: place.url, max: queueConnections } : queuePlaceIn(dialect),
    close: () => kysely.destroy(),
  };
}

/** Answers the role that transactions must take on, see `raiseWall`. */
async function prepare(kysely: Kysely<CloudTables>, log: Pick<CloudLog, 'warn'> | undefined): Promise<string | null> {
  await migrateToLatest(kysely);
  const { role } = await raiseWall(kysely);
  const system = transactionsOf(kysely, { acting: { kind: 'system', work: 'feed' }, role });
  if (await system.transact(healFeed)) {
    log?.warn('feed.numbered-anew');
  }
  return role;
}

function transactionsOf(
  kysely: Kysely<CloudTables>,
  { acting, role }: { readonly acting: Acting; readonly role: string | null },
): Transactions {
  const begun =
    <Result>(work: (transaction: CloudTransaction) => Promise<Result>) =>
    async (transaction: CloudTransaction): Promise<Result> => {
      await beginActing(transaction, acting, role);
      return work(transaction);
    };
  return {
    transact: (work) => withRetry(() => kysely.transaction().execute(begun(work))),
    read: (work) =>
      kysely.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(begun(work)),
  };
}

const queueConnections = 4;

function queuePlaceIn(dialect: SerialPGliteDialect | PostgresDialect): QueuePlace {
  invariant(dialect instanceof SerialPGliteDialect, 'what is no server is the embedded database');
  return { backend: 'pglite', db: dialect.queueDatabase() };
}

function dialectFor(
  place: DatabasePlace,
  log: Pick<CloudLog, 'warn'> | undefined,
): { readonly dialect: SerialPGliteDialect | PostgresDialect; readonly pool: pg.Pool | null } {
  if (place.kind === 'pglite') {
    const { directory, picture } = place;
    const contents = picture === undefined ? {} : { loadDataDir: picture };
    const pglite = directory === 'memory' ? new PGlite(contents) : new PGlite(directory);
    return { dialect: new SerialPGliteDialect(pglite), pool: null };
  }
  const pool = new pg.Pool({
    connectionString: place.url,
    max: 16,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 20_000,
    idle_in_transaction_session_timeout: 30_000,
  });
  // A server that restarts ends idle connections. Without listeners that would end this process; the pool makes new ones by itself.
  const noteBroken = (error: Error): void => log?.warn('database.connection-lost', { detail: error.message });
  pool.on('error', noteBroken);
  pool.on('connect', (client) => client.on('error', noteBroken));
  return { dialect: new PostgresDialect({ pool }), pool };
}

function describe(place: DatabasePlace): string {
  if (place.kind === 'postgres') {
    return 'PostgreSQL';
  }
  return place.directory === 'memory' ? 'PGlite in memory' : 'PGlite';
}

async function withRetry<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error: unknown) {
      if (attempt === maximumTries || !retryableCodes.has(sqlStateOf(error))) {
        throw error;
      }
      // Those who met in a circle shall not meet again at the same moment.
      await sleep(attempt * 10 * Math.random());
    }
  }
}

/** SQLSTATE of a database error as both drivers report it; empty for every other error. */
export function sqlStateOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}
