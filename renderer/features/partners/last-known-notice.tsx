import type { InvitationList, PartnerList } from '#core/contract/station/partners.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Notice } from '../../ui/notice.tsx';

/** Says that a list is not the centre's of this moment, how old it is, and that nothing can be changed meanwhile (ux rule 22). */
export function LastKnownNotice({ list }: { readonly list: PartnerList | InvitationList }) {
  const texts = useTexts();
  if (list.kind === 'live') {
    return null;
  }
  return (
    <div className="partners-notice">
      <Notice mark={list.why === 'offline' ? 'wait' : 'warn'}>
        <strong>{texts.t(`partners.why.${list.why}`)}</strong>{' '}
        {list.asOf === null
          ? texts.t('partners.never-seen')
          : texts.t('partners.last-known', { time: texts.date(list.asOf, 'date-time') })}
      </Notice>
    </div>
  );
}
