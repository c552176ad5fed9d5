import { z } from 'zod';
import { organizationId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { partnerCode } from '../codes.ts';
import { mailAddress } from './mail-address.ts';
import { partnershipStanding } from './partnership.ts';

/**
 * What stations and the cloud tell each other about relationships between fleets and service partners (ORG-3, ORG-4, ORG-5): the two views,
 * what is asked, and what becomes of it. The rules are in `partnership.ts`.
 */

export const partnershipId = z.string().min(1).max(64);

/** What became of the newest invitation mail. `none`: there never was one, or it is long settled. */
export const mailState = z.enum(['none', 'queued', 'sent', 'failed']);

/** A service partner as the fleet sees it. */
export const partnerView = z.strictObject({
  id: z.string(),
  /** The workshop's organization, which jobs are assigned to; null as long as nobody is known to be meant. */
  partnerId: organizationId.nullable(),
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

export const invitationRefused = refused(invitationView);
export const invitationChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), invitation: invitationView }),
  invitationRefused,
]);
export type InvitationChange = z.infer<typeof invitationChange>;

export const invitationLookUp = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('found'), invitation: invitationView }),
  invitationRefused,
]);
export type InvitationLookUp = z.infer<typeof invitationLookUp>;
