import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Job, job } from '#core/domain/jobs/job.ts';
import { blankJobFields } from '#core/domain/jobs/job-fields.ts';
import { openBenchStation, openBenchStore } from './bench-station.ts';
import type { Figure } from './figure.ts';
import { timeSeries } from './statistics.ts';
import { partnerId } from './world.ts';

const counts = [10_000, 100_000] as const;
const statuses = ['pending', 'assigned', 'running', 'succeeded', 'failed'] as const;
const at = '2026-11-20T08:00:00.000Z';

/**
 * The whole list of a fleet's jobs over the station's contract, in this process, as a page asks for it once; later it asks for changes only
 * (JOB-8). The peer reads the same rows of the same file and parses their JSON: no row is made, nothing is checked.
 */
export async function measureJobsList(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const count of counts) {
    const directory = mkdtempSync(join(tmpdir(), 'fitbay-bench-jobs-'));
    try {
      figures.push(await measureCount(directory, count));
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }
  return figures;
}

async function measureCount(directory: string, count: number): Promise<Figure> {
  fillJobs(directory, count);
  const { client, station } = openBenchStation(directory);
  const db = new Database(join(directory, 'station.sqlite'), { readonly: true });
  try {
    const wanted = db.prepare<[string], { json: string }>('SELECT json FROM mirror_job WHERE organization_id = ?');
    const repetitions = count > 10_000 ? 5 : 15;
    const ours = await timeSeries({
      warmUps: 2,
      repetitions,
      once: async () => expectRows((await client.jobs.list({ side: 'fleet', since: null })).rows, count),
    });
    const bare = await timeSeries({
      warmUps: 2,
      repetitions,
      once: async () =>
        expectRows(
          wanted.all(partnerId).map(({ json }) => JSON.parse(json)),
          count,
        ),
    });
    return {
      section: 'The list of jobs from the station',
      what: `${count.toLocaleString('en')} jobs`,
      unit: 'ms',
      median: ours.medianMs,
      p95: ours.p95Ms,
      repetitions,
      peer: { what: 'rows read and parsed', median: bare.medianMs, ratio: ours.medianMs / bare.medianMs },
    };
  } finally {
    db.close();
    await station.dispose();
  }
}

function expectRows(rows: readonly unknown[], count: number): void {
  if (rows.length !== count) {
    throw new Error(`${rows.length} jobs were listed`);
  }
}

/** As a fleet has them: every status, one in three with values for its unit, half of them worked on. */
function fillJobs(directory: string, count: number): void {
  const store = openBenchStore(directory);
  const page = 10_000;
  for (let first = 0; first < count; first += page) {
    store.transact(({ mirror }) => {
      for (let number = first + 1; number <= first + page; number += 1) {
        mirror.putJob(jobNumbered(number));
      }
    });
  }
  store.close();
}

function jobNumbered(number: number): Job {
  const status = statuses[number % statuses.length] ?? 'pending';
  const isBegun = status !== 'pending' && status !== 'assigned';
  const values: Record<string, string> = number % 3 === 0 ? { '2001': 'iot.example.com', '2004': '5027' } : {};
  const technician = { personId: 'kaya', name: 'M. Kaya' };
  return job.parse({
    id: `bench-job-${number}`,
    number,
    organizationId: partnerId,
    kind: 'installation',
    status,
    version: 3,
    fields: {
      ...blankJobFields,
      plate: `KL ${number}`,
      vin: `WKESD${String(number).padStart(12, '0')}`,
      values,
      unitType: 'evopulse',
      serviceDate: '2026-12-01',
      servicePlace: 'Hall 3',
      instructions: 'Mind the brake line',
    },
    steps: ['owner', 'configure', 'inspect', 'pair'],
    partner: status === 'pending' ? null : { id: `bench-partner-${number % 7}`, name: 'Hansen Trailer Service' },
    technician: null,
    templateId: null,
    repeats: null,
    createdAt: at,
    createdBy: 'L. Meyer',
    changedAt: at,
    assignedAt: status === 'pending' ? null : at,
    run: isBegun ? runOf(number, technician) : null,
    end:
      status === 'failed'
        ? { kind: 'failed', failure: 'no-power', explanation: 'No supply at pin 15', at, by: technician.name }
        : status === 'succeeded'
          ? { kind: 'succeeded', comment: null, at, by: technician.name }
          : null,
  });
}

function runOf(number: number, technician: { readonly personId: string; readonly name: string }): unknown {
  const settled = { kind: 'done', sessionId: null, at, by: technician.name };
  return {
    id: `run-${number}`,
    stationId: 'bench-station',
    stationName: 'Bench',
    startedAt: at,
    technician,
    paused: null,
    steps: { owner: settled, configure: settled },
    overrides: [],
    filled: { ...blankJobFields, unitSerial: '860000000000013' },
  };
}
