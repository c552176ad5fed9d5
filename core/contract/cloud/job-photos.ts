import { z } from 'zod';
import { photoCode } from '../../domain/codes.ts';
import { photoBase64, photoHash } from '../../domain/photos/photo.ts';
import { jobId } from '../../kernel/entity-ids.ts';
import { cloudCall } from './call-rules.ts';

/** `kept`: stored for the job's fleet, now or before. */
export const photoTaken = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('kept') }),
  z.strictObject({ kind: z.literal('refused'), code: photoCode }),
]);
export type PhotoTaken = z.infer<typeof photoTaken>;

/**
 * Photos of jobs at the central API (JOB-7). Whoever had the job hands in what its end names; only the fleet that ordered it reads them. They
 * travel inside JSON, so no answer of this API is ever a picture that a browser would show by itself.
 */
export const jobPhotosContract = {
  /** Hands in a photo under the SHA-256 of its bytes. Nothing is taken that the end of the job does not name, or that is not such a photo. */
  give: cloudCall
    .meta({ repeat: { kind: 'harmless', why: 'a photo is known by what it holds, and is stored once' } })
    .route({ method: 'PUT', path: '/v1/jobs/{jobId}/photos/{sha256}', summary: 'Hand in a photo of a failed job' })
    .input(z.strictObject({ jobId, sha256: photoHash, jpegBase64: photoBase64 }))
    .output(photoTaken),
  read: cloudCall
    .route({ method: 'GET', path: '/v1/jobs/{jobId}/photos/{sha256}', summary: 'A photo of a job' })
    .input(z.object({ jobId, sha256: photoHash }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('photo'), jpegBase64: photoBase64 }),
        z.strictObject({ kind: z.literal('unknown') }),
      ]),
    ),
};
