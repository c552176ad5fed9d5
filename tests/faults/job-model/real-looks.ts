import type { JobView } from '#core/contract/station/jobs.ts';
import { type Job, job as jobSchema } from '#core/domain/jobs/job.ts';
import type { BenchName, Fleet } from './job-model.ts';
import type { PlainJob, Technician } from './job-rules.ts';
import { asSupervisor, fullNames } from './real-people.ts';
import type { Play } from './real-world.ts';

// What everybody sees of a job, and how it truly stands.

/** The job as a page of that bench shows it to its technician; null where it is not there to be read. */
export async function seenAt({ world, jobs }: Play, at: BenchName, fleet: Fleet): Promise<JobView | null> {
  const found = await world.benches[at].client.jobs.read({ id: jobs[fleet] });
  return found.kind === 'job' ? found : null;
}

/** The truth: the job as the centre keeps it, null once it is deleted. */
export async function truthOf({ world, jobs }: Play, fleet: Fleet): Promise<Job | null> {
  const row = await world.cloud.database
    .asSystem('administration')
    .transact((transaction) =>
      transaction.selectFrom('jobs').select('document').where('id', '=', jobs[fleet]).executeTakeFirst(),
    );
  return row === undefined ? null : jobSchema.parse(row.document);
}

/** A real job in the model's few words. `runNames` tells which start a run's id stands for. */
export function plainOf(job: Job, nameOfRun: (id: string) => string): PlainJob {
  const { run, end } = job;
  const shortOf = (name: string): Technician => (name === fullNames.Kaya ? 'Kaya' : 'Okafor');
  const state = job.status === 'running' && run?.paused !== null ? 'paused' : job.status;
  return {
    state,
    version: job.version,
    named: job.technician === null ? null : shortOf(job.technician.name),
    run:
      run === null
        ? null
        : {
            name: nameOfRun(run.id),
            holder: shortOf(run.technician.name),
            step: run.steps.configure?.kind ?? 'open',
            point: run.points.at(0)?.kind ?? 'open',
            nickname: run.filled.customName,
            plateInstead: run.overrides.find(({ field }) => field === 'plate')?.instead ?? null,
          },
    end:
      end === null
        ? null
        : { by: shortOf(end.by), words: end.kind === 'failed' ? end.explanation : (end.comment ?? '') },
  };
}

/** What lies before the supervisor at that bench. */
export async function tasksAt({ world }: Play, at: BenchName) {
  const tasks = await asSupervisor(world.benches[at]).tasks.list();
  return tasks.flatMap((task) =>
    task.kind === 'operation' && task.operationKind === 'job.act'
      ? [{ action: task.job?.action ?? '', code: task.code ?? '', words: task.job?.words ?? null }]
      : [],
  );
}
