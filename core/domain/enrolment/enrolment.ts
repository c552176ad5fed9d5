import { z } from 'zod';
import { stationId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { takenName, takenNameOrNone } from '../../kernel/plain-name.ts';

/** Why an enrolment came to nothing (STA-1); text keys `enrolment.failed.<why>`. */
export const enrolmentFailure = z.enum([
  /** A person at the centre refused it, or the number was typed wrong too often. */
  'denied',
  /** Nobody decided within the life of the code. */
  'expired',
  /** No answer to the first question; once a code is there, silence is only waited out. */
  'unreachable',
  /** An address that is no URL, or one without TLS outside this machine. */
  'unsafe-address',
  /** Something answers there, but no Fitbay cloud. */
  'not-a-cloud',
  /** The cloud calls itself by another address, under which it must be asked. */
  'other-address',
  /** The cloud did not take the request, or took back what it gave. */
  'refused',
  /** This process has no way to enrol. */
  'not-here',
]);
export type EnrolmentFailure = z.infer<typeof enrolmentFailure>;

export const enrolmentWish = z.strictObject({
  cloudUrl: z.string().trim().min(1).max(300),
  /** As it will be called in lists, reports and at the centre. */
  name: takenName(60),
  place: takenNameOrNone(60),
});
export type EnrolmentWish = z.infer<typeof enrolmentWish>;

/** What a station can say about its enrolment. */
export const enrolmentFacts = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('not-enrolled'),
    /** What may stand in the fields at first; empty where nothing is known. */
    suggestion: z.strictObject({ cloudUrl: z.string(), name: z.string(), place: z.string() }),
  }),
  z.strictObject({
    kind: z.literal('enrolled'),
    stationId,
    /** Counts enrolments (reliability.md §3.3). */
    generation: z.number().int(),
    name: z.string(),
    place: z.string(),
    cloudUrl: z.string(),
    /** When the key was made that the station proves to the cloud; null: it has none and must be enrolled again. */
    keyMadeAt: isoTime.nullable(),
    /** When the cloud last renewed its token. */
    renewedAt: isoTime.nullable(),
    /** Until then it is renewed; null where the cloud did not say. */
    validUntil: isoTime.nullable(),
    /** When the key was made that signs the audit trail. */
    auditKeyMadeAt: isoTime.nullable(),
  }),
]);
export type EnrolmentFacts = z.infer<typeof enrolmentFacts>;
