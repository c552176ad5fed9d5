import type { PartnerCode } from '#core/domain/codes.ts';
import type { InvitationWish, PartnerChange, PartnerView } from '#core/domain/organizations/partner-exchange.ts';
import {
  type Partnership,
  partnership,
  untilOfInvitation,
  whyNotInvite,
} from '#core/domain/organizations/partnership.ts';
import { epochMs } from '#core/kernel/iso-time.ts';
import { queueMail } from '../mail/mail-queue.ts';
import { loadOrganizations } from '../registry/load.ts';
import { personMay } from '../registry/person-may.ts';
import { type KeptPartnership, keepPartnership, partnershipsOfCustomer } from './kept-partnership.ts';
import { createLinkToken, freePartnerCode, hashLinkToken } from './link-token.ts';
import { atDesk, type Desk, type DeskCall, notePartnerAct, type PartnerParts } from './partner-desk.ts';
import { viewPartners } from './partner-views.ts';

/**
 * A fleet invites a service partner by mail (ORG-4). The invitation and its mail are stored in one transaction. Where an organization is
 * known by the address the relationship is pending between the two from the start; otherwise whoever answers by the link becomes the partner.
 */
export function invitePartner(
  parts: PartnerParts,
  call: Omit<DeskCall, 'body'>,
  invitation: InvitationWish,
): Promise<unknown> {
  return atDesk(parts, { ...call, body: { invite: invitation } }, (desk) => invite(desk, invitation));
}

async function invite(desk: Desk, wish: InvitationWish): Promise<PartnerChange> {
  const { transaction, now, station } = desk;
  const customerId = station.organizationId;
  // Two invitations of one fleet wait for each other here, so the second sees the first. Whoever only refers to the fleet does not wait:
  // rows that do are written by others behind the logs, which come after this here, and both would wait in a circle.
  const fleet = await transaction
    .selectFrom('organizations')
    .select('kinds')
    .where('id', '=', customerId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  if (!(await personMay(transaction, { organizationId: customerId, actor: desk.actor, right: 'partners' }))) {
    return refuse(desk, 'PARTNER_NOT_ALLOWED');
  }
  if (!fleet.kinds.includes('fleet-customer')) {
    return refuse(desk, 'PARTNER_NO_FLEET');
  }
  if (wish.validTo !== null && epochMs(wish.validTo) <= epochMs(now)) {
    return refuse(desk, 'PARTNER_PERIOD_OVER');
  }
  const partnerId = await partnerAt(desk, wish.email);
  if (partnerId === customerId) {
    return refuse(desk, 'PARTNER_OWN_ADDRESS');
  }
  const existing = (await partnershipsOfCustomer(transaction, customerId)).filter(
    ({ partnership: one, invitation }) =>
      invitation?.email === wish.email || (partnerId !== null && one.partnerId === partnerId),
  );
  const why = whyNotInvite(
    existing.map((one) => one.partnership),
    now,
  );
  if (why !== null) {
    const [current] = await viewPartners(transaction, existing, now);
    return refuse(desk, why, current ?? null);
  }
  return carryOut(desk, wish, partnerId);
}

/** The service partner that is known by this address. */
async function partnerAt({ transaction }: Desk, email: string): Promise<string | null> {
  const row = await transaction
    .selectFrom('partner_addresses')
    .select('organization_id')
    .where('email', '=', email)
    .executeTakeFirst();
  if (row === undefined) {
    return null;
  }
  const organization = (await loadOrganizations(transaction, [row.organization_id])).get(row.organization_id);
  return organization?.kinds.includes('service-partner') === true ? row.organization_id : null;
}

async function carryOut(desk: Desk, wish: InvitationWish, partnerId: string | null): Promise<PartnerChange> {
  const { transaction, now, station, nextId } = desk;
  const token = createLinkToken();
  const value: Partnership = partnership.parse({
    id: nextId(),
    customerId: station.organizationId,
    partnerId,
    state: 'pending',
    invitedUntil: untilOfInvitation(now),
    validFrom: now,
    validTo: wish.validTo,
    overrideAllowed: wish.overrideAllowed,
    agreement: wish.agreement,
    version: 1,
  });
  const invitation = await transaction
    .insertInto('invitations')
    .values({
      id: value.id,
      customer_id: value.customerId,
      email: wish.email,
      partner_code: await freePartnerCode(transaction),
      valid_to: value.validTo,
      override_allowed: value.overrideAllowed,
      agreement: value.agreement,
      version: value.version,
      locale: wish.locale,
      link_hash: hashLinkToken(token),
      invited_at: now,
      invited_by: desk.actor.name,
      invited_until: value.invitedUntil ?? now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const kept: KeptPartnership = { partnership: value, partnerCode: invitation.partner_code, invitation };
  await sendInvitation(desk, kept, token);
  await keepPartnership(transaction, kept, now);
  await notePartnerAct(desk, { action: 'partner.invited', code: null, partnershipId: value.id, others: [partnerId] });
  const [partner] = await viewPartners(transaction, [kept], now);
  return partner === undefined ? refuse(desk, 'PARTNER_UNKNOWN') : { kind: 'done', partner };
}

/** Queues the mail with this link; an older one that waits is not sent any more. */
export async function sendInvitation(desk: Desk, kept: KeptPartnership, token: string): Promise<void> {
  const { partnership: value, invitation } = kept;
  if (invitation === null) {
    return;
  }
  await queueMail(desk.transaction, {
    id: desk.nextId(),
    subjectId: value.id,
    recipient: invitation.email,
    goodUntil: value.invitedUntil ?? desk.now,
    now: desk.now,
    document: {
      locale: invitation.locale,
      customerName: desk.organizationName,
      invitedBy: desk.actor.name,
      token,
      until: value.invitedUntil ?? desk.now,
      validTo: value.validTo,
    },
  });
}

async function refuse(desk: Desk, code: PartnerCode, current: PartnerView | null = null): Promise<PartnerChange> {
  await notePartnerAct(desk, { action: 'partner.invited', code, partnershipId: current?.id ?? null, others: [] });
  return { kind: 'refused', code, current };
}
