import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { samplePhoto, segment, text } from '#core/domain/photos/testing/sample-photo.ts';
import { toBase64 } from '#core/kernel/base64.ts';
import type { JobId } from '#core/kernel/entity-ids.ts';
import { sha256Hex } from '#core/kernel/sha256.ts';
import type { PhotoShelf } from '#core/ports/photo-shelf.ts';
import { filesBelow, filesHolding } from '../faults/scope/find-secrets.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld, type StationOptions } from './testing/bench-world.ts';
import { act, atFleet, giveJob, orderAt, syncAll, viewOf } from './testing/job-work.ts';

let count = 0;
/** A photo that nobody took before; what it shows is found wherever its bytes lie. */
function photo() {
  count += 1;
  const shows = `CANARY number ${count} of what was found`;
  const jpeg = samplePhoto({ shows });
  return { shows, jpeg, sha256: sha256Hex(jpeg) };
}
type Photo = ReturnType<typeof photo>;

const explained = { act: 'fail', failure: 'wiring-damaged', explanation: 'The plug is torn off' } as const;
const soon = { timeout: 30_000 };

let cloud: CloudWorld;
let office: BenchWorld;
let bench: BenchWorld;

beforeAll(async () => {
  cloud = await createCloudWorld();
  office = await cloud.addStation({ name: 'Office', organization: 'nordfracht' });
  bench = await added();
}, 60_000);
afterEach(() => bench.setConnected(true));
afterAll(() => cloud.close());

async function added(options: StationOptions = {}): Promise<BenchWorld> {
  const station = await cloud.addStation({ name: 'Hall North', ...options });
  await station.signIn('M. Kaya');
  return station;
}

/** A job that was begun at the bench, and the bench as it is left by `photos`. */
async function begun(at: BenchWorld, ...photos: readonly Photo[]): Promise<JobId> {
  const { id } = await giveJob(office);
  await syncAll(at);
  expect(await act(at, id, { act: 'start' })).toBe('done');
  for (const { jpeg } of photos) {
    expect(await keep(at, id, jpeg)).toBe('kept');
  }
  return id;
}

async function keep(at: BenchWorld, jobId: JobId, jpeg: Uint8Array): Promise<string> {
  const answer = await at.client.photos.keep({ jobId, jpegBase64: toBase64(jpeg) });
  return answer.kind === 'refused' ? answer.code : answer.kind;
}

const keptAt = async (at: BenchWorld, jobId: JobId) => (await at.client.photos.kept({ jobId })).photos;
const fail = (at: BenchWorld, id: JobId, photos: string[]) => act(at, id, { ...explained, photos });

/** What the fleet sees of the photos: whether each is there. */
async function arrivedAt(id: JobId): Promise<readonly boolean[]> {
  const { end } = await atFleet(office, id);
  return end?.kind === 'failed' ? (end.photos ?? []).map(({ arrivedAt: at }) => at !== null) : [];
}

const readAt = (at: BenchWorld, jobId: JobId, sha256: string) => at.operator.photos.read({ jobId, sha256 });
const shown = ({ jpeg }: Photo) => ({ kind: 'photo', jpegBase64: toBase64(jpeg) });
const filesNamed = ({ directory }: BenchWorld, name: string) =>
  filesBelow(directory).filter(({ path }) => path.includes(name));
const filesWith = (at: BenchWorld, { shows }: Photo) => filesHolding(at.directory, shows);

describe('JOB-7 JOB-8 photos of a job that fails', { timeout: 60_000 }, () => {
  it('go with its end, are the fleet’s as they arrive, and leave the bench', async () => {
    const [plug, fuse] = [photo(), photo()];
    const id = await begun(bench, plug, fuse);
    expect(await keptAt(bench, id)).toEqual([plug.sha256, fuse.sha256]);
    expect(await readAt(bench, id, plug.sha256)).toEqual(shown(plug));
    expect(await fail(bench, id, [fuse.sha256, plug.sha256])).toBe('done');
    await syncAll(bench);
    await expect.poll(() => arrivedAt(id), soon).toEqual([true, true]);
    expect(await readAt(office, id, fuse.sha256)).toEqual(shown(fuse));
    await expect.poll(() => [...filesWith(bench, plug), ...filesWith(bench, fuse)], soon).toEqual([]);
    const entries = await bench.operator.audit.entries({ limit: 20 });
    expect(entries.find(({ action }) => action === 'job.failed')?.after).toMatchObject({
      photos: `${fuse.sha256}, ${plug.sha256}`,
    });
    expect(entries.filter(({ action }) => action === 'job.photo-sent')).toHaveLength(2);
  });

  it('are taken back before the end, and only what the end names goes', async () => {
    const [plug, fuse] = [photo(), photo()];
    const id = await begun(bench, plug, fuse);
    expect(await keep(bench, id, plug.jpeg)).toBe('kept');
    await bench.client.photos.drop({ jobId: id, sha256: plug.sha256 });
    expect(await keptAt(bench, id)).toEqual([fuse.sha256]);
    expect(filesWith(bench, plug)).toEqual([]);
    expect(await keep(bench, id, plug.jpeg)).toBe('kept');
    expect(await fail(bench, id, [plug.sha256])).toBe('done');
    expect(filesWith(bench, fuse)).toEqual([]);
    await syncAll(bench);
    await expect.poll(() => arrivedAt(id), soon).toEqual([true]);
    expect(await readAt(office, id, fuse.sha256)).toEqual({ kind: 'not-here' });
  });

  it('are kept and taken back by whoever has the job, and by nobody else at the bench', async () => {
    const [plug, fuse] = [photo(), photo()];
    const id = await begun(bench, plug);
    await bench.signIn('A. Okafor');
    expect(await keep(bench, id, fuse.jpeg)).toBe('unknown');
    expect(await bench.client.photos.drop({ jobId: id, sha256: plug.sha256 })).toEqual({ kind: 'unknown' });
    expect(await keptAt(bench, id)).toEqual([plug.sha256]);
    await bench.signIn('M. Kaya');
    expect(await bench.client.photos.drop({ jobId: id, sha256: plug.sha256 })).toEqual({ kind: 'dropped' });
    expect(await keptAt(bench, id)).toEqual([]);
  });

  it.each<[string, Uint8Array, string]>([
    ['a position', samplePhoto({ beside: [segment(0xe1, text('Exif\0\0GPS'))] }), 'PHOTO_HOLDS_MORE'],
    ['an SVG', text('<svg/>'), 'PHOTO_NOT_JPEG'],
    ['too many pixels', samplePhoto({ width: 1_601 }), 'PHOTO_TOO_LARGE'],
  ])('are not kept with %s', async (_what, file, code) => {
    expect(await keep(bench, await begun(bench), file)).toBe(code);
  });

  it('are at most four, of a job that is under way and one’s own, and only what is kept is promised', async () => {
    const id = await begun(bench, photo(), photo(), photo(), photo());
    const plug = photo();
    expect(await keep(bench, id, plug.jpeg)).toBe('PHOTO_TOO_MANY');
    expect(await fail(bench, id, [plug.sha256])).toBe('JOB_PHOTO_MISSING');
    expect(await viewOf(bench, id)).toMatchObject({ job: { status: 'running' } });
    const waiting = await giveJob(office);
    await syncAll(bench);
    expect(await keep(bench, waiting.id, plug.jpeg)).toBe('unknown');
  });

  it('wait offline for as long as it takes, over restarts, and hold up nothing', async () => {
    const plug = photo();
    const id = await begun(bench, plug);
    bench.setConnected(false);
    expect(await fail(bench, id, [plug.sha256])).toBe('done');
    expect(await viewOf(bench, id)).toBeNull();
    expect(await keptAt(bench, id)).toEqual([]);
    expect(await readAt(bench, id, plug.sha256)).toEqual({ kind: 'not-here' });
    await bench.restart();
    await bench.signIn('M. Kaya');
    expect(filesWith(bench, plug)).toEqual([join('photos', 'owed', id, `${plug.sha256}.jpg`)]);
    bench.setConnected(true);
    await syncAll(bench);
    await expect.poll(() => arrivedAt(id), soon).toEqual([true]);
    await expect.poll(() => filesWith(bench, plug), soon).toEqual([]);
  });

  it('of an end that the centre did not take stay until somebody has dealt with it, and go then', async () => {
    const plug = photo();
    const { id } = await giveJob(office);
    await syncAll(bench);
    bench.setConnected(false);
    expect(await act(bench, id, { act: 'start' })).toBe('done');
    expect(await keep(bench, id, plug.jpeg)).toBe('kept');
    expect(await fail(bench, id, [plug.sha256])).toBe('done');
    expect(await orderAt(office, id, { act: 'recall' })).toBe('done');
    bench.setConnected(true);
    await syncAll(bench);
    const tasks = await bench.operator.tasks.list();
    const mine = tasks.flatMap((one) => (one.kind === 'operation' && one.operationKind === 'job.act' ? [one] : []));
    expect(mine.map(({ code }) => code)).toContain('JOB_UNKNOWN');
    expect(filesWith(bench, plug)).toHaveLength(1);
    for (const { operationId } of mine) {
      await bench.operator.sync.resolve({ operationId, note: 'seen' });
    }
    await syncAll(bench);
    await expect.poll(() => filesWith(bench, plug), soon).toEqual([]);
    const entries = await bench.operator.audit.entries({ limit: 20 });
    expect(entries.find(({ action }) => action === 'job.photo-refused')).toMatchObject({ code: 'PHOTO_NOT_NAMED' });
  });
});

describe('JOB-6 P38 photos of a job that is not ours any more', { timeout: 60_000 }, () => {
  it('go with the end that names none of them', async () => {
    const plug = photo();
    const id = await begun(bench, plug);
    expect(await act(bench, id, { act: 'waive', step: 'configure', reason: 'nothing to write' })).toBe('done');
    expect(await act(bench, id, { act: 'succeed', comment: null })).toBe('done');
    expect(filesWith(bench, plug)).toEqual([]);
  });

  it('go with the news that the fleet had taken it back', async () => {
    const plug = photo();
    const { id } = await giveJob(office);
    await syncAll(bench);
    bench.setConnected(false);
    expect(await act(bench, id, { act: 'start' })).toBe('done');
    expect(await keep(bench, id, plug.jpeg)).toBe('kept');
    expect(await orderAt(office, id, { act: 'recall' })).toBe('done');
    expect(filesWith(bench, plug)).toHaveLength(1);
    bench.setConnected(true);
    await syncAll(bench);
    await expect.poll(() => filesWith(bench, plug), soon).toEqual([]);
  });
});

describe('STA-4 a photo that was kept is not lost', { timeout: 60_000 }, () => {
  const sentFrom = async (at: BenchWorld, id: JobId, plug: Photo) => {
    at.setConnected(true);
    await at.signIn('M. Kaya');
    await syncAll(at);
    await expect.poll(() => arrivedAt(id), soon).toEqual([true]);
    await expect.poll(() => filesWith(at, plug), soon).toEqual([]);
  };

  it('in a power cut after it was kept, and in one after the end was stored', async () => {
    const plug = photo();
    const id = await begun(bench, plug);
    bench.setConnected(false);
    await bench.crash();
    await bench.signIn('M. Kaya');
    expect(await keptAt(bench, id)).toEqual([plug.sha256]);
    expect(await fail(bench, id, [plug.sha256])).toBe('done');
    await bench.crash();
    await sentFrom(bench, id, plug);
  });

  it('in a power cut between the stored end and what follows from it', async () => {
    const forgetful = await added({ name: 'Hall West', wrapShelf: (shelf) => ({ ...shelf, owe: () => {} }) });
    const plug = photo();
    const id = await begun(forgetful, plug);
    forgetful.setConnected(false);
    expect(await fail(forgetful, id, [plug.sha256])).toBe('done');
    expect(filesWith(forgetful, plug)).toEqual([join('photos', 'drafts', id, `${plug.sha256}.jpg`)]);
    forgetful.wrapShelf((shelf) => shelf);
    await forgetful.crash();
    await sentFrom(forgetful, id, plug);
  });

  it('in a power cut after the centre took it and before the bench heard of it', async () => {
    const deaf = await added({ name: 'Hall East', wrapShelf: (shelf) => ({ ...shelf, settle: () => {} }) });
    const plug = photo();
    const id = await begun(deaf, plug);
    expect(await fail(deaf, id, [plug.sha256])).toBe('done');
    await syncAll(deaf);
    await expect.poll(() => arrivedAt(id), soon).toEqual([true]);
    expect(filesWith(deaf, plug)).toHaveLength(1);
    deaf.wrapShelf((shelf) => shelf);
    await deaf.crash();
    await sentFrom(deaf, id, plug);
  });

  it('is never handed over damaged; the trail says that it was lost', async () => {
    const plug = photo();
    const id = await begun(bench, plug);
    bench.setConnected(false);
    expect(await fail(bench, id, [plug.sha256])).toBe('done');
    writeFileSync(join(bench.directory, 'photos', 'owed', id, `${plug.sha256}.jpg`), photo().jpeg);
    bench.setConnected(true);
    await syncAll(bench);
    const lost = async () => (await bench.operator.audit.entries({ limit: 5 })).map(({ action }) => action);
    await expect.poll(lost, soon).toContain('job.photo-lost');
    expect(await arrivedAt(id)).toEqual([false]);
    await expect.poll(() => filesNamed(bench, plug.sha256), soon).toEqual([]);
  });

  /** P41: bytes that are only in memory when the bench says that it has them. */
  const onlyInMemory = (shelf: PhotoShelf): PhotoShelf => {
    const held = new Map<string, Uint8Array>();
    return {
      ...shelf,
      keep: ({ sha256 }, jpeg) => void held.set(sha256, jpeg),
      drafts: () => [...held.keys()],
      readDraft: ({ sha256 }) => held.get(sha256) ?? null,
    };
  };
  it('P41 notices a bench that says so before it is on disk', async () => {
    const hasty = await added({ name: 'Hall Hasty', wrapShelf: onlyInMemory });
    const plug = photo();
    const id = await begun(hasty, plug);
    await hasty.crash();
    await hasty.signIn('M. Kaya');
    expect(await keptAt(hasty, id)).toEqual([]);
  });

  it('P41 notices a bench that drops its copy before the centre has it', async () => {
    const careless = await added({
      name: 'Hall Careless',
      wrapShelf: (shelf) => ({
        ...shelf,
        owe: (job, named) => named.map((sha256) => shelf.drop({ jobId: job, sha256 })),
      }),
    });
    const plug = photo();
    const id = await begun(careless, plug);
    expect(await fail(careless, id, [plug.sha256])).toBe('done');
    await syncAll(careless);
    expect(await arrivedAt(id)).toEqual([false]);
    expect(filesWith(careless, plug)).toEqual([]);
  });
});
