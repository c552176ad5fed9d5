import type { KeptPhoto, PhotoReading } from '../../contract/station/photos.ts';
import { isOpenForPartner } from '../../domain/jobs/job.ts';
import { mayPersonOnJob } from '../../domain/jobs/job-table.ts';
import { judgePhoto } from '../../domain/photos/judge-photo.ts';
import { mostPhotos } from '../../domain/photos/photo.ts';
import { fromBase64, toBase64 } from '../../kernel/base64.ts';
import type { JobId } from '../../kernel/entity-ids.ts';
import { sha256Hex } from '../../kernel/sha256.ts';
import type { PhotoOfJob } from '../../ports/cloud-photos.ts';
import { standingJob } from '../jobs/job-book.ts';
import { partiesOnJob } from '../jobs/parties-on-job.ts';
import { troubleOf } from '../partners/last-seen.ts';
import { auditActor, type Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { mustTakeNewWork } from '../storage/must-take-new-work.ts';

/** Photos of what was found at a job (JOB-7). */
export function photoProcedures(context: StationContext): AreaProcedures<'photos'> {
  const { photoShelf, changed } = context;
  return {
    kept: async ({ jobId }) => ({ photos: isHere(context, jobId) ? [...photoShelf.drafts(jobId)] : [] }),

    keep: async ({ jobId, jpegBase64 }, { principal }) => keep(context, principal, { jobId, jpegBase64 }),

    drop: async (photo, { principal }) => {
      if (!mayFail(context, principal, photo.jobId)) {
        return { kind: 'unknown' };
      }
      photoShelf.drop(photo);
      changed('photos');
      return { kind: 'dropped' };
    },

    read: async (photo) => read(context, photo),
  };
}

function isHere(context: StationContext, id: JobId): boolean {
  const standing = standingJob(context, id);
  return standing !== null && isOpenForPartner(standing.job);
}

/** Whoever may end the job as failed keeps photos for that and takes them back, and nobody else does. */
function mayFail(context: StationContext, principal: Principal, id: JobId): boolean {
  const job = standingJob(context, id)?.job ?? null;
  const { personId } = auditActor(principal);
  return (
    job !== null &&
    mayPersonOnJob(job, { parties: partiesOnJob(context, principal, job), personId }, 'fail').kind === 'may'
  );
}

function keep(
  context: StationContext,
  principal: Principal,
  { jobId, jpegBase64 }: { readonly jobId: JobId; readonly jpegBase64: string },
): KeptPhoto {
  if (!mayFail(context, principal, jobId)) {
    return { kind: 'unknown' };
  }
  const jpeg = fromBase64(jpegBase64);
  const judged = jpeg === null ? null : judgePhoto(jpeg);
  if (jpeg === null || judged === null) {
    return { kind: 'refused', code: 'PHOTO_NOT_JPEG' };
  }
  if (judged.kind === 'refused') {
    return judged;
  }
  mustTakeNewWork(context);
  const sha256 = sha256Hex(jpeg);
  const here = context.photoShelf.drafts(jobId);
  if (here.length >= mostPhotos && !here.includes(sha256)) {
    return { kind: 'refused', code: 'PHOTO_TOO_MANY' };
  }
  context.photoShelf.keep({ jobId, sha256 }, jpeg);
  context.changed('photos');
  return { kind: 'kept', sha256 };
}

/** What is owed from an ended job is not read here any more (JOB-6). What comes from the centre is looked at as if anybody had sent it. */
async function read(context: StationContext, photo: PhotoOfJob): Promise<PhotoReading> {
  const standing = standingJob(context, photo.jobId);
  if (standing === null) {
    return { kind: 'not-here' };
  }
  const draft = isOpenForPartner(standing.job) ? context.photoShelf.readDraft(photo) : null;
  if (draft !== null) {
    return { kind: 'photo', jpegBase64: toBase64(draft) };
  }
  const answer = await context.cloudPhotos.read(photo);
  switch (answer.kind) {
    case 'photo': {
      const isIt = judgePhoto(answer.jpeg).kind === 'photo' && sha256Hex(answer.jpeg) === photo.sha256;
      return isIt ? { kind: 'photo', jpegBase64: toBase64(answer.jpeg) } : { kind: 'not-here' };
    }
    case 'unknown':
      return { kind: 'not-here' };
    default:
      return { kind: 'not-answered', why: troubleOf(answer) };
  }
}
