import type { InvitationView, PartnerView } from '#core/domain/organizations/partner-exchange.ts';
import { standingOfPartnership } from '#core/domain/organizations/partnership.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { type MailStanding, newestMails } from '../mail/mail-queue.ts';
import { loadOrganizations } from '../registry/load.ts';
import type { KeptPartnership } from './kept-partnership.ts';

/** Relationships as each of the two sides may see them, ordered by name. The partner never sees mail states, the fleet no agreement texts of others. */
export async function viewPartners(
  transaction: CloudTransaction,
  kept: readonly KeptPartnership[],
  now: IsoTime,
): Promise<PartnerView[]> {
  const names = await loadOrganizations(
    transaction,
    kept.flatMap(({ partnership }) => partnership.partnerId ?? []),
  );
  const mails = await newestMails(
    transaction,
    kept.map(({ partnership }) => partnership.id),
  );
  return kept
    .map((one) => {
      const { id, partnerId, agreement } = one.partnership;
      return {
        ...sharedView(one, now),
        partnerId,
        partnerName: partnerId === null ? null : (names.get(partnerId)?.name ?? null),
        hasAgreement: agreement !== null,
        ...mailView(one, mails.get(id)),
      };
    })
    .sort((left, right) =>
      (left.partnerName ?? left.email ?? '').localeCompare(right.partnerName ?? right.email ?? ''),
    );
}

export async function viewInvitations(
  transaction: CloudTransaction,
  kept: readonly KeptPartnership[],
  now: IsoTime,
): Promise<InvitationView[]> {
  const names = await loadOrganizations(
    transaction,
    kept.map(({ partnership }) => partnership.customerId),
  );
  return kept
    .map((one) => {
      const { customerId, agreement } = one.partnership;
      return {
        ...sharedView(one, now),
        customerId,
        customerName: names.get(customerId)?.name ?? customerId,
        agreement,
      };
    })
    .sort((left, right) => left.customerName.localeCompare(right.customerName));
}

function sharedView({ partnership, partnerCode, invitation }: KeptPartnership, now: IsoTime) {
  const { id, validFrom, validTo, overrideAllowed, invitedUntil, version } = partnership;
  return {
    id,
    email: invitation?.email ?? null,
    partnerCode,
    standing: standingOfPartnership(partnership, now),
    validFrom,
    validTo,
    overrideAllowed,
    invitedAt: invitation?.invited_at ?? null,
    invitedBy: invitation?.invited_by ?? null,
    invitedUntil,
    answeredBy: invitation?.answered_by ?? null,
    answeredAt: invitation?.answered_at ?? null,
    version,
  };
}

/** Once somebody answered, it does not matter any more how the mail fared. */
function mailView(
  { partnership }: KeptPartnership,
  mail: MailStanding | undefined,
): Pick<PartnerView, 'mail' | 'mailProblem'> {
  return partnership.state !== 'pending' || mail === undefined || mail.state === 'dropped'
    ? { mail: 'none', mailProblem: null }
    : { mail: mail.state, mailProblem: mail.problem };
}
