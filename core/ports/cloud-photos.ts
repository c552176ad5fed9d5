import type { PhotoCode } from '../domain/codes.ts';
import type { PhotoHash } from '../domain/photos/photo.ts';
import type { JobId } from '../kernel/entity-ids.ts';
import type { CloudFailure } from './cloud-client.ts';

/** The central API's side of photos (JOB-7). Never retries: the sender of the station does. */
export interface CloudPhotos {
  /** `refused`: it will never take this one. */
  give(
    photo: PhotoOfJob & { readonly jpeg: Uint8Array },
  ): Promise<{ readonly kind: 'kept' } | { readonly kind: 'refused'; readonly code: PhotoCode } | CloudFailure>;
  /** `unknown`: it has not arrived there, or is nothing that this station may know of. */
  read(
    photo: PhotoOfJob,
  ): Promise<{ readonly kind: 'photo'; readonly jpeg: Uint8Array } | { readonly kind: 'unknown' } | CloudFailure>;
}

export interface PhotoOfJob {
  readonly jobId: JobId;
  readonly sha256: PhotoHash;
}
