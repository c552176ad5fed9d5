import type { PhotoTaken } from '#core/contract/cloud/job-photos.ts';
import type { PhotoCode } from '#core/domain/codes.ts';
import { jobName } from '#core/domain/jobs/job-name.ts';
import { photoArrived } from '#core/domain/jobs/photo-of-job.ts';
import { judgePhoto } from '#core/domain/photos/judge-photo.ts';
import type { PhotoHash } from '#core/domain/photos/photo.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { sha256Hex } from '#core/kernel/sha256.ts';
import { noteAct } from '../audit/note-act.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { actAsSystem } from '../database/wall/acting.ts';
import type { CallingStation } from '../stations/find-station.ts';
import type { CloudClock } from '../world/world.ts';
import { holdAnyJob, storeJobs } from './job-rows.ts';

/** A photo of a job as it is asked for. */
export interface PhotoName {
  readonly jobId: string;
  readonly sha256: PhotoHash;
}

interface Given extends PhotoName {
  readonly station: CallingStation;
  readonly jpeg: Uint8Array;
}

/**
 * Takes a photo that the end of a job names (JOB-7), from the company that had the job. It does not know the job any more then (JOB-6), so the
 * answer is the same for a job that is not its business, one that names no such photo, and one that never was. Photo, job and trail change
 * together; a repeat changes nothing.
 */
export async function takePhoto(
  { database, clock }: { readonly database: CloudDatabase; readonly clock: CloudClock },
  given: Given,
): Promise<PhotoTaken> {
  if (sha256Hex(given.jpeg) !== given.sha256) {
    return refused('PHOTO_OTHER_HASH');
  }
  const judged = judgePhoto(given.jpeg);
  if (judged.kind === 'refused') {
    return judged;
  }
  const now = clock.now();
  return database
    .forTenant({ organizationId: given.station.organizationId, now })
    .transact((transaction) => actAsSystem(transaction, 'job-photo', () => store(transaction, { ...given, now })));
}

async function store(
  transaction: CloudTransaction,
  { station, jobId, sha256, jpeg, now }: Given & { readonly now: IsoTime },
): Promise<PhotoTaken> {
  const { organizationId } = station;
  const job = await holdAnyJob(transaction, jobId);
  if (job === null || (job.partner?.id !== organizationId && job.organizationId !== organizationId)) {
    return refused('PHOTO_NOT_NAMED');
  }
  const arrival = photoArrived(job, sha256, now);
  switch (arrival.kind) {
    case 'not-named':
      return refused('PHOTO_NOT_NAMED');
    case 'known':
      return { kind: 'kept' };
    case 'arrived':
      await transaction
        .insertInto('job_photos')
        .values({
          job_id: job.id,
          sha256,
          organization_id: job.organizationId,
          jpeg: Buffer.from(jpeg),
          station_id: station.id,
          taken_at: now,
        })
        .execute();
      await storeJobs(transaction, [arrival.job]);
      await noteAct(transaction, {
        at: now,
        action: 'job.photo-taken',
        code: null,
        source: `photo ${sha256} of ${jobName(job.number)}`,
        by: { organizationId, actor: station.name, personId: null },
        others: [job.organizationId],
      });
      return { kind: 'kept' };
  }
}

function refused(code: PhotoCode): PhotoTaken {
  return { kind: 'refused', code };
}

/** The bytes, for the fleet that ordered the job; null for anybody else and where they have not arrived. */
export async function readPhoto(
  transaction: CloudTransaction,
  { jobId, sha256, askedBy }: PhotoName & { readonly askedBy: string },
): Promise<Uint8Array | null> {
  const row = await transaction
    .selectFrom('job_photos')
    .select('jpeg')
    .where('job_id', '=', jobId)
    .where('sha256', '=', sha256)
    .where('organization_id', '=', askedBy)
    .executeTakeFirst();
  return row?.jpeg ?? null;
}
