import type { IsoTime } from '../../kernel/iso-time.ts';
import type { PhotoHash } from '../photos/photo.ts';
import type { Job } from './job.ts';

/**
 * A photo's bytes have reached the centre. Only what the end of the job names is wanted: nobody can hang pictures on a job afterwards. `arrived`
 * is the job with it; `known`: it was there already.
 */
export type PhotoArrival =
  | { readonly kind: 'arrived'; readonly job: Job }
  | { readonly kind: 'known' }
  | { readonly kind: 'not-named' };

export function photoArrived(job: Job, sha256: PhotoHash, at: IsoTime): PhotoArrival {
  const { end } = job;
  const photos = end?.kind === 'failed' ? (end.photos ?? []) : [];
  const found = photos.find((photo) => photo.sha256 === sha256);
  if (end?.kind !== 'failed' || found === undefined) {
    return { kind: 'not-named' };
  }
  if (found.arrivedAt !== null) {
    return { kind: 'known' };
  }
  const now = photos.map((photo) => (photo === found ? { ...photo, arrivedAt: at } : photo));
  return {
    kind: 'arrived',
    job: { ...job, end: { ...end, photos: now }, version: job.version + 1, changedAt: at },
  };
}
