import { oc } from '@orpc/contract';
import { z } from 'zod';
import { enrolmentFacts, enrolmentFailure, enrolmentWish } from '../../domain/enrolment/enrolment.ts';
import { stationId } from '../../kernel/entity-ids.ts';

/** How the enrolment of this station stands (STA-1, RFC 8628). */
export const enrolmentState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('idle') }),
  z.strictObject({ kind: z.literal('asking'), cloudUrl: z.string() }),
  z.strictObject({
    kind: z.literal('waiting'),
    cloudUrl: z.string(),
    /** Eight letters with a dash, as a person types them. */
    userCode: z.string(),
    verificationUri: z.string(),
    /** The same with the code in it: what the QR code holds. */
    verificationUriComplete: z.string(),
    /** The QR code as one SVG path in a square of `size` units, without quiet zone. */
    qr: z.strictObject({ size: z.number().positive(), path: z.string().regex(/^[MLHVZ\d\s.,-]+$/i) }),
    /** Two digits that the person who approves must type: they stand on this screen only. */
    checkNumber: z.string(),
    remainingMs: z.number().int(),
    /** `slow-down`: the cloud asked for patience. `unreachable`: it does not answer now; the code stays good. */
    trouble: z.enum(['slow-down', 'unreachable']).nullable(),
  }),
  /** Approved: the station is put together anew under its new enrolment. */
  z.strictObject({ kind: z.literal('finishing') }),
  z.strictObject({ kind: z.literal('enrolled'), stationId, organizationName: z.string() }),
  z.strictObject({ kind: z.literal('failed'), why: enrolmentFailure, cloudUrl: z.string(), detail: z.string() }),
]);
export type EnrolmentState = z.infer<typeof enrolmentState>;

export const enrolmentContract = {
  /** How it stands; the topic `enrolment` tells of every change but the passing of time. Needs no sign-in. */
  state: oc.output(enrolmentState),
  about: oc.output(enrolmentFacts),
  /** Makes new keys and asks the cloud for a code; answers `waiting` or `failed`. One that is under way is dropped. */
  begin: oc.input(enrolmentWish).output(enrolmentState),
  /** Stops waiting. The code is left to expire. */
  cancel: oc.output(enrolmentState),
};
