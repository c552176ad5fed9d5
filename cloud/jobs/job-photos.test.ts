import { describe, expect, it } from 'vitest';
import type { Job } from '#core/domain/jobs/job.ts';
import { blankJobFields } from '#core/domain/jobs/job-fields.ts';
import { photoLimits } from '#core/domain/photos/photo.ts';
import { bytes, samplePhoto, segment, text } from '#core/domain/photos/testing/sample-photo.ts';
import { toBase64 } from '#core/kernel/base64.ts';
import { jobId, organizationId } from '#core/kernel/entity-ids.ts';
import { sha256Hex } from '#core/kernel/sha256.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';
import type { TestStation } from '../testing/test-cloud.ts';
import { createIds } from '../world/create-ids.ts';

const site = worldOfTest();
const ids = createIds();

interface Scene {
  readonly fleet: TestStation;
  readonly job: Job;
}

const plug = samplePhoto({ shows: 'the plug, torn off' });
const fuse = samplePhoto({ shows: 'the fuse box, empty' });
const hashOf = sha256Hex;

/** A job of the fleet that the workshop of `site.station` ended as failed, naming these. */
async function failed(photos: readonly string[]): Promise<Scene> {
  const fleet = await site.cloud.addStation(site.world.customer, 'office');
  const answer = await fleet.api.jobs.create({
    requestId: ids.next(),
    actor: { personId: null, name: 'F. Leet', roles: ['fleet-manager'] },
    kind: 'installation',
    fields: { ...blankJobFields, plate: 'KL 99' },
    steps: [],
    templateId: null,
    repeats: null,
    partnerId: organizationId.parse(site.world.partner),
  });
  if (answer.kind !== 'done') {
    throw new Error(`no job: ${JSON.stringify(answer)}`);
  }
  const { job } = answer;
  const start = { act: 'start', runId: 'run-1', stationId: 'bench-1', stationName: 'Bench 1' };
  const fail = { act: 'fail', runId: 'run-1', failure: 'wiring-damaged', explanation: 'The plug is torn off' };
  const { results } = await site.station.push(
    [start, { ...fail, ...(photos.length === 0 ? {} : { photos }) }].map((command) =>
      site.station.operation({
        kind: 'job.act',
        unit: `job:${job.id}`,
        payload: { jobId: job.id, organizationId: job.organizationId, number: job.number, command },
      }),
    ),
  );
  expect(results.map(({ verdict }) => verdict)).toEqual(['applied', 'applied']);
  return { fleet, job };
}

/** What the API answers to such a photo: its kind, or why not. */
async function give(by: TestStation, { job }: Pick<Scene, 'job'>, jpeg: Uint8Array, sha256 = hashOf(jpeg)) {
  const answer = await by.api.jobPhotos.give({ jobId: job.id, sha256, jpegBase64: toBase64(jpeg) });
  return answer.kind === 'refused' ? answer.code : answer.kind;
}

const read = (by: TestStation, { job }: Scene, sha256: string) => by.api.jobPhotos.read({ jobId: job.id, sha256 });

async function photosOf({ fleet, job }: Scene) {
  const answer = await fleet.api.jobs.read({ id: job.id });
  const end = answer.kind === 'job' ? answer.job.end : null;
  return end?.kind === 'failed' ? end.photos : null;
}

const rows = () =>
  site.cloud.database
    .asSystem('administration')
    .read((transaction) => transaction.selectFrom('job_photos').select(['job_id', 'sha256']).execute());

describe('JOB-7 JOB-8 photos of a job that failed, at the central API', () => {
  it('are announced by the end, and are the fleet’s one by one as they arrive', async () => {
    const scene = await failed([hashOf(plug), hashOf(fuse)]);
    const seen = await scene.fleet.pull();
    expect(await photosOf(scene)).toEqual([
      { sha256: hashOf(plug), arrivedAt: null },
      { sha256: hashOf(fuse), arrivedAt: null },
    ]);
    expect(await read(scene.fleet, scene, hashOf(fuse))).toEqual({ kind: 'unknown' });
    expect(await give(site.station, scene, fuse)).toBe('kept');
    expect(await read(scene.fleet, scene, hashOf(fuse))).toEqual({ kind: 'photo', jpegBase64: toBase64(fuse) });
    const told = (await scene.fleet.pull(seen.cursor)).rows.flatMap((row) => (row.kind === 'job' ? [row.value] : []));
    expect(told.at(-1)?.end).toMatchObject({
      photos: [
        { sha256: hashOf(plug), arrivedAt: null },
        { sha256: hashOf(fuse), arrivedAt: site.cloud.clock.now() },
      ],
    });
    const { rows: trail } = await scene.fleet.api.organizations.audit({ organizationId: site.world.customer });
    expect(trail[0]).toMatchObject({ action: 'job.photo-taken', outcome: 'done' });
  });

  it('are stored once, however often they come', async () => {
    const scene = await failed([hashOf(plug)]);
    expect(await Promise.all([1, 2, 3].map(() => give(site.station, scene, plug)))).toEqual(['kept', 'kept', 'kept']);
    const before = await scene.fleet.api.jobs.read({ id: scene.job.id });
    expect(await give(site.station, scene, plug)).toBe('kept');
    expect(await scene.fleet.api.jobs.read({ id: scene.job.id })).toEqual(before);
    expect((await rows()).filter((row) => row.job_id === scene.job.id)).toHaveLength(1);
  });

  it('JOB-6 are handed in by whoever had the job and read by its fleet alone', async () => {
    const scene = await failed([hashOf(plug)]);
    const stranger = await site.cloud.addStation(site.world.stranger, 'stranger');
    expect(await give(stranger, scene, plug)).toBe('PHOTO_NOT_NAMED');
    expect(await give(site.station, scene, plug)).toBe('kept');
    for (const other of [stranger, site.station]) {
      expect(await read(other, scene, hashOf(plug))).toEqual({ kind: 'unknown' });
    }
  });
});

describe('JOB-7 what is no photo of the job is not taken', () => {
  const noSvg = text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
  const placed = samplePhoto({ beside: [segment(0xe1, text('Exif\0\0GPS 47.5 N'))] });
  const page = samplePhoto({ after: text('<script>alert(1)</script>') });
  const wide = samplePhoto({ width: photoLimits.side + 1 });

  it.each<[string, (scene: Scene) => Promise<string>, string]>([
    ['another photo', (scene) => give(site.station, scene, fuse), 'PHOTO_NOT_NAMED'],
    [
      'another photo under the name of one that is wanted',
      (scene) => give(site.station, scene, fuse, hashOf(plug)),
      'PHOTO_OTHER_HASH',
    ],
    ['an SVG', (scene) => give(site.station, scene, noSvg), 'PHOTO_NOT_JPEG'],
    ['an empty file', (scene) => give(site.station, scene, bytes()), 'PHOTO_NOT_JPEG'],
    ['a position', (scene) => give(site.station, scene, placed), 'PHOTO_HOLDS_MORE'],
    ['a page behind the picture', (scene) => give(site.station, scene, page), 'PHOTO_HOLDS_MORE'],
    ['too many pixels', (scene) => give(site.station, scene, wide), 'PHOTO_TOO_LARGE'],
    [
      'for a job that never was',
      ({ job }) => give(site.station, { job: { ...job, id: jobId.parse('never-was') } }, plug),
      'PHOTO_NOT_NAMED',
    ],
  ])('%s', async (_what, attack, code) => {
    const named = [plug, noSvg, placed, page].map(hashOf);
    const scene = await failed(named);
    expect(await attack(scene)).toBe(code);
    expect((await photosOf(scene))?.every(({ arrivedAt }) => arrivedAt === null)).toBe(true);
    expect((await rows()).filter((row) => row.job_id === scene.job.id)).toEqual([]);
  });

  it('a job that failed without photos wants none, and no end names more than four', async () => {
    expect(await give(site.station, await failed([]), plug)).toBe('PHOTO_NOT_NAMED');
    const many = ['1', '2', '3', '4', '5'].map((digit) => digit.repeat(64));
    await expect(failed(many)).rejects.toThrow();
  });

  it.each<[string, unknown, number]>([
    ['larger than a photo may be', { jpegBase64: toBase64(new Uint8Array(photoLimits.bytes + 3)) }, 400],
    ['larger than a call may be', { jpegBase64: 'A'.repeat(3 * 1024 * 1024) }, 413],
    ['no base64', { jpegBase64: '<svg/>' }, 400],
  ])('%s: %s is refused before anything is looked at', async (_what, body, status) => {
    const { job } = await failed([hashOf(plug)]);
    const answer = await site.station.fetch(`/v1/jobs/${job.id}/photos/${hashOf(plug)}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(status);
  });

  it('reaches a browser as JSON that it may take for nothing else', async () => {
    const scene = await failed([hashOf(plug)]);
    await give(site.station, scene, plug);
    const answer = await scene.fleet.fetch(`/v1/jobs/${scene.job.id}/photos/${hashOf(plug)}`);
    const headers = ['content-type', 'x-content-type-options', 'cache-control'].map((name) => answer.headers.get(name));
    expect([answer.status, ...headers]).toEqual([200, 'application/json; charset=utf-8', 'nosniff', 'no-store']);
  });
});
