import type { CloudFailure } from '../../ports/cloud-client.ts';
import type { PhotoOfJob } from '../../ports/cloud-photos.ts';
import { auditActor } from '../principal.ts';
import type { StationContext } from '../station-context.ts';
import { createSender, type Sender } from '../sync/create-sender.ts';
import { dropStrayDrafts, isAwaited, type PhotoWorld } from './photos-of-end.ts';

export interface PhotoSenderDeps
  extends PhotoWorld,
    Pick<StationContext, 'cloudPhotos' | 'identity' | 'clock' | 'random' | 'changed'> {}

/**
 * Sends the bytes of photos after the end of the job that names them (JOB-7), each in a call of its own, so that a large photo on a thin line
 * holds up no operation. A photo leaves this disk when the centre has it, or will never take it; until then it is tried again.
 */
export function createPhotoSender(deps: PhotoSenderDeps): Sender {
  const { clock, log, random } = deps;
  return createSender({ clock, log, random, name: 'photos', sendAll: (isStopped) => sendAll(deps, isStopped) });
}

async function sendAll(deps: PhotoSenderDeps, isStopped: () => boolean): Promise<CloudFailure | null> {
  const { store, photoShelf, log } = deps;
  dropStrayDrafts(deps);
  let fault: CloudFailure | null = null;
  for (const photo of photoShelf.owed()) {
    if (isStopped()) {
      return null;
    }
    const failure = isAwaited(store, photo) ? null : await send(deps, photo);
    if (failure !== null) {
      log.info('photos.wait', { why: failure.kind });
    }
    if (failure?.kind === 'faulty') {
      // It may be this one alone.
      fault = failure;
    } else if (failure !== null) {
      return failure;
    }
  }
  return fault;
}

/** Null when nothing more is to be done about this one. */
async function send(deps: PhotoSenderDeps, photo: PhotoOfJob): Promise<CloudFailure | null> {
  const jpeg = deps.photoShelf.readOwed(photo);
  if (jpeg === null) {
    settle(deps, photo, { action: 'job.photo-lost', outcome: 'failed', code: null });
    return null;
  }
  const answer = await deps.cloudPhotos.give({ ...photo, jpeg });
  switch (answer.kind) {
    case 'kept':
      settle(deps, photo, { action: 'job.photo-sent', outcome: 'done', code: null });
      return null;
    case 'refused':
      if (answer.code === 'PHOTO_OTHER_HASH') {
        // The bytes are right here: they were not on their way.
        return { kind: 'faulty', detail: answer.code };
      }
      settle(deps, photo, { action: 'job.photo-refused', outcome: 'refused', code: answer.code });
      return null;
    default:
      return answer;
  }
}

interface Ending {
  readonly action: string;
  readonly outcome: 'done' | 'refused' | 'failed';
  readonly code: string | null;
}

/** The trail first: a program that dies in between writes the line again, and loses none. */
function settle(deps: PhotoSenderDeps, photo: PhotoOfJob, { action, outcome, code }: Ending): void {
  const { store, identity, photoShelf, changed } = deps;
  store.transact((write) => {
    write.appendAudit({
      actor: auditActor({ kind: 'nobody' }),
      organizations: [identity.organizationId],
      action,
      outcome,
      code,
      after: { jobId: photo.jobId, photos: photo.sha256 },
    });
  });
  photoShelf.settle(photo);
  changed('audit');
}
