import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Job, job } from '#core/domain/jobs/job.ts';
import { blankJobFields } from '#core/domain/jobs/job-fields.ts';
import { fieldsWith, kaya, pendingJob, workshop } from '#core/domain/jobs/testing/sample-job.ts';
import { samplePhoto } from '#core/domain/photos/testing/sample-photo.ts';
import { jobId } from '#core/kernel/entity-ids.ts';
import { sha256Hex } from '#core/kernel/sha256.ts';
import type { PhotoShelf } from '#core/ports/photo-shelf.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { dropStrayDrafts } from '#core/station/photos/photos-of-end.ts';
import { createPhotoShelf } from '#electron/adapters/photos/create-photo-shelf.ts';
import { silentLog } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { noteResult } from './note-result.ts';
import { filesHolding, whatTheFolderOpens } from './scope/find-secrets.ts';
import { type SecretsSabotage, storeOfSecrets } from './scope/store-of-secrets.ts';

const secret = { lost: 'apn-canary-of-the-ended-job', kept: 'apn-canary-of-the-open-job' };
const instead = 'apn-canary-that-was-departed-to';
const photos = { 'job-ended': 'CANARY-PHOTO-7743', 'job-open': 'CANARY-PHOTO-7744' } as const;
const words = { plate: 'CANARY-PLATE-7741', instructions: 'CANARY-INSTRUCTIONS-7742' };

const secrets = storeOfSecrets();

function runningJob(id: string, value: string, changed: Partial<Job['fields']> = {}): Job {
  const { fields } = pendingJob({ fields: fieldsWith({ values: { apnPassword: value }, ...changed }) });
  const by = { at: '2026-11-21T09:00:00.000Z', by: kaya.name };
  return job.parse({
    ...pendingJob({ status: 'running', partner: workshop }),
    id,
    fields,
    run: {
      id: `run-${id}`,
      stationId: 'bench-3',
      stationName: 'Bench 3',
      startedAt: by.at,
      technician: kaya,
      paused: null,
      steps: {},
      filled: blankJobFields,
      overrides: [{ field: 'values.apnPassword', prescribed: value, instead, reason: 'as agreed', ...by }],
    },
  });
}

/** A job among others, changed several times, with a backup and a full copy on its way. */
async function workOnJobs(store: StationStore): Promise<void> {
  const ended = runningJob('job-ended', secret.lost, words);
  store.transact(({ mirror }) => {
    for (let version = 1; version < 30; version += 1) {
      mirror.putJob({ ...ended, version });
    }
    mirror.putJob(runningJob('job-open', secret.kept));
    mirror.next.begin();
    mirror.next.putJob(runningJob('job-open', secret.kept));
  });
  await secrets.backUp();
}

const databaseFiles = (text: string) =>
  filesHolding(secrets.folder, text).filter((path) => path.startsWith('station.sqlite'));
const readable = () => [...whatTheFolderOpens(secrets.folder)].join('\n');

describe('JOB-6 P38 what a station keeps of a job ends with the job', () => {
  it('lies sealed where it may be a secret, and comes back whole', async () => {
    const store = secrets.open();
    await workOnJobs(store);
    expect(filesHolding(secrets.folder, secret.lost)).toEqual([]);
    expect(readable()).toContain(secret.lost);
    expect(store.job(runningJob('job-open', '').id)).toEqual(runningJob('job-open', secret.kept));
  });

  it.each<[string, (store: StationStore) => void]>([
    ['taken back, or ended here', (store) => store.transact(({ mirror }) => mirror.remove('job', 'job-ended'))],
    [
      'missing from a full copy',
      (store) =>
        store.transact(({ mirror }) => {
          mirror.next.takePlace();
        }),
    ],
  ])('%s, it is in no page and no log, and no key opens its values in any copy', async (_how, end) => {
    const store = secrets.open();
    await workOnJobs(store);
    expect(databaseFiles(words.plate)).not.toEqual([]);
    end(store);
    expect(databaseFiles(words.plate)).toEqual([]);
    expect(databaseFiles(words.instructions)).toEqual([]);
    expect(readable()).not.toContain(secret.lost);
    expect(readable()).toContain(secret.kept);
    expect(store.job(runningJob('job-open', '').id)?.fields.values).toEqual({ apnPassword: secret.kept });
    noteResult({ promise: 'P38', fault: 'job that ended, every copy of the folder searched', times: 1, lost: 0 });
  });

  it('goes with the customer whose trust ran out', async () => {
    const store = secrets.open();
    await workOnJobs(store);
    store.transact(({ mirror }) => mirror.forgetCustomer(runningJob('job-open', '').organizationId));
    expect(databaseFiles(words.plate)).toEqual([]);
    expect(readable()).not.toContain(secret.lost);
    expect(readable()).not.toContain(secret.kept);
  });

  it.each<[string, (shelf: PhotoShelf) => PhotoShelf, boolean]>([
    ['leaves no byte', (shelf) => shelf, false],
    ['P41 would be found where drafts outlive their job', (shelf) => ({ ...shelf, owe: () => {} }), true],
  ])('a photo of it %s, in no folder and no backup', async (_how, wrap, isFound) => {
    const store = secrets.open();
    const photoShelf = wrap(createPhotoShelf({ directory: join(secrets.folder, 'photos') }));
    for (const [id, shows] of Object.entries(photos)) {
      const jpeg = samplePhoto({ shows });
      photoShelf.keep({ jobId: jobId.parse(id), sha256: sha256Hex(jpeg) }, jpeg);
    }
    await workOnJobs(store);
    dropStrayDrafts({ store, photoShelf, log: silentLog });
    expect(filesHolding(secrets.folder, photos['job-ended'])).toHaveLength(1);
    store.transact(({ mirror }) => mirror.remove('job', 'job-ended'));
    dropStrayDrafts({ store, photoShelf, log: silentLog });
    expect(filesHolding(secrets.folder, photos['job-ended']).length > 0).toBe(isFound);
    expect(filesHolding(secrets.folder, photos['job-open'])).toHaveLength(1);
  });

  it.each<[string, SecretsSabotage, () => boolean]>([
    [
      'keeps its key',
      { wrapSeal: (seal) => ({ ...seal, begin: () => {}, finish: () => {} }) },
      () => readable().includes(secret.lost),
    ],
    ['deletes without overwriting', { secureDelete: 'OFF' }, () => databaseFiles(words.plate).length > 0],
    [
      'seals nothing',
      { wrapSeal: (seal) => ({ ...seal, seal: (text) => text }) },
      () => filesHolding(secrets.folder, secret.lost).length > 0,
    ],
  ])('P41 notices a store that %s', async (_name, sabotage, isFound) => {
    const store = secrets.open(sabotage);
    await workOnJobs(store);
    store.transact(({ mirror }) => mirror.remove('job', 'job-ended'));
    expect(isFound()).toBe(true);
  });
});
