import { oc } from '@orpc/contract';
import { z } from 'zod';
import { requestNumber } from '../../domain/access/stated-actor.ts';
import {
  fleetCommand,
  invitationAnswer,
  invitationChange,
  invitationKey,
  invitationRefused,
  invitationView,
  invitationWish,
  partnerChange,
  partnershipId,
  partnerView,
} from '../../domain/organizations/partner-exchange.ts';
import { isoTime } from '../../kernel/iso-time.ts';

/** Why the centre was not asked with success: no connection now, or something that somebody has to look into (see the sync page). */
export const centreTrouble = z.enum(['offline', 'trouble']);
export type CentreTrouble = z.infer<typeof centreTrouble>;

const unanswered = z.strictObject({ kind: z.literal('not-answered'), why: centreTrouble });

/**
 * A list as the centre has it now (`live`), or as this station saw it last, with why it is not newer; `asOf` null and no rows where it
 * never saw one.
 */
const seenList = <Row extends z.ZodType>(row: Row) =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('live'), rows: z.array(row), asOf: isoTime }),
    z.strictObject({
      kind: z.literal('last-known'),
      rows: z.array(row),
      asOf: isoTime.nullable(),
      why: centreTrouble,
    }),
  ]);

export const partnerList = seenList(partnerView);
export type PartnerList = z.infer<typeof partnerList>;
export const invitationList = seenList(invitationView);
export type InvitationList = z.infer<typeof invitationList>;

/** `not-answered`: nothing is known to have changed; asking again with the same request id does it once. */
export const partnerActResult = z.discriminatedUnion('kind', [...partnerChange.options, unanswered]);
export type PartnerActResult = z.infer<typeof partnerActResult>;
export const invitationActResult = z.discriminatedUnion('kind', [...invitationChange.options, unanswered]);
export type InvitationActResult = z.infer<typeof invitationActResult>;

/** The service partners of our own fleet (ORG-3, ORG-4, ORG-5), for fleet managers. Works only while the centre answers. */
export const partnersContract = {
  list: oc.output(partnerList),
  /** Invites by mail. */
  invite: oc.input(z.strictObject({ requestId: requestNumber, invitation: invitationWish })).output(partnerActResult),
  /** Sends again, removes, renews, revokes, or sets what the partner may override. `expectedVersion`: what the person saw. */
  act: oc
    .input(
      z.strictObject({
        requestId: requestNumber,
        id: partnershipId,
        expectedVersion: z.number().int(),
        command: fleetCommand,
      }),
    )
    .output(partnerActResult),
};

/** Fleets that invite us (ORG-3, ORG-4), for supervisors of a service partner. Works only while the centre answers. */
export const invitationsContract = {
  list: oc.output(invitationList),
  /** What a link from a mail is about: the whole link, or its id alone. Asking changes nothing. */
  lookUp: oc
    .input(z.strictObject({ link: z.string().max(300) }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('found'), invitation: invitationView, token: z.string() }),
        invitationRefused,
        z.strictObject({ kind: z.literal('not-a-link') }),
        unanswered,
      ]),
    ),
  /** Accepts or declines. */
  answer: oc
    .input(
      z.strictObject({
        requestId: requestNumber,
        invitation: invitationKey,
        expectedVersion: z.number().int(),
        answer: invitationAnswer,
      }),
    )
    .output(invitationActResult),
};
