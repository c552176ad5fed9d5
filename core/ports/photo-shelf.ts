import type { PhotoHash } from '../domain/photos/photo.ts';
import type { JobId } from '../kernel/entity-ids.ts';
import type { PhotoOfJob } from './cloud-photos.ts';

/**
 * The bytes of photos on this station's disk (JOB-7), in a folder beside the store and not in it: copies and backups of the store hold none, and
 * what is owed to the centre outlives a store that was lost. A photo is a draft until the end of its job names it, and owed from then on
 * until the centre has it. What lies here is all there is to know; nothing else counts along. All calls are done, on disk, when they return.
 */
export interface PhotoShelf {
  /** Keeps a draft. Throws `StorageRefusal` where the disk does not take it; nothing is kept then. */
  keep(photo: PhotoOfJob, jpeg: Uint8Array): void;
  /** Drafts of a job, in the order in which they came. */
  drafts(jobId: JobId): readonly PhotoHash[];
  jobsWithDrafts(): readonly JobId[];
  /** Takes a draft away; one that is not there is as good as taken away. */
  drop(photo: PhotoOfJob): void;
  /** The end of the job names these: they are owed from now on, and its other drafts are gone. What is not there, or is owed already, is passed over. Throws `StorageRefusal` where the disk does not let it; nothing is lost then. */
  owe(jobId: JobId, named: readonly PhotoHash[]): void;
  owed(): readonly PhotoOfJob[];
  /** The bytes; null where they are not there, or are not any more what they were. */
  readDraft(photo: PhotoOfJob): Uint8Array | null;
  readOwed(photo: PhotoOfJob): Uint8Array | null;
  /** Takes away what was owed. */
  settle(photo: PhotoOfJob): void;
}
