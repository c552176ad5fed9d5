import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import type { ImportPreviewView } from '#core/contract/station/job-import.ts';
import { type Job, job } from '#core/domain/jobs/job.ts';
import { blankJobFields } from '#core/domain/jobs/job-fields.ts';
import { openBenchStation, openBenchStore } from './bench-station.ts';
import type { Figure } from './figure.ts';
import { timeSeries } from './statistics.ts';
import { partnerId } from './world.ts';

const openJobs = 10_000;
/** The other size is beyond what an import takes: it is read and refused with the count. */
const rowCounts = [1_000, 100_000] as const;

/**
 * The preview of an import over the station's contract, in this process, with 10,000 open jobs to compare with (JOB-4). The peer is papaparse
 * alone on the same text: no encoding told, no line counted, no cell judged.
 */
export async function measureJobsImport(): Promise<readonly Figure[]> {
  const directory = mkdtempSync(join(tmpdir(), 'fitbay-bench-import-'));
  fillJobs(directory);
  const { client, station } = openBenchStation(directory);
  try {
    const figures: Figure[] = [];
    for (const rows of rowCounts) {
      const text = tableOf(rows);
      const bytesBase64 = Buffer.from(text).toString('base64');
      const repetitions = rows > 10_000 ? 7 : 40;
      const ask = async () => {
        const answer = await client.jobImport.preview({
          fileName: 'bench.csv',
          bytesBase64,
          columns: null,
          kind: 'installation',
          templateId: null,
          preferTemplate: false,
          partnerId: null,
        });
        expectPreview(answer, rows);
      };
      const ours = await timeSeries({ warmUps: 3, repetitions, once: ask });
      const alone = await timeSeries({ warmUps: 3, repetitions, once: () => parseAlone(text, rows) });
      figures.push({
        section: `Import of jobs: preview beside ${openJobs.toLocaleString('en')} open jobs`,
        what: `${rows.toLocaleString('en')} rows${rows > 1_000 ? ', refused with the count' : ''}`,
        unit: 'ms',
        median: ours.medianMs,
        p95: ours.p95Ms,
        repetitions,
        peer: { what: 'papaparse alone', median: alone.medianMs, ratio: ours.medianMs / alone.medianMs },
      });
    }
    return figures;
  } finally {
    await station.dispose();
    rmSync(directory, { recursive: true, force: true });
  }
}

function fillJobs(directory: string): void {
  const store = openBenchStore(directory);
  store.transact(({ mirror }) => {
    for (let number = 1; number <= openJobs; number += 1) {
      mirror.putJob(pendingJob(number));
    }
  });
  store.close();
}

function pendingJob(number: number): Job {
  const at = '2026-11-20T08:00:00.000Z';
  return job.parse({
    id: `bench-job-${number}`,
    number,
    organizationId: partnerId,
    kind: 'installation',
    status: 'pending',
    version: 1,
    fields: { ...blankJobFields, plate: `OPEN ${number}`, vin: vinOf(number) },
    steps: ['inspect'],
    partner: null,
    technician: null,
    templateId: null,
    repeats: null,
    createdAt: at,
    createdBy: 'L. Meyer',
    changedAt: at,
    assignedAt: null,
    run: null,
    end: null,
  });
}

const vinOf = (number: number) => `WKESD${String(number).padStart(12, '0')}`;

/** Every vehicle is another one, none has an open job, and one row in fifty is wrong. */
function tableOf(rows: number): string {
  const lines = Array.from({ length: rows }, (_, row) =>
    [
      `HH B ${row}`,
      vinOf(500_000 + row),
      `"Hall ${row % 7}"`,
      row % 50 === 49 ? 'soon' : '2026-12-01',
      'Mind the brake line',
    ].join(';'),
  );
  return ['Kennzeichen;FIN;Ort;Termin;Hinweis', ...lines].join('\r\n');
}

function parseAlone(text: string, rows: number): void {
  const { data } = Papa.parse<string[]>(text, { delimiter: ';' });
  if (data.length !== rows + 1) {
    throw new Error(`${data.length} rows were parsed`);
  }
}

/** A preview of something else would be no measurement. */
function expectPreview(answer: ImportPreviewView, rows: number): void {
  const isAsMade =
    answer.kind === 'preview' ? answer.good === rows * 0.98 : answer.kind === 'too-many' && answer.rows === rows;
  if (!isAsMade) {
    throw new Error(`the preview says ${JSON.stringify(answer).slice(0, 300)}`);
  }
}
