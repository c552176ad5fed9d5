import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { samplePhoto } from '#core/domain/photos/testing/sample-photo.ts';
import { jobId } from '#core/kernel/entity-ids.ts';
import { sha256Hex } from '#core/kernel/sha256.ts';
import type { PhotoShelf } from '#core/ports/photo-shelf.ts';
import { makeTestFolder, removeTestFolder } from '../sqlite/testing/opened-store.ts';
import { createPhotoShelf } from './create-photo-shelf.ts';

const job = jobId.parse('019a9d00-0000-7000-8000-000000000001');
const [plug, fuse] = ['the plug', 'the fuse box'].map((shows) => {
  const jpeg = samplePhoto({ shows });
  return { jpeg, photo: { jobId: job, sha256: sha256Hex(jpeg) } };
}) as [Kept, Kept];
interface Kept {
  readonly jpeg: Uint8Array;
  readonly photo: { readonly jobId: typeof job; readonly sha256: string };
}

let directory: string;
let shelf: PhotoShelf;
beforeEach(() => {
  directory = join(makeTestFolder(), 'photos');
  shelf = createPhotoShelf({ directory });
});
afterEach(() => removeTestFolder(join(directory, '..')));

describe('STA-4 JOB-7 the folder of photos', () => {
  it('keeps drafts in their order over a restart, once each', () => {
    for (const { photo, jpeg } of [plug, fuse, plug]) {
      shelf.keep(photo, jpeg);
    }
    const next = createPhotoShelf({ directory });
    expect(next.drafts(job)).toEqual([plug.photo.sha256, fuse.photo.sha256]);
    expect(next.jobsWithDrafts()).toEqual([job]);
    expect([...(next.readDraft(plug.photo) ?? [])]).toEqual([...plug.jpeg]);
    expect(next.readOwed(plug.photo)).toBeNull();
  });

  it('owes what an end names and nothing else; settled, nothing is left', () => {
    shelf.keep(plug.photo, plug.jpeg);
    shelf.keep(fuse.photo, fuse.jpeg);
    shelf.owe(job, [fuse.photo.sha256]);
    shelf.owe(job, [fuse.photo.sha256]);
    expect(shelf.drafts(job)).toEqual([]);
    expect(shelf.owed()).toEqual([fuse.photo]);
    expect(shelf.readOwed(fuse.photo)).not.toBeNull();
    shelf.settle(fuse.photo);
    expect(readdirSync(directory).flatMap((name) => readdirSync(join(directory, name)))).toEqual([]);
  });

  it('drops a draft, and one that is not there', () => {
    shelf.keep(plug.photo, plug.jpeg);
    shelf.drop(plug.photo);
    shelf.drop(plug.photo);
    expect(shelf.drafts(job)).toEqual([]);
    expect(shelf.readDraft(plug.photo)).toBeNull();
  });

  it('gives out nothing that is not what its name says', () => {
    shelf.keep(plug.photo, plug.jpeg);
    writeFileSync(join(directory, 'drafts', job, `${plug.photo.sha256}.jpg`), fuse.jpeg);
    expect(shelf.readDraft(plug.photo)).toBeNull();
  });

  it('passes over what a power cut or a system left in its folders', () => {
    mkdirSync(join(directory, 'owed', job), { recursive: true });
    writeFileSync(join(directory, 'owed', job, `${plug.photo.sha256}.jpg.new`), 'half of it');
    writeFileSync(join(directory, 'owed', '.DS_Store'), '');
    expect(shelf.owed()).toEqual([]);
  });

  it('says that the disk did not take it, and keeps no half', () => {
    mkdirSync(directory);
    writeFileSync(join(directory, 'drafts'), 'no folder');
    expect(() => shelf.keep(plug.photo, plug.jpeg)).toThrow(expect.objectContaining({ kind: 'not-saved' }));
    expect(existsSync(join(directory, 'drafts', job))).toBe(false);
  });
});
