import { oc } from '@orpc/contract';
import { z } from 'zod';
import { partnerCode } from '../../domain/codes.ts';
import { mailAddress } from '../../domain/organizations/mail-address.ts';
import { partnershipStanding } from '../../domain/organizations/partnership.ts';
import { organizationId, personId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';

/**
 * Relationships between fleets and service partners at the central API (ORG-3, ORG-4, ORG-5). The fleet's own stations invite, renew and
 * end; the partner's stations accept and decline. Every change names the version that the person saw and is made once per request id, and
 * its answer says in `code` why nothing was changed. Another organization's relationship is as unknown as one that never was.
 */

/** Who gave the command, on the station's word; the cloud looks up what this person may do. */
export const partnerActor = z.strictObject({
  personId: personId.nullable(),
  name: z.string().min(1).max(200),
  roles: z.array(z.string().max(40)).max(10),
});

const requestId = z.string().min(8).max(64);
const partnershipId = z.string().min(1).max(64);

/** What became of the newest invitation mail. `none`: there never was one, or it is long settled. */
export const mailState = z.enum(['none', 'queued', 'sent', 'failed']);

/** A service partner as the fleet sees it. */
export const partnerView = z.strictObject({
  id: z.string(),
  /** Null until the invitation was accepted or declined by somebody, unless the address was known. */
  partnerName: z.string().nullable(),
  /** Where the invitation went; null for relationships that began without one. */
  email: z.string().nullable(),
  /** The short Partner ID that people copy, e.g. `T1E2S`. */
  partnerCode: z.string(),
  standing: partnershipStanding,
  validFrom: isoTime,
  validTo: isoTime.nullable(),
  overrideAllowed: z.boolean(),
  invitedAt: isoTime.nullable(),
  invitedBy: z.string().nullable(),
  invitedUntil: isoTime.nullable(),
  /** Who accepted or declined, with the organization. */
  answeredBy: z.string().nullable(),
  answeredAt: isoTime.nullable(),
  hasAgreement: z.boolean(),
  mail: mailState,
  /** What the mail server said, where the mail could not be delivered. */
  mailProblem: z.string().nullable(),
  version: z.number().int().positive(),
});
export type PartnerView = z.infer<typeof partnerView>;

/** A fleet as its (possible) partner sees it. */
export const invitationView = z.strictObject({
  id: z.string(),
  customerId: organizationId,
  customerName: z.string(),
  email: z.string().nullable(),
  partnerCode: z.string(),
  standing: partnershipStanding,
  validFrom: isoTime,
  validTo: isoTime.nullable(),
  overrideAllowed: z.boolean(),
  /** What has to be agreed to before acceptance takes effect; null where nothing is asked. */
  agreement: z.string().nullable(),
  invitedAt: isoTime.nullable(),
  invitedBy: z.string().nullable(),
  invitedUntil: isoTime.nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: isoTime.nullable(),
  version: z.number().int().positive(),
});
export type InvitationView = z.infer<typeof invitationView>;

/** What the fleet wants of a relationship. The period counts from acceptance; `validTo` null leaves it open. */
export const invitationWish = z.strictObject({
  email: mailAddress,
  validTo: isoTime.nullable(),
  overrideAllowed: z.boolean(),
  agreement: z.string().trim().min(1).max(4_000).nullable(),
  /** Language of the mail. */
  locale: z.enum(['en', 'de']),
});
export type InvitationWish = z.infer<typeof invitationWish>;

export const fleetCommand = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('resend') }),
  z.strictObject({ act: z.literal('remove') }),
  z.strictObject({ act: z.literal('revoke') }),
  z.strictObject({ act: z.literal('renew'), validTo: isoTime.nullable() }),
  z.strictObject({ act: z.literal('set-override'), allowed: z.boolean() }),
]);
export type FleetCommand = z.infer<typeof fleetCommand>;

/** Which invitation is meant: one of the list, or the one of a link that came by mail. */
export const invitationKey = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('id'), id: partnershipId }),
  z.strictObject({ kind: z.literal('link'), token: z.string().min(1).max(64) }),
]);
export type InvitationKey = z.infer<typeof invitationKey>;

export const invitationAnswer = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('accept'), agreed: z.boolean() }),
  z.strictObject({ act: z.literal('decline') }),
]);
export type InvitationAnswer = z.infer<typeof invitationAnswer>;

const refused = <View extends z.ZodType>(of: View) =>
  z.strictObject({ kind: z.literal('refused'), code: partnerCode, current: of.nullable() });

/** `current`: how the relationship stands now, where the caller may know it. */
export const partnerChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), partner: partnerView }),
  z.strictObject({ kind: z.literal('removed') }),
  refused(partnerView),
]);
export type PartnerChange = z.infer<typeof partnerChange>;

export const invitationChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), invitation: invitationView }),
  refused(invitationView),
]);
export type InvitationChange = z.infer<typeof invitationChange>;

export const partnersContract = {
  /** Everything that this organization has with service partners, by name. */
  list: oc
    .route({ method: 'GET', path: '/v1/partners', summary: 'Service partners of this fleet' })
    .output(z.strictObject({ partners: z.array(partnerView), asOf: isoTime })),
  /** Invites by mail. Refused while there is anything with that address or its organization already (ORG-3). */
  invite: oc
    .route({ method: 'POST', path: '/v1/partners', summary: 'Invite a service partner by mail' })
    .input(z.strictObject({ requestId, actor: partnerActor, invitation: invitationWish }))
    .output(partnerChange),
  /** Sends again, removes, renews, revokes, or sets what the partner may override. */
  act: oc
    .route({ method: 'POST', path: '/v1/partners/{id}/acts', summary: 'Change a relationship with a service partner' })
    .input(
      z.strictObject({
        id: partnershipId,
        requestId,
        actor: partnerActor,
        expectedVersion: z.number().int(),
        command: fleetCommand,
      }),
    )
    .output(partnerChange),
};

export const invitationsContract = {
  /** Every fleet that invited this organization at an address that is known to be its own, or that it answered. */
  list: oc
    .route({ method: 'GET', path: '/v1/invitations', summary: 'Fleets that invited this service partner' })
    .output(z.strictObject({ invitations: z.array(invitationView), asOf: isoTime })),
  /** What the link of a mail is about. Asking changes nothing. */
  lookUp: oc
    .route({ method: 'POST', path: '/v1/invitations/look-up', summary: 'The invitation behind a link' })
    .input(z.strictObject({ token: z.string().min(1).max(64) }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('found'), invitation: invitationView }),
        refused(invitationView),
      ]),
    ),
  /** Accepts or declines, once. Whoever answers by link becomes the partner of this relationship. */
  answer: oc
    .route({ method: 'POST', path: '/v1/invitations/answer', summary: 'Accept or decline an invitation' })
    .input(
      z.strictObject({
        requestId,
        actor: partnerActor,
        invitation: invitationKey,
        expectedVersion: z.number().int(),
        answer: invitationAnswer,
      }),
    )
    .output(invitationChange),
};
