import type { BenchWish } from '../../contract/station/jobs.ts';
import { isOpenForPartner } from '../../domain/jobs/job.ts';
import type { PhotoHash } from '../../domain/photos/photo.ts';
import type { Operation } from '../../domain/sync/operation.ts';
import type { JobId } from '../../kernel/entity-ids.ts';
import type { PhotoOfJob } from '../../ports/cloud-photos.ts';
import type { StoreReader } from '../../ports/station-store.ts';
import { StorageRefusal } from '../../ports/storage-refusal.ts';
import { standingJob, unitOfJob } from '../jobs/job-book.ts';
import type { StationContext } from '../station-context.ts';

/** What the end of a job and the photos on this disk have to do with each other (JOB-7). */
export type PhotoWorld = Pick<StationContext, 'store' | 'photoShelf' | 'log'>;

/** Whether the wish names a photo that is not kept here: nobody may promise what they do not have. */
export function lacksPhotos({ photoShelf }: Pick<PhotoWorld, 'photoShelf'>, id: JobId, wish: BenchWish): boolean {
  const named = wish.act === 'fail' ? (wish.photos ?? []) : [];
  const here = named.length === 0 ? [] : photoShelf.drafts(id);
  return named.some((sha256) => !here.includes(sha256));
}

/**
 * After an end is stored: what it names is owed to the centre, its other photos are gone. A program that dies in between does it at its next
 * start, because the stored operation says the same.
 */
export function settleDrafts(world: PhotoWorld, id: JobId, wish: BenchWish): void {
  if (wish.act === 'fail' || wish.act === 'succeed') {
    owe(world, id, wish.act === 'fail' ? (wish.photos ?? []) : []);
  }
}

/** Drafts end with the access to their job, however it ended and offline too (JOB-6). */
export function dropStrayDrafts(world: PhotoWorld): void {
  const { store, photoShelf } = world;
  for (const id of photoShelf.jobsWithDrafts()) {
    const job = standingJob({ store }, id)?.job ?? null;
    if (job === null || !isOpenForPartner(job)) {
      owe(world, id, unansweredEnds(store, id).flatMap(photosNamedBy));
    }
  }
}

/** What the disk does not let happen now is done the next time that jobs change; the end itself is stored and stands. */
function owe({ photoShelf, log }: PhotoWorld, id: JobId, named: readonly PhotoHash[]): void {
  try {
    photoShelf.owe(id, named);
  } catch (error: unknown) {
    if (!(error instanceof StorageRefusal)) {
      throw error;
    }
    log.warn('photos.not-settled', { kind: error.kind });
  }
}

/** Whether the centre, or somebody at the bench, still has to say something of the end that names the photo. */
export function isAwaited(store: StoreReader, { jobId, sha256 }: PhotoOfJob): boolean {
  return unansweredEnds(store, jobId).some((operation) => photosNamedBy(operation).includes(sha256));
}

/** Those that wait for the centre, and those that it did not take and nobody has dealt with: they may be sent again. */
function unansweredEnds(store: StoreReader, id: JobId): readonly Operation[] {
  const unit = unitOfJob(id);
  const refused = store.operationsThatNeedSomebody(mostTasks).map(({ operation }) => operation);
  return [...store.waitingOperations(unit), ...refused.filter((operation) => operation.unit === unit)];
}

/** More than anybody leaves undone. */
const mostTasks = 10_000;

function photosNamedBy(operation: Operation): readonly PhotoHash[] {
  const command = operation.kind === 'job.act' ? operation.payload.command : null;
  return command?.act === 'fail' ? (command.photos ?? []) : [];
}
