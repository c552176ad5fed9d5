import type { BenchWish } from '#core/contract/station/jobs.ts';
import type { JobOrder } from '#core/domain/jobs/job-exchange.ts';
import { blankJobFields } from '#core/domain/jobs/job-fields.ts';
import type { JobId } from '#core/kernel/entity-ids.ts';
import { createIds } from '#electron/adapters/ids/create-ids.ts';
import type { StationClient } from '#electron/host/in-process-client.ts';
import { viewOf } from '../../station/testing/job-work.ts';
import type { BenchName, Fleet } from './job-model.ts';
import type { BenchDeed, FleetDeed, Technician } from './job-rules.ts';
import { asSupervisor, fullNames, principalOf } from './real-people.ts';
import { hear, inTouch, type Play, prescribed, type RealWorld, workshop } from './real-world.ts';

// What people do, each by the call that their page makes.

const ids = createIds();

/** The demo's manager is of one fleet; the other fleet's machine speaks for itself. */
function asManager({ offices }: RealWorld, fleet: Fleet): StationClient {
  return fleet === 'open' ? offices.open.clientAs(principalOf('H. Petersen')) : offices.strict.operator;
}

export async function doAtBench({ world, jobs }: Play, at: BenchName, wish: Wished): Promise<string> {
  const result = await world.benches[at].client.jobs.act({ id: jobs[wish.fleet], wish: wishOf(wish.deed) });
  return result.kind === 'refused' ? result.code : result.kind;
}

export interface Wished {
  readonly fleet: Fleet;
  readonly deed: BenchDeed;
}

const why = (isExplained: boolean, words: string): string => (isExplained ? words : ' ');

function wishOf(deed: BenchDeed): BenchWish {
  switch (deed.act) {
    case 'fill':
      return { act: 'fill', fields: { ...blankJobFields, customName: deed.text } };
    case 'fill-locked':
      return { act: 'fill', fields: { ...blankJobFields, plate: deed.text } };
    case 'depart':
      return { act: 'override', field: 'plate', instead: deed.text, reason: why(deed.isExplained, 'It was changed') };
    case 'do':
    case 'reopen':
      return { act: deed.act, step: 'configure' };
    case 'waive':
      return { act: 'waive', step: 'configure', reason: why(deed.isExplained, 'Done last week') };
    case 'tick':
      return { act: 'tick', point: 0, to: { kind: 'done' } };
    case 'untick':
      return { act: 'tick', point: 0, to: { kind: 'open' } };
    case 'leave-out':
      return { act: 'tick', point: 0, to: { kind: 'waived', reason: why(deed.isExplained, 'There is none') } };
    case 'pause':
      return { act: 'pause', note: null };
    case 'succeed':
      return { act: 'succeed', comment: deed.words };
    case 'fail':
      return { act: 'fail', failure: 'other', explanation: why(deed.isExplained, deed.words) };
    case 'start':
    case 'resume':
    case 'hand-over':
      return { act: deed.act };
  }
}

/** The fleet orders with the version that it sees once it has heard everything, or with an older one. */
export async function orderAsFleet(
  { world, jobs }: Play,
  fleet: Fleet,
  { act, versionsBehind }: { readonly act: FleetDeed; readonly versionsBehind: number },
): Promise<string> {
  const office = world.offices[fleet];
  await hear(office);
  const seen = (await viewOf(office, jobs[fleet]))?.job;
  const wish = { id: jobs[fleet], expectedVersion: Math.max(1, (seen?.version ?? 1) - versionsBehind) };
  return inTouch(office, () => ordered(asManager(world, fleet), { ...wish, order: orderOf(act) }));
}

function orderOf(act: FleetDeed): JobOrder {
  switch (act) {
    case 'assign':
      return { act, partnerId: workshop };
    case 'edit':
      return { act, fields: prescribed, steps: ['configure'] };
    case 'recall':
    case 'delete':
      return { act };
  }
}

async function ordered(
  client: StationClient,
  asked: { readonly id: JobId; readonly expectedVersion: number; readonly order: JobOrder },
): Promise<string> {
  const answer = await client.jobs.order({ requestId: ids.next(), ...asked });
  return answer.kind === 'refused' ? answer.code : answer.kind;
}

export interface Naming {
  readonly technician: Technician | null;
  readonly isExplained: boolean;
}

/** The supervisor names somebody at that bench, as it stands there. */
export async function nameAt({ world, jobs }: Play, at: BenchName, naming: Naming & { readonly fleet: Fleet }) {
  const bench = world.benches[at];
  const { fleet, technician, isExplained } = naming;
  const seen = await viewOf(bench, jobs[fleet]);
  const named = technician === null ? null : principalOf(fullNames[technician]);
  const order: JobOrder = {
    act: 'name-technician',
    technician: named?.kind === 'person' ? { personId: named.personId, name: named.name } : null,
    reason: isExplained ? 'Knows the vehicle' : null,
  };
  return ordered(asSupervisor(bench), { id: jobs[fleet], expectedVersion: seen?.job.version ?? 1, order });
}

/** Those who have no business doing it, each with what they try. */
export const trespasses = ['technician orders', 'supervisor orders', 'manager works', 'technician dispatches'] as const;
export type Trespass = (typeof trespasses)[number];

/** Answers the code that stands against it, or `done`. */
export async function trespass(play: Play, which: Trespass, { at, fleet }: { at: BenchName; fleet: Fleet }) {
  const { world, jobs } = play;
  const bench = world.benches[at];
  const asked = { id: jobs[fleet], expectedVersion: (await viewOf(bench, jobs[fleet]))?.job.version ?? 1 };
  const dispatch: JobOrder = { act: 'name-technician', technician: null, reason: 'No reason at all' };
  const work = async () => {
    const client = world.offices[fleet].clientAs(principalOf('H. Petersen'));
    const result = await client.jobs.act({ id: jobs[fleet], wish: { act: 'start' } });
    return result.kind === 'refused' ? result.code : result.kind;
  };
  const attempts: Readonly<Record<Trespass, () => Promise<string>>> = {
    'technician orders': () => ordered(bench.client, { ...asked, order: { act: 'recall' } }),
    'supervisor orders': () => ordered(asSupervisor(bench), { ...asked, order: { act: 'recall' } }),
    'technician dispatches': () => ordered(bench.client, { ...asked, order: dispatch }),
    'manager works': work,
  };
  // Each is refused at the station: no network is needed, and none is there.
  try {
    return await attempts[which]();
  } catch (error: unknown) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}
