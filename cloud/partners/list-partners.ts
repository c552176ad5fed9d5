import type { InvitationLookUp, InvitationView, PartnerView } from '#core/domain/organizations/partner-exchange.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { partnershipOfLink, partnershipsOfCustomer, partnershipsOfPartner } from './kept-partnership.ts';
import { viewInvitations, viewPartners } from './partner-views.ts';

interface Asked {
  readonly askedBy: string;
  readonly now: IsoTime;
}

/** What the asking fleet has with service partners, invitations without an answer included. */
export async function listPartners(transaction: CloudTransaction, { askedBy, now }: Asked): Promise<PartnerView[]> {
  return viewPartners(transaction, await partnershipsOfCustomer(transaction, askedBy), now);
}

/** The fleets that the asking service partner has anything with. */
export async function listInvitations(
  transaction: CloudTransaction,
  { askedBy, now }: Asked,
): Promise<InvitationView[]> {
  return viewInvitations(transaction, await partnershipsOfPartner(transaction, askedBy), now);
}

/** What a link is about: for whoever holds it while nobody answered, and for the organization that did. Nothing changes by asking. */
export async function lookUpLink(
  transaction: CloudTransaction,
  { token, askedBy, now }: Asked & { readonly token: string },
): Promise<InvitationLookUp> {
  const kept = await partnershipOfLink(transaction, token);
  const partnerId = kept?.partnership.partnerId ?? null;
  if (kept === null || (partnerId !== null && partnerId !== askedBy)) {
    return { kind: 'refused', code: 'PARTNER_LINK_UNKNOWN', current: null };
  }
  const [invitation] = await viewInvitations(transaction, [kept], now);
  return invitation === undefined
    ? { kind: 'refused', code: 'PARTNER_LINK_UNKNOWN', current: null }
    : { kind: 'found', invitation };
}
