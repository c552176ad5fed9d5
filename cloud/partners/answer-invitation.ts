import type { PartnerCode } from '#core/domain/codes.ts';
import type {
  InvitationAnswer,
  InvitationChange,
  InvitationKey,
  InvitationView,
} from '#core/domain/organizations/partner-exchange.ts';
import { applyPartnership, type Partnership, whyNotInvite } from '#core/domain/organizations/partnership.ts';
import { organizationId } from '#core/kernel/entity-ids.ts';
import { dropMails } from '../mail/mail-queue.ts';
import { loadOrganizations } from '../registry/load.ts';
import { personMay } from '../registry/person-may.ts';
import {
  holdPartnership,
  holdPartnershipOfLink,
  type KeptPartnership,
  keepPartnership,
  partnershipsOfPartner,
} from './kept-partnership.ts';
import { atDesk, type Desk, type DeskCall, notePartnerAct, type PartnerParts } from './partner-desk.ts';
import { viewInvitations } from './partner-views.ts';

export interface AnswerWish {
  readonly invitation: InvitationKey;
  readonly expectedVersion: number;
  readonly answer: InvitationAnswer;
}

/**
 * A service partner accepts or declines (ORG-3, decisions.md C9). By link, the organization whose station answers becomes the partner, and
 * the address is known to be its own from then on: the link was nowhere but in that mail.
 */
export function answerInvitation(
  parts: PartnerParts,
  call: Omit<DeskCall, 'body'>,
  wish: AnswerWish,
): Promise<unknown> {
  return atDesk(parts, { ...call, body: { answer: wish } }, (desk) => answer(desk, wish));
}

async function answer(
  desk: Desk,
  { invitation, expectedVersion, answer: given }: AnswerWish,
): Promise<InvitationChange> {
  const { now, station } = desk;
  const action = given.act === 'accept' ? 'partner.accepted' : 'partner.declined';
  const refuse = async (code: PartnerCode, kept: KeptPartnership | null = null): Promise<InvitationChange> => {
    await notePartnerAct(desk, { action, code, partnershipId: kept?.partnership.id ?? null, others: [] });
    return { kind: 'refused', code, current: kept === null ? null : await viewOf(desk, kept) };
  };
  const kept = await held(desk, invitation);
  if (kept === null) {
    return refuse(invitation.kind === 'link' ? 'PARTNER_LINK_UNKNOWN' : 'PARTNER_UNKNOWN');
  }
  const why = await whyNotAnswer(desk, kept);
  if (why !== null) {
    return refuse(why.code, why.instead ?? kept);
  }
  if (kept.partnership.version !== expectedVersion) {
    return refuse('PARTNER_CHANGED', kept);
  }
  const ours: Partnership = { ...kept.partnership, partnerId: organizationId.parse(station.organizationId) };
  const outcome = applyPartnership(ours, given, { side: 'partner', now });
  if (outcome.kind !== 'changed') {
    return refuse(outcome.kind === 'refused' ? outcome.code : 'PARTNER_UNKNOWN', kept);
  }
  const next = await keep(desk, { ...kept, partnership: outcome.partnership }, invitation.kind === 'link');
  await notePartnerAct(desk, { action, code: null, partnershipId: ours.id, others: [ours.customerId] });
  const view = await viewOf(desk, next);
  return view === null ? refuse('PARTNER_UNKNOWN') : { kind: 'done', invitation: view };
}

/** Only what is addressed to us, or to nobody in particular and we have its link. */
async function held(desk: Desk, key: InvitationKey): Promise<KeptPartnership | null> {
  const kept =
    key.kind === 'id'
      ? await holdPartnership(desk.transaction, key.id)
      : await holdPartnershipOfLink(desk.transaction, key.token);
  const partnerId = kept?.partnership.partnerId ?? null;
  const isOurs = partnerId === desk.station.organizationId || (partnerId === null && key.kind === 'link');
  return isOurs ? kept : null;
}

async function whyNotAnswer(
  { transaction, now, station, actor }: Desk,
  { partnership }: KeptPartnership,
): Promise<{ readonly code: PartnerCode; readonly instead?: KeptPartnership } | null> {
  const own = station.organizationId;
  if (!(await personMay(transaction, { organizationId: own, actor, right: 'invitations' }))) {
    return { code: 'PARTNER_NOT_ALLOWED' };
  }
  if (partnership.customerId === own) {
    return { code: 'PARTNER_OWN_ADDRESS' };
  }
  const organization = (await loadOrganizations(transaction, [own])).get(own);
  if (organization?.kinds.includes('service-partner') !== true) {
    return { code: 'PARTNER_NO_WORKSHOP' };
  }
  // One relationship per pair: a second mail to another address of ours does not make a second one. Two of our answers wait for each other.
  await transaction.selectFrom('organizations').select('id').where('id', '=', own).forNoKeyUpdate().execute();
  const other = (await partnershipsOfPartner(transaction, own)).find(
    ({ partnership: one }) => one.customerId === partnership.customerId && one.id !== partnership.id,
  );
  const code = whyNotInvite(other === undefined ? [] : [other.partnership], now);
  return code === null || other === undefined ? null : { code, instead: other };
}

async function keep(desk: Desk, kept: KeptPartnership, byLink: boolean): Promise<KeptPartnership> {
  const { transaction, now, station } = desk;
  const { id } = kept.partnership;
  const answered = { answered_at: now, answered_by: desk.actorName };
  await transaction.updateTable('invitations').set(answered).where('id', '=', id).execute();
  await dropMails(transaction, { subjectId: id, now });
  await keepPartnership(transaction, kept, now);
  const email = kept.invitation?.email;
  if (byLink && email !== undefined) {
    await transaction
      .insertInto('partner_addresses')
      .values({ email, organization_id: station.organizationId })
      .onConflict((conflict) => conflict.column('email').doUpdateSet({ organization_id: station.organizationId }))
      .execute();
  }
  return { ...kept, invitation: kept.invitation === null ? null : { ...kept.invitation, ...answered } };
}

async function viewOf({ transaction, now }: Desk, kept: KeptPartnership): Promise<InvitationView | null> {
  const [view] = await viewInvitations(transaction, [kept], now);
  return view ?? null;
}
