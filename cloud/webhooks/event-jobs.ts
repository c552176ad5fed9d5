import { PgBoss } from 'pg-boss';
import { z } from 'zod';
import type { CloudDatabase } from '../database/open-database.ts';
import { repeatNotFound } from '../pairing/repeat-not-found.ts';
import type { CloudClock, CloudIds, CloudLog } from '../world/world.ts';
import type { Courier } from './courier.ts';
import { findWork } from './find-work.ts';
import { forgetIdleCircuits } from './host-circuits.ts';
import { forgetOldBatches } from './replay-batches.ts';

/**
 * Runs what the tables of events ask for, on every server of a database together: each looks once a second what is due and makes jobs of it,
 * at most one that waits for each subscription; whichever server is free takes it. What is due, in which order and when again is never read
 * from the queue (docs/decisions/0014), so a job that is lost or done twice loses and repeats nothing.
 */
export interface EventJobs {
  /** Takes no new job, lets the running ones end, and hands back what does not end in time. */
  close(): Promise<void>;
}

export interface EventJobParts {
  readonly database: CloudDatabase;
  readonly clock: CloudClock;
  readonly ids: CloudIds;
  readonly log: CloudLog;
  readonly courier: Courier;
}

const lookEveryMs = 1_000;
/** A receiver may take longer; then its batch is another server's. */
const graceMs = 8_000;
const stopMs = 12_000;
const tidyEveryMs = 3_600_000;
const queues = { deliver: 'events.deliver', repeat: 'events.repeat' } as const;
const subscriptionJob = z.object({ subscriptionId: z.string() });

/** `short`: of one key only one job waits, while any number may be running. Nothing is tried again or kept by the queue. */
const queueOptions = {
  policy: 'short',
  retryLimit: 0,
  expireInSeconds: 120,
  retentionSeconds: 3_600,
  deleteAfterSeconds: 60,
} as const;
/** So many subscriptions are served at once by one server; one that is slow holds up none of the others. */
const servedAtOnce = 16;
/** And so many of one fleet: receivers that never answer, however many it has, hold up nobody else's events. */
const servedOfOneFleet = 4;

export async function startEventJobs(parts: EventJobParts): Promise<EventJobs> {
  const { database, log, courier } = parts;
  const boss = new PgBoss({ ...database.queuePlace(), schedule: false, warningQueueSize: 10_000 });
  boss.on('error', noteQueueFaults(log));
  await boss.start();
  for (const queue of Object.values(queues)) {
    await boss.createQueue(queue, queueOptions);
  }
  const serving = {
    pollingIntervalSeconds: 0.5,
    localConcurrency: servedAtOnce,
    localGroupConcurrency: servedOfOneFleet,
  };
  await boss.work(queues.deliver, serving, async (jobs) => {
    for (const { data } of jobs) {
      await courier.deliver(subscriptionJob.parse(data).subscriptionId);
    }
  });
  await boss.work(queues.repeat, { pollingIntervalSeconds: 2 }, async () => {
    await repeatNotFound(parts);
  });
  const looking = keepLooking(parts, boss);
  return {
    async close() {
      await looking.close();
      const stopped = boss.stop({ graceful: true, timeout: stopMs });
      await courier.close(graceMs);
      await stopped;
    },
  };
}

const sameFaultMs = 60_000;

/** While the database is away every worker of the queue says so twice a second; the same is written down once a minute, with how often it came. */
export function noteQueueFaults(
  log: Pick<CloudLog, 'error'>,
  nowMs: () => number = () => performance.now(),
): (error: unknown) => void {
  let noted = { cause: '', atMs: 0 };
  let unsaid = 0;
  return (error) => {
    // The queue hands on copies of errors, which are none themselves, and adds which of its workers met them.
    const told = z.object({ message: z.string() }).safeParse(error).data?.message ?? String(error);
    const cause = told.replace(/ \(Queue: [^()]*\)$/, '');
    if (cause === noted.cause && nowMs() - noted.atMs < sameFaultMs) {
      unsaid += 1;
      return;
    }
    log.error('events.queue-failed', { cause, ...(unsaid === 0 ? {} : { unsaidBefore: unsaid }) });
    noted = { cause, atMs: nowMs() };
    unsaid = 0;
  };
}

function keepLooking({ database, clock, log }: EventJobParts, boss: PgBoss): Pick<EventJobs, 'close'> {
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  let isClosed = false;
  let tidiedMs = 0;

  async function look(): Promise<void> {
    const work = await database.asSystem('courier').read((transaction) => findWork(transaction, clock.now()));
    for (const { id: subscriptionId, organizationId } of work.subscriptions) {
      await boss.send(
        queues.deliver,
        { subscriptionId },
        { singletonKey: subscriptionId, group: { id: organizationId } },
      );
    }
    if (work.areRepeatsDue) {
      await boss.send(queues.repeat, {}, { singletonKey: 'all' });
    }
    if (performance.now() - tidiedMs > tidyEveryMs) {
      tidiedMs = performance.now();
      await database.asSystem('courier').transact(async (transaction) => {
        await forgetOldBatches(transaction, clock.now());
        await forgetIdleCircuits(transaction);
      });
    }
  }

  function again(): void {
    timer = setTimeout(() => {
      round = look()
        // The database is away for a moment, most likely; everything is still due when it is back.
        .catch((error: unknown) => log.warn('events.not-looked', { cause: String(error) }))
        .finally(() => {
          if (!isClosed) {
            again();
          }
        });
    }, lookEveryMs);
    timer.unref();
  }

  again();
  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await round;
    },
  };
}
