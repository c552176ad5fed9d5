import { expiryRadar } from '#core/domain/organizations/expiry-radar.ts';
import type { InvitationView, PartnerView } from '#core/domain/organizations/partner-exchange.ts';
import type { PartnershipStanding } from '#core/domain/organizations/partnership.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { useTexts } from '../../text/text-provider.tsx';
import type { Mark } from '../../ui/status-mark.tsx';
import { Tag } from '../../ui/tag.tsx';

type Partnership = Pick<PartnerView | InvitationView, 'standing' | 'validTo' | 'invitedUntil'>;

/** How a partnership stands, in one word with its mark (ORG-4). One that ends soon is a warning, not a state of its own (decisions.md d11). */
export function PartnershipTag({ of, asOf }: { readonly of: Partnership; readonly asOf: IsoTime }) {
  const texts = useTexts();
  const isEnding = daysLeft(of, asOf) !== null;
  return <Tag mark={isEnding ? 'warn' : marks[of.standing]}>{texts.t(`partners.standing.${of.standing}`)}</Tag>;
}

/** From when, until when, and how long that still is. */
export function PartnershipPeriod({ of, asOf }: { readonly of: Partnership; readonly asOf: IsoTime }) {
  const texts = useTexts();
  const { standing, validTo, invitedUntil } = of;
  const days = daysLeft(of, asOf);
  switch (standing) {
    case 'invited':
      return invitedUntil === null
        ? texts.t('partners.period.waits')
        : texts.t('partners.period.waits-until', { time: texts.date(invitedUntil, 'date-time') });
    case 'lapsed':
      return texts.t('partners.period.lapsed', { date: invitedUntil === null ? '' : texts.date(invitedUntil, 'date') });
    case 'active':
      if (validTo === null) {
        return texts.t('partners.period.open');
      }
      return days === null
        ? texts.t('partners.period.until', { date: texts.date(validTo, 'date') })
        : texts.t('partners.period.ending', { days, date: texts.date(validTo, 'date') });
    case 'expired':
      return texts.t('partners.period.expired', { date: validTo === null ? '' : texts.date(validTo, 'date') });
    default:
      return '–';
  }
}

/** Whole days that remain where that is worth a warning. */
function daysLeft({ standing, validTo }: Partnership, now: IsoTime): number | null {
  const trustEndsAt = standing === 'active' ? validTo : null;
  const [notice] = expiryRadar({ trustEndsAt, subscriptionEndsAt: null, now, serviceDate: null });
  return notice?.daysLeft ?? null;
}

const marks: Readonly<Record<PartnershipStanding, Mark>> = {
  invited: 'wait',
  lapsed: 'idle',
  active: 'ok',
  expired: 'stop',
  declined: 'stop',
  revoked: 'stop',
};
