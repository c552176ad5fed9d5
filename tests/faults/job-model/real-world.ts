import { expect } from 'vitest';
import { putTrust } from '#cloud/registry/put.ts';
import { toTrust } from '#cloud/registry/rows.ts';
import { fieldsWith } from '#core/domain/jobs/testing/sample-job.ts';
import { type JobId, organizationId } from '#core/kernel/entity-ids.ts';
import type { CloudClient } from '#core/ports/cloud-client.ts';
import {
  type BenchWorld,
  type CloudWorld,
  createCloudWorld,
  organizationOf,
} from '../../station/testing/bench-world.ts';
import { giveJob } from '../../station/testing/job-work.ts';
import { type BenchName, benchNames, type Fleet, fleets, personAt } from './job-model.ts';
import { prescribedPlate } from './job-rules.ts';
import { fullNames } from './real-people.ts';

// The real thing that the model is held against: two stations of the workshop and one of each fleet, with real stores, at a real centre.

const organizationKeys: Readonly<Record<Fleet, string>> = { open: 'nordfracht', strict: 'alpen' };
export const workshop = organizationId.parse(organizationOf('hansen'));
export const prescribed = fieldsWith({ plate: prescribedPlate, checklist: ['Plug is locked'] });

export interface RealWorld {
  readonly cloud: CloudWorld;
  readonly offices: Readonly<Record<Fleet, BenchWorld>>;
  readonly benches: Readonly<Record<BenchName, BenchWorld>>;
  /** Whether the centre hears that bench while the bench hears nothing. */
  setDeaf(at: BenchName, isDeaf: boolean): void;
}

/** What stands between a station and the centre; sabotage puts something of its own there. */
export type Behind = (client: CloudClient, world: Pick<CloudWorld, 'database'>) => CloudClient;

export async function createRealWorld(behind: Behind = (client) => client): Promise<RealWorld> {
  const cloud = await createCloudWorld();
  const deaf = new Set<BenchName>();
  const bench = (name: BenchName) =>
    cloud.addStation({
      name,
      behindPlatform: (client) => losing(behind(client, cloud), () => deaf.has(name)),
    });
  const office = (fleet: Fleet) => cloud.addStation({ name: fleet, organization: organizationKeys[fleet] });
  const world: RealWorld = {
    cloud,
    offices: { open: await office('open'), strict: await office('strict') },
    benches: { north: await bench('north'), south: await bench('south') },
    setDeaf: (at, isDeaf) => (isDeaf ? deaf.add(at) : deaf.delete(at)),
  };
  for (const one of [...Object.values(world.offices), ...Object.values(world.benches)]) {
    one.setConnected(false);
  }
  for (const name of benchNames) {
    await sitDown(world, name);
  }
  return world;
}

/** While it is deaf, the centre takes what comes from it, and it hears of nothing. */
function losing(client: CloudClient, isDeaf: () => boolean): CloudClient {
  const cutOff = { kind: 'unreachable', detail: 'cut on the way' } as const;
  return {
    ...client,
    async push(request, cancel) {
      const answer = await client.push(request, cancel);
      return isDeaf() ? cutOff : answer;
    },
    changes: async (cursor, cancel) => (isDeaf() ? cutOff : client.changes(cursor, cancel)),
  };
}

/** One pair of jobs in the world: each series of acts has its own. */
export interface Play {
  readonly world: RealWorld;
  readonly jobs: Readonly<Record<Fleet, JobId>>;
}

export async function beginPlay(world: RealWorld): Promise<Play> {
  const jobs: Partial<Record<Fleet, JobId>> = {};
  for (const fleet of fleets) {
    await setTrust(world, fleet, true);
    const given = await inTouch(world.offices[fleet], (office) =>
      giveJob(office, { fields: prescribed, steps: ['configure'] }),
    );
    jobs[fleet] = given.id;
  }
  for (const name of benchNames) {
    await hear(world.benches[name]);
    for (const task of await world.benches[name].operator.tasks.list()) {
      if (task.kind === 'operation') {
        const { operationId } = task;
        await world.benches[name].operator.sync.resolve({ operationId, note: 'Left by the series before' });
      }
    }
  }
  return { world, jobs: { open: jobOf(jobs, 'open'), strict: jobOf(jobs, 'strict') } };
}

function jobOf(jobs: Partial<Record<Fleet, JobId>>, fleet: Fleet): JobId {
  const id = jobs[fleet];
  if (id === undefined) {
    throw new Error(`the fleet ${fleet} gave no job`);
  }
  return id;
}

/** Lets a station reach the centre for as long as something lasts. */
export async function inTouch<Value>(bench: BenchWorld, during: (bench: BenchWorld) => Promise<Value>): Promise<Value> {
  bench.setConnected(true);
  try {
    return await during(bench);
  } finally {
    bench.setConnected(false);
  }
}

/** Sends what waits and hears what is new, until there is nothing left of either. */
export async function hear(bench: BenchWorld): Promise<void> {
  await inTouch(bench, async ({ operator }) => {
    for (let round = 0; round < 5; round += 1) {
      const status = await operator.sync.run();
      if (status.state === 'online' && status.pending === 0) {
        return;
      }
    }
    expect(await operator.sync.status(), 'after five rounds').toMatchObject({ state: 'online', pending: 0 });
  });
}

/** Sends what waits; the answer is lost. */
export async function sendAndLose({ world }: Play, at: BenchName): Promise<void> {
  world.setDeaf(at, true);
  try {
    await inTouch(world.benches[at], ({ operator }) => operator.sync.run());
  } finally {
    world.setDeaf(at, false);
  }
}

export async function setTrust({ cloud }: RealWorld, fleet: Fleet, isTrusted: boolean): Promise<void> {
  const now = new Date().toISOString();
  await cloud.database.asSystem('administration').transact(async (transaction) => {
    const row = await transaction
      .selectFrom('trusts')
      .selectAll()
      .where('customer_id', '=', organizationOf(organizationKeys[fleet]))
      .where('partner_id', '=', workshop)
      .executeTakeFirstOrThrow();
    const before = toTrust(row);
    const state = isTrusted ? 'active' : 'revoked';
    if (before.state !== state) {
      await putTrust(transaction, { ...before, state }, now);
    }
  });
}

/** Each bench's technician sits at it, also after it was started again. */
export const sitDown = ({ benches }: RealWorld, at: BenchName) => benches[at].signIn(fullNames[personAt[at]]);
