import { isContractProcedure } from '@orpc/contract';
import { sql } from 'kysely';
import { cloudContract } from '#core/contract/cloud-contract.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import { walledTables } from '../database/wall/walled-tables.ts';
import type { withForgottenFilters } from './forgotten-filters.ts';
import { type Trespass, trespassCases } from './tenant-cases.ts';
import { createHousehold, type Household } from './tenant-household.ts';
import { startTestCloud, type TestCloud, type TestStation } from './test-cloud.ts';
import { createTestWorld } from './test-world.ts';

const lookup = async (): Promise<string[]> => ['93.184.215.14'];

/** A cloud with two households that have nothing to do with each other. */
export interface TrespassSite {
  /** What each has said so far; to hear one's own words again is nothing foreign. */
  readonly said: Map<Household, string>;
  readonly database: CloudDatabase;
  readonly cloud: TestCloud;
  readonly households: readonly [Household, Household];
  close(): Promise<void>;
}

export type Sabotage = (database: CloudDatabase) => ReturnType<typeof withForgottenFilters>;

/** The database is closed with the site. The sabotage begins when everything is in its place. */
export async function openTrespassSite(database: CloudDatabase, sabotage?: Sabotage): Promise<TrespassSite> {
  const sabotaged = sabotage?.(database);
  const cloud = await startTestCloud(sabotaged?.database ?? database, {
    webhookAddresses: { allowLoopback: false, lookup },
  });
  const world = await createTestWorld(cloud);
  const households = [await createHousehold(cloud, world), await createHousehold(cloud, world)] as const;
  sabotaged?.begin();
  return {
    said: new Map(),
    database,
    cloud,
    households,
    async close() {
      await cloud.close();
      await database.close();
    },
  };
}

/** Every procedure of the contract by its path, so that a new one is here without anybody thinking of it. */
export function procedurePaths(part: unknown = cloudContract, path: readonly string[] = []): readonly string[] {
  if (isContractProcedure(part)) {
    return [path.join('.')];
  }
  invariant(typeof part === 'object' && part !== null, 'a contract is procedures and objects of them');
  return Object.entries(part).flatMap(([name, below]) => procedurePaths(below, [...path, name]));
}

interface Answer {
  readonly text: string;
  readonly isFault: boolean;
}

/** What came back, be it an answer or a problem, as text. */
async function ask(station: TestStation, path: string, input: unknown): Promise<Answer> {
  // The client is the contract's shape in functions, and the path comes from the contract.
  let at = station.api as unknown as Record<string, unknown>;
  for (const part of path.split('.')) {
    at = at[part] as Record<string, unknown>;
  }
  const call = at as unknown as (input: unknown) => Promise<unknown>;
  try {
    return { text: JSON.stringify((await call(input)) ?? null), isFault: false };
  } catch (error: unknown) {
    const { status = 500, message, data } = error as { status?: number; message: string; data?: unknown };
    return { text: JSON.stringify({ message, data }), isFault: status >= 500 };
  }
}

export interface Findings {
  /** What of the other was in an answer, and nobody had told it to the asker. */
  readonly foreign: readonly string[];
  readonly faults: readonly string[];
  readonly calls: number;
}

/** Who tried what stands in the log of whom it was tried on (OWN-13). */
const namesOfAttempts: ReadonlySet<string> = new Set(['personName', 'organizationName']);

export async function trespass({ said }: TrespassSite, path: string, way: Trespass): Promise<Findings> {
  const inputs = trespassCases[path]?.(way) ?? [];
  const foreign: string[] = [];
  const faults: string[] = [];
  for (const input of inputs) {
    const own = `${said.get(way.mine) ?? ''}${JSON.stringify(input ?? null)}`;
    said.set(way.mine, own);
    const { text, isFault } = await ask(way.mine.station, path, input);
    const seen = Object.entries(way.theirs.things).filter(
      ([name, value]) =>
        text.includes(value) && !own.includes(value) && !(path === 'organizations.audit' && namesOfAttempts.has(name)),
    );
    foreign.push(...seen.map(([name]) => `${path} told ${name}`));
    faults.push(...(isFault ? [`${path} broke: ${text}`] : []));
  }
  return { foreign, faults, calls: inputs.length };
}

/**
 * All rows that an organization has, as text, so that nobody can have changed one unseen. Left out is what a stranger may add: the lines of its
 * attempts (OWN-13), facts that are kept with a flag for somebody to look at (STA-3), and that something is told again in the same words.
 */
export async function rowsOf({ database, cloud }: TrespassSite, { things }: Household): Promise<readonly string[]> {
  const { organizationId, customerId, workshopId } = things;
  const tenant = database.forTenant({ organizationId, now: cloud.clock.now() });
  const tables = Object.keys(walledTables).filter((table) => walledTables[table]?.kind === 'tenant');
  const relatives = [organizationId, customerId, workshopId];
  return tenant.read(async (transaction) => {
    const parts: string[] = [];
    for (const table of tables) {
      const { rows } = await sql<{ line: string }>`
        select line - 'seq' - 'xid' - 'removed_at' as line from (select to_jsonb(part) as line from ${sql.table(table)} as part) as lines
        where coalesce(line ->> 'acting_organization_id' = any(${relatives}), true)
          and (line ->> 'flag' is null or line ->> 'customer_id' is null)
        order by line`.execute(transaction);
      parts.push(...rows.map(({ line }) => `${table} ${JSON.stringify(line)}`));
    }
    return parts;
  });
}

/** What the first household gets to hear of the second, by all procedures together. */
export async function trespassEverywhere(site: TrespassSite): Promise<readonly string[]> {
  const [mine, theirs] = site.households;
  const found: string[] = [];
  for (const path of procedurePaths()) {
    const { foreign } = await trespass(site, path, { mine, theirs, now: site.cloud.clock.now() });
    found.push(...foreign);
  }
  return found;
}
