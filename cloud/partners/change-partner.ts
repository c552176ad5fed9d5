import type { PartnerCode } from '#core/domain/codes.ts';
import type { FleetCommand, PartnerChange, PartnerView } from '#core/domain/organizations/partner-exchange.ts';
import { applyPartnership, type Partnership } from '#core/domain/organizations/partnership.ts';
import { dropMails } from '../mail/mail-queue.ts';
import { personMay } from '../registry/person-may.ts';
import { sendInvitation } from './invite-partner.ts';
import { dropPartnership, holdPartnership, type KeptPartnership, keepPartnership } from './kept-partnership.ts';
import { createLinkToken, hashLinkToken } from './link-token.ts';
import { atDesk, type Desk, type DeskCall, notePartnerAct, type PartnerParts } from './partner-desk.ts';
import { viewPartners } from './partner-views.ts';

export interface PartnerCommand {
  readonly id: string;
  readonly expectedVersion: number;
  readonly command: FleetCommand;
}

/** The fleet's acts on a relationship: compare-and-set on its version, judged by core's table (ORG-3, ORG-5). */
export function changePartner(
  parts: PartnerParts,
  call: Omit<DeskCall, 'body'>,
  wish: PartnerCommand,
): Promise<unknown> {
  return atDesk(parts, { ...call, body: { change: wish } }, (desk) => change(desk, wish));
}

async function change(desk: Desk, wish: PartnerCommand): Promise<PartnerChange> {
  const { transaction, now, station } = desk;
  const { command } = wish;
  const note = { action: actionOf(command), partnershipId: wish.id };
  const refuse = async (code: PartnerCode, current: PartnerView | null = null): Promise<PartnerChange> => {
    await notePartnerAct(desk, { ...note, code, others: [] });
    return { kind: 'refused', code, current };
  };
  const kept = await holdPartnership(transaction, wish.id);
  if (kept === null || kept.partnership.customerId !== station.organizationId) {
    return refuse('PARTNER_UNKNOWN');
  }
  const view = async (one: KeptPartnership) => (await viewPartners(transaction, [one], now))[0] ?? null;
  const mayDoIt = { organizationId: station.organizationId, actor: desk.actor, right: 'partners' } as const;
  if (!(await personMay(transaction, mayDoIt))) {
    return refuse('PARTNER_NOT_ALLOWED', await view(kept));
  }
  if (kept.partnership.version !== wish.expectedVersion) {
    return refuse('PARTNER_CHANGED', await view(kept));
  }
  const outcome = applyPartnership(kept.partnership, command, { side: 'customer', now });
  switch (outcome.kind) {
    case 'refused':
      return refuse(outcome.code, await view(kept));
    case 'removed':
      await dropMails(transaction, { subjectId: wish.id, now });
      await dropPartnership(transaction, kept.partnership);
      await notePartnerAct(desk, { ...note, code: null, others: [kept.partnership.partnerId] });
      return { kind: 'removed' };
    case 'unchanged':
      return done(await view(kept));
    case 'changed': {
      const next = await keep(desk, kept, { command, value: outcome.partnership });
      await notePartnerAct(desk, { ...note, code: null, others: [next.partnership.partnerId] });
      return done(await view(next));
    }
  }
}

function done(partner: PartnerView | null): PartnerChange {
  return partner === null ? { kind: 'refused', code: 'PARTNER_UNKNOWN', current: null } : { kind: 'done', partner };
}

async function keep(
  desk: Desk,
  kept: KeptPartnership,
  { command, value }: { readonly command: FleetCommand; readonly value: Partnership },
): Promise<KeptPartnership> {
  const { transaction, now } = desk;
  const next = { ...kept, partnership: value };
  if (command.act === 'resend') {
    const token = createLinkToken();
    await transaction
      .updateTable('invitations')
      .set({ link_hash: hashLinkToken(token) })
      .where('id', '=', value.id)
      .execute();
    await sendInvitation(desk, next, token);
  }
  await keepPartnership(transaction, next, now);
  return next;
}

function actionOf(command: FleetCommand): string {
  switch (command.act) {
    case 'resend':
      return 'partner.invited-again';
    case 'remove':
      return 'partner.removed';
    case 'revoke':
      return 'partner.revoked';
    case 'renew':
      return 'partner.renewed';
    case 'set-override':
      return command.allowed ? 'partner.override-allowed' : 'partner.override-withdrawn';
  }
}
