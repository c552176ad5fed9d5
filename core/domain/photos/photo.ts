import { z } from 'zod';

/** A photo is known by what it holds: the SHA-256 of its bytes in lower-case hex. Two photos with one hash are the same photo. */
export const photoHash = z.string().regex(/^[0-9a-f]{64}$/);
export type PhotoHash = z.infer<typeof photoHash>;

/** What one thing may have: enough for a finding, little enough for a thin line. */
export const mostPhotos = 4;

/** `side`: the longer one, in pixels. The page makes photos that keep to both. */
export const photoLimits = { bytes: 1_048_576, side: 1_600 } as const;

/** Photos that are named together: each once. */
export const photoHashes = z
  .array(photoHash)
  .min(1)
  .max(mostPhotos)
  .refine((hashes) => new Set(hashes).size === hashes.length, 'names a photo twice');

/** The bytes of a photo inside a message. */
export const photoBase64 = z.base64().max(Math.ceil(photoLimits.bytes / 3) * 4);
