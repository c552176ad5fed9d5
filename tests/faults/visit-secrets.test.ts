import { describe, expect, it } from 'vitest';
import { profileSecret } from '#core/domain/installation/profile-secret.ts';
import { type Job, job } from '#core/domain/jobs/job.ts';
import type { VisitCommand } from '#core/domain/jobs/job-command.ts';
import { bench2, kaya, workshop } from '#core/domain/jobs/testing/sample-job.ts';
import { visitJob } from '#core/domain/jobs/visit-job.ts';
import { organization } from '#core/domain/organizations/organization.ts';
import { jobId, jobRunId, operationId, organizationId } from '#core/kernel/entity-ids.ts';
import type { StationStore, StoreWriter } from '#core/ports/station-store.ts';
import { keepStanding } from '#core/station/jobs/keep-standing.ts';
import { keepVisits } from '#core/station/jobs/take-visit-answer.ts';
import { dropSecretsWithoutJob } from '#core/station/profiles/secrets-need-job.ts';
import type { ScopeSeal } from '#electron/adapters/secrets/scope-seal.ts';
import { noteResult } from './note-result.ts';
import { whatTheFolderOpens } from './scope/find-secrets.ts';
import { storeOfSecrets } from './scope/store-of-secrets.ts';

const [strict, easy] = [organizationId.parse('fleet'), organizationId.parse('easy-fleet')];
const value = { strict: 'apn-canary-of-visits', easy: 'apn-canary-of-trust' };
const identity = {
  stationId: bench2.stationId,
  name: 'Bench 2',
  place: '',
  organizationId: workshop.id,
  generation: 1,
};

const secrets = storeOfSecrets('bench-2');

const at = '2026-11-21T09:00:00.000Z';
const command: VisitCommand = {
  ...bench2,
  act: 'visit',
  runId: jobRunId.parse('run-1'),
  kind: 'installation',
  knownAt: null,
  unitSerial: '866344054201822',
  unitType: 'evopulse',
};

function visit(id: string): Job {
  const about = { id: jobId.parse(id), organizationId: strict, number: null, partner: workshop, technician: kaya, at };
  const made = visitJob(command, about);
  if (made.kind === 'refused') {
    throw new Error(made.code);
  }
  return job.parse(made.job);
}

const ended = (of: Job): Job => ({
  ...of,
  status: 'failed',
  end: { kind: 'failed', failure: 'other', explanation: 'only a test', at, by: kaya.name },
});

/** Two fleets' secrets, of which one is here for its jobs only, a backup, and a full copy on its way. */
async function work(store: StationStore, jobs: readonly Job[]): Promise<void> {
  const secretOf = (owner: typeof strict, of: string) =>
    profileSecret.parse({ organizationId: owner, name: 'apn', value: of, changedAt: at, changedBy: 'F. Leet' });
  store.transact(({ mirror }) => {
    for (const [id, parts] of [[strict, { visitsAreJobs: true }] as const, [easy, {}] as const]) {
      const names = { id, name: id, kinds: ['fleet-customer'], autoPairing: false, nameIsPublic: false };
      mirror.putOrganization(organization.parse({ ...names, ...parts }));
    }
    mirror.putSecret(secretOf(strict, value.strict));
    mirror.putSecret(secretOf(easy, value.easy));
    for (const one of jobs) {
      mirror.putJob(one);
    }
    mirror.next.begin();
    mirror.next.putSecret(secretOf(strict, value.strict));
  });
  await secrets.backUp();
}

const readable = () => [...whatTheFolderOpens(secrets.folder)].join('\n');
const endOf = (one: Job) => (write: StoreWriter) => keepStanding({ identity }, write, ended(one));

describe('X3 P38 secrets that are here for a job', () => {
  it('are opened by no key in any copy once the last job of their fleet has ended here', async () => {
    const store = secrets.open();
    const [one, other] = [visit('job-1'), visit('job-2')];
    await work(store, [one, other]);
    store.transact(endOf(one));
    expect(readable()).toContain(value.strict);
    store.transact(endOf(other));
    expect(readable()).not.toContain(value.strict);
    expect(readable()).toContain(value.easy);
    expect(store.secretValue({ organizationId: easy, name: 'apn' })).toBe(value.easy);
    noteResult({ promise: 'P38', fault: 'last job of a fleet ended, its secrets searched', times: 2, lost: 0 });
  });

  it('go when it is heard that a job is wanted and none runs', async () => {
    const store = secrets.open();
    await work(store, []);
    store.transact((write) => dropSecretsWithoutJob({ identity }, write));
    expect(readable()).not.toContain(value.strict);
    expect(readable()).toContain(value.easy);
  });

  it.each<[string, (seal: ScopeSeal) => ScopeSeal, (one: Job) => (write: StoreWriter) => void]>([
    ['keeps the key of its secrets', (seal) => ({ ...seal, begin: () => {}, finish: () => {} }), endOf],
    [
      'ends a job and leaves its secrets',
      (seal) => seal,
      (one) =>
        ({ mirror }) =>
          mirror.remove('job', one.id),
    ],
  ])('P41 notices a station that %s', async (_name, wrapSeal, end) => {
    const store = secrets.open({ wrapSeal });
    const one = visit('job-1');
    await work(store, [one]);
    store.transact(end(one));
    expect(readable()).toContain(value.strict);
  });
});

describe('X2 a visit that the centre has not heard of', () => {
  it('stays over a full copy, which knows nothing of it, until it was ended here', () => {
    const store = secrets.open();
    const one = visit('job-1');
    store.transact((write) => {
      write.mirror.putJob(one);
      write.enqueue({
        id: operationId.parse('operation-1'),
        kind: 'job.act',
        unit: 'job:job-1',
        sessionId: null,
        actor: { ...kaya, roles: [] },
        occurredAt: at,
        payload: { jobId: one.id, organizationId: strict, number: null, command },
      });
    });
    const copyWhole = () =>
      store.transact((write) => {
        write.mirror.next.begin();
        const standing = { kinds: ['service-partner'], autoPairing: false, nameIsPublic: false };
        write.mirror.next.putOrganization(organization.parse({ ...workshop, ...standing }));
        const rows = write.mirror.next.takePlace();
        keepVisits({ identity }, write, { rows, cursor: '', more: false, asOf: at });
      });
    copyWhole();
    expect(store.job(one.id)).toEqual(one);
    store.transact((write) => {
      const failed = { act: 'fail', runId: command.runId, failure: 'other', explanation: 'only a test' } as const;
      write.enqueue({
        id: operationId.parse('operation-2'),
        kind: 'job.act',
        unit: 'job:job-1',
        sessionId: null,
        actor: { ...kaya, roles: [] },
        occurredAt: at,
        payload: { jobId: one.id, organizationId: strict, number: null, command: failed },
      });
    });
    copyWhole();
    expect(store.job(one.id)).toBeNull();
  });
});
