import { z } from 'zod';
import { operationCodes } from '../codes.ts';
import { profileTemplate } from './profile-template.ts';

/**
 * What a station and the centre say to each other about profiles beside the change feed and saved versions: older versions, and the value of
 * a secret on its one way in (INST-7).
 */
export const profileHistory = z.discriminatedUnion('kind', [
  /** Newest first. */
  z.strictObject({ kind: z.literal('history'), versions: z.array(profileTemplate) }),
  z.strictObject({ kind: z.literal('no-such-profile') }),
]);
export type ProfileHistory = z.infer<typeof profileHistory>;

export const secretGiven = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('kept') }),
  z.strictObject({ kind: z.literal('refused'), code: z.enum(operationCodes) }),
]);
export type SecretGiven = z.infer<typeof secretGiven>;

/** Who acts, as a station vouches for it; the centre asks its own books what they may. */
export const profileActor = z.strictObject({
  personId: z.string().max(64).nullable(),
  name: z.string().max(200),
  roles: z.array(z.string().max(40)).max(10),
});
export type ProfileActor = z.infer<typeof profileActor>;
