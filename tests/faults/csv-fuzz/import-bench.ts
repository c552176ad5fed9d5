import {
  type ImportCommit,
  type ImportPreviewView,
  type ImportResult,
  type ImportWish,
  importPreview,
  importResult,
} from '#core/contract/station/job-import.ts';
import { type NewJob, newJob } from '#core/domain/jobs/job-exchange.ts';
import { fieldsWith, pendingJob } from '#core/domain/jobs/testing/sample-job.ts';
import type { PartnerView } from '#core/domain/organizations/partner-exchange.ts';
import { jobId, organizationId } from '#core/kernel/entity-ids.ts';
import type { CloudJobs } from '#core/ports/cloud-jobs.ts';
import type { TableReader } from '#core/ports/table-reader.ts';
import { jobImportProcedures } from '#core/station/jobs/import/import-procedures.ts';
import { createTableReader } from '#electron/adapters/csv/create-table-reader.ts';
import { makeTestFolder, openedStore, removeTestFolder } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { readShippedRules } from '#electron/compose/shipped-rules.ts';

/** What made files play with: the fleet's own partner, and a vehicle that has an open job. */
export const workshopId = organizationId.parse('workshop');
export const trustedCode = 'T1E2S';
export const openPlate = 'KL 99';
const fleet = organizationId.parse('fleet');

/** How the centre takes the next request: as usual, not at all, with an answer that is lost on its way back, or with a no. */
export const centreMoods = ['answers', 'away', 'answer-lost', 'refuses'] as const;
export type CentreMood = (typeof centreMoods)[number];

/** The import as the station serves it, over a real store and reader, in front of a centre whose jobs can be looked at. */
export interface ImportBench {
  readonly reader: TableReader;
  preview(wish: ImportWish): Promise<ImportPreviewView>;
  commit(asked: ImportCommit): Promise<ImportResult>;
  /** The file of refused rows; null where there is none. */
  rejected(wish: ImportWish): Promise<string | null>;
  /** What the centre holds since it was emptied. */
  jobs(): readonly NewJob[];
  setMood(mood: CentreMood): void;
  empty(): void;
  close(): void;
}

/** What a test puts in the place of the real thing, to see whether anybody notices. */
export interface Sabotage {
  readonly reader?: (real: TableReader) => TableReader;
  readonly bench?: (real: ImportBench) => ImportBench;
  /** How many of the jobs that it refuses the centre keeps all the same. */
  readonly kept?: number;
}

export function createImportBench({ reader: worse, bench: wrap, kept = 0 }: Sabotage = {}): ImportBench {
  const directory = makeTestFolder();
  const store = openedStore(directory);
  store.transact(({ mirror }) =>
    mirror.putJob(pendingJob({ organizationId: fleet, fields: fieldsWith({ plate: openPlate }) })),
  );
  const centre = createCentre(kept);
  const real = createTableReader();
  const tableReader = worse?.(real) ?? real;
  const { preview, commit, rejected } = jobImportProcedures({
    tableReader,
    store,
    cloudJobs: centre.cloud,
    identity: { organizationId: fleet },
    unitTypes: readShippedRules().unitTypes,
    cloudPartners: { partners: async () => ({ kind: 'partners', partners: [trusted], asOf: at }) },
    changed: () => {},
    sync: { runNow: async () => {} },
  });
  const call = { principal: { kind: 'command-line', name: 'test' } } as const;
  const bench: ImportBench = {
    reader: tableReader,
    // What leaves the station is checked by the contract, as its hosts do.
    preview: async (wish) => importPreview.parse(await preview(wish, call)),
    commit: async (asked) => importResult.parse(await commit(asked, call)),
    async rejected(wish) {
      const file = await rejected({ ...wish, locale: 'en' }, call);
      return file.kind === 'file' ? file.text : null;
    },
    jobs: centre.jobs,
    setMood: centre.setMood,
    empty: centre.empty,
    close() {
      store.close();
      removeTestFolder(directory);
    },
  };
  return wrap?.(bench) ?? bench;
}

interface Centre extends Pick<ImportBench, 'jobs' | 'setMood' | 'empty'> {
  readonly cloud: Pick<CloudJobs, 'importMany'>;
}

/** All or none, and the same number once, as the real one keeps them in one transaction (`cloud/jobs/jobs.test.ts`). */
function createCentre(keptWhenRefused: number): Centre {
  let held: NewJob[] = [];
  let mood: CentreMood = 'answers';
  const done = new Set<string>();
  const take = (requestId: string, jobs: readonly NewJob[]) => {
    if (!done.has(requestId)) {
      done.add(requestId);
      held.push(...jobs.map((job) => newJob.parse(job)));
    }
    const assigned = jobs.filter(({ partnerId }) => partnerId !== null).length;
    return { kind: 'imported', jobs: jobs.map((_job, index) => jobId.parse(`new-${index}`)), assigned } as const;
  };
  return {
    cloud: {
      async importMany({ requestId, jobs }) {
        const now = mood;
        mood = 'answers';
        switch (now) {
          case 'answers':
            return take(requestId, jobs);
          case 'away':
            return { kind: 'unreachable', detail: 'away' };
          case 'answer-lost':
            take(requestId, jobs);
            return { kind: 'unreachable', detail: 'lost' };
          case 'refuses':
            held.push(...jobs.slice(0, keptWhenRefused));
            return { kind: 'refused', code: 'JOB_NO_TRUST', place: jobs.length - 1 };
        }
      },
    },
    jobs: () => held,
    setMood(next) {
      mood = next;
    },
    empty() {
      held = [];
      mood = 'answers';
    },
  };
}

const at = '2026-11-21T08:00:00.000Z';
const trusted: PartnerView = {
  id: 'pair',
  partnerId: workshopId,
  partnerName: 'Hansen Trailer Service',
  email: null,
  partnerCode: trustedCode,
  standing: 'active',
  validFrom: at,
  validTo: null,
  overrideAllowed: false,
  invitedAt: null,
  invitedBy: null,
  invitedUntil: null,
  answeredBy: null,
  answeredAt: null,
  hasAgreement: false,
  mail: 'none',
  mailProblem: null,
  version: 1,
};
