import type { BenchActResult, BenchWish, JobView } from '#core/contract/station/jobs.ts';
import type { Job } from '#core/domain/jobs/job.ts';
import type { JobOrder, NewJob } from '#core/domain/jobs/job-exchange.ts';
import { fieldsWith } from '#core/domain/jobs/testing/sample-job.ts';
import { type JobId, organizationId } from '#core/kernel/entity-ids.ts';
import { createIds } from '#electron/adapters/ids/create-ids.ts';
import { type BenchWorld, organizationOf } from './bench-world.ts';

/** What fleets and technicians do with jobs, said shortly for tests that are about something else. */
const ids = createIds();
const workshop = organizationId.parse(organizationOf('hansen'));

/** A job that the office of a fleet writes and gives to the workshop. */
export async function giveJob(office: BenchWorld, changed: Partial<NewJob> = {}): Promise<Job> {
  const wish: NewJob = {
    kind: 'installation',
    partnerId: workshop,
    templateId: null,
    repeats: null,
    steps: ['configure'],
    fields: fieldsWith({ plate: 'KL 99' }),
    ...changed,
  };
  const answer = await office.operator.jobs.create({ requestId: ids.next(), job: wish });
  if (answer.kind !== 'done') {
    throw new Error(`no job was given: ${JSON.stringify(answer)}`);
  }
  return answer.job;
}

/** What a fleet or a supervisor orders, by the version that they see at this moment. */
export async function orderAt(bench: BenchWorld, id: JobId, order: JobOrder): Promise<string> {
  const found = await bench.operator.jobs.read({ id });
  const expectedVersion = found.kind === 'job' ? found.job.version : 1;
  const answer = await bench.operator.jobs.order({ requestId: ids.next(), id, expectedVersion, order });
  return answer.kind === 'refused' ? answer.code : answer.kind;
}

/** What whoever sits at the bench does; answers `done` or the code that stood against it. */
export async function act(bench: BenchWorld, id: JobId, wish: BenchWish): Promise<string> {
  return outcomeOf(await bench.client.jobs.act({ id, wish }));
}

function outcomeOf(result: BenchActResult): string {
  return result.kind === 'refused' ? result.code : result.kind;
}

/** The job as its page shows it; null where it is not known here. */
export async function viewOf(bench: BenchWorld, id: JobId): Promise<JobView | null> {
  const found = await bench.operator.jobs.read({ id });
  return found.kind === 'job' ? found : null;
}

/** The job as its fleet sees it once all is told. */
export async function atFleet(office: BenchWorld, id: JobId): Promise<Job> {
  await office.operator.sync.run();
  const view = await viewOf(office, id);
  if (view === null) {
    throw new Error(`the fleet does not know its own job ${id}`);
  }
  return view.job;
}

/** Sends all that waits and hears all that is new. */
export async function syncAll(...benches: readonly BenchWorld[]): Promise<void> {
  for (const bench of benches) {
    await bench.operator.sync.run();
  }
}
