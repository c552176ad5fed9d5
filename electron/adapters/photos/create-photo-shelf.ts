import { existsSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type PhotoHash, photoHash } from '#core/domain/photos/photo.ts';
import { type JobId, jobId } from '#core/kernel/entity-ids.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { sha256Hex } from '#core/kernel/sha256.ts';
import type { PhotoOfJob } from '#core/ports/cloud-photos.ts';
import type { PhotoShelf } from '#core/ports/photo-shelf.ts';
import { StorageRefusal } from '#core/ports/storage-refusal.ts';
import { diskTroubleOf } from '../files/disk-trouble.ts';
import { makeFolderDurably, syncFolder, writeFileDurably } from '../files/write-file-durably.ts';

/** One folder for drafts and one for what is owed, in each one per job, in each one file per photo that is named by its hash. */
export function createPhotoShelf({ directory }: { readonly directory: string }): PhotoShelf {
  const drafts = placesBelow(join(directory, 'drafts'));
  const owed = placesBelow(join(directory, 'owed'));
  return {
    keep(photo, jpeg) {
      if (drafts.read(photo) !== null) {
        return;
      }
      try {
        makeFolderDurably(drafts.folderOf(photo.jobId));
        writeFileDurably(drafts.fileOf(photo), jpeg);
      } catch (error: unknown) {
        // Half of it must not stay.
        if (existsSync(drafts.folderOf(photo.jobId))) {
          drafts.remove(photo);
        }
        throw refusalOf(error);
      }
    },
    drafts: drafts.photosOf,
    jobsWithDrafts: drafts.jobs,
    drop: drafts.remove,
    owe(id, named) {
      const found = drafts.photosOf(id).filter((sha256) => named.includes(sha256));
      try {
        if (found.length > 0) {
          makeFolderDurably(owed.folderOf(id));
          for (const sha256 of found) {
            renameSync(drafts.fileOf({ jobId: id, sha256 }), owed.fileOf({ jobId: id, sha256 }));
          }
          // The new names before the old ones: a power cut in between leaves both, never none.
          syncFolder(owed.folderOf(id));
        }
        drafts.clear(id);
      } catch (error: unknown) {
        throw refusalOf(error);
      }
    },
    owed: () => owed.jobs().flatMap((id) => owed.photosOf(id).map((sha256) => ({ jobId: id, sha256 }))),
    readDraft: drafts.read,
    readOwed: owed.read,
    settle: owed.remove,
  };
}

const ending = '.jpg';

function placesBelow(root: string) {
  const folderOf = (id: JobId): string => join(root, nameOf(id));
  const fileOf = ({ jobId: id, sha256 }: PhotoOfJob): string => join(folderOf(id), `${sha256}${ending}`);
  const photosOf = (id: JobId): readonly PhotoHash[] =>
    namesIn(folderOf(id))
      .flatMap((name) => {
        const hash = photoHash.safeParse(name.endsWith(ending) ? name.slice(0, -ending.length) : '');
        return hash.success ? [{ hash: hash.data, at: statSync(join(folderOf(id), name)).mtimeMs }] : [];
      })
      .sort((one, other) => one.at - other.at)
      .map(({ hash }) => hash);
  const clear = (id: JobId): void => {
    for (const name of namesIn(folderOf(id))) {
      rmSync(join(folderOf(id), name), { force: true });
    }
    if (existsSync(folderOf(id))) {
      rmdirSync(folderOf(id));
      syncFolder(root);
    }
  };
  return {
    folderOf,
    fileOf,
    photosOf,
    clear,
    jobs: (): readonly JobId[] => namesIn(root).flatMap((name) => (isName.test(name) ? [jobId.parse(name)] : [])),
    remove(photo: PhotoOfJob) {
      rmSync(fileOf(photo), { force: true });
      rmSync(`${fileOf(photo)}.new`, { force: true });
      if (existsSync(folderOf(photo.jobId))) {
        syncFolder(folderOf(photo.jobId));
      }
      if (photosOf(photo.jobId).length === 0) {
        clear(photo.jobId);
      }
    },
    read(photo: PhotoOfJob): Uint8Array | null {
      const path = fileOf(photo);
      const bytes = existsSync(path) ? readFileSync(path) : null;
      return bytes !== null && sha256Hex(bytes) === photo.sha256 ? bytes : null;
    },
  };
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** Names of our own making; what a system puts into folders by itself begins with a dot. */
const isName = /^[\w-]+$/;

/** The name of a folder; ids are letters, digits and hyphens wherever they are made. */
function nameOf(id: JobId): string {
  invariant(isName.test(id), 'the id of a job is a name for a folder');
  return id;
}

/** What a disk refuses is said as the store says it (reliability.md §2.5). */
function refusalOf(error: unknown): unknown {
  const why = diskTroubleOf(error);
  if (why === undefined) {
    return error;
  }
  const isFull = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
  return new StorageRefusal(isFull ? 'disk-full' : 'not-saved', `the photo was not kept: ${why}`, { cause: error });
}
