import type { InvitationView } from '#core/domain/organizations/partner-exchange.ts';
import type { Texts } from '#core/texts/create-texts.ts';

/** How an invitation came to where it is: who answered it, who sent it, or what to do about it now (ORG-7). */
export function storyOf(row: InvitationView, texts: Texts): string {
  const { answeredBy, answeredAt, invitedAt, invitedBy, standing } = row;
  if (standing === 'expired') {
    return texts.t('home.ask-administrator');
  }
  if (answeredBy !== null && answeredAt !== null) {
    return texts.t('invitations.answered', { name: answeredBy, time: texts.date(answeredAt, 'date-time') });
  }
  return invitedAt === null
    ? texts.t('invitations.invited-once')
    : texts.t('invitations.invited', { name: invitedBy ?? '', time: texts.date(invitedAt, 'date-time') });
}
