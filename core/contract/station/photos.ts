import { oc } from '@orpc/contract';
import { z } from 'zod';
import { photoCode } from '../../domain/codes.ts';
import { photoBase64, photoHash } from '../../domain/photos/photo.ts';
import { jobId } from '../../kernel/entity-ids.ts';
import { centreTrouble } from './partners.ts';

const gone = z.strictObject({ kind: z.literal('unknown') });

/** `kept`: on disk here, before this answer; nobody but this bench has it. `unknown`: no such job is under way here. */
export const keptPhoto = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('kept'), sha256: photoHash }),
  z.strictObject({ kind: z.literal('refused'), code: photoCode }),
  gone,
]);
export type KeptPhoto = z.infer<typeof keptPhoto>;

/** `not-here`: the centre has not got it, or not any more. `not-answered`: the centre has to be asked, and was not reached. */
export const photoReading = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('photo'), jpegBase64: photoBase64 }),
  z.strictObject({ kind: z.literal('not-here') }),
  z.strictObject({ kind: z.literal('not-answered'), why: centreTrouble }),
]);
export type PhotoReading = z.infer<typeof photoReading>;

/**
 * Photos of what was found at a job (JOB-7). They are kept here while the job is under way; its end names those that go with it
 * (`jobs.act`), and these follow to the centre by themselves. Bytes never stand in a list, and no photo has an address of its own.
 */
export const photosContract = {
  /** What is kept here for the end of a job, in the order in which it came. */
  kept: oc.input(z.strictObject({ jobId })).output(z.strictObject({ photos: z.array(photoHash) })),
  /** Keeps a photo for the end of a job: JPEG, at most `photoLimits`, nothing in it but the picture. The same one again changes nothing. */
  keep: oc.input(z.strictObject({ jobId, jpegBase64: photoBase64 })).output(keptPhoto),
  /**
   * Takes one back before the end; it is not on this disk any more then. One that is not here is as good as taken back. `unknown`: the job is not
   * one that the asker could end, and the photo stays.
   */
  drop: oc
    .input(z.strictObject({ jobId, sha256: photoHash }))
    .output(z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('dropped') }), gone])),
  /** One that is kept here for a job under way, else what the centre has of a job that one may know. */
  read: oc.input(z.strictObject({ jobId, sha256: photoHash })).output(photoReading),
};
