import { useTexts } from '../../text/text-provider.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { PartnerTrouble } from './use-partner-act.ts';

/** Why the centre did not do what was asked, and the next step. */
export function PartnerTroubleNotice({ trouble }: { readonly trouble: PartnerTrouble | null }) {
  const texts = useTexts();
  if (trouble === null) {
    return null;
  }
  return (
    <div className="partners-notice">
      <Notice mark={trouble.kind === 'refused' ? 'stop' : 'wait'}>
        {trouble.kind === 'refused'
          ? texts.t(`partner-code.${trouble.code}`)
          : `${texts.t(`partners.why.${trouble.why}`)} ${texts.t('partners.not-done')}`}
      </Notice>
    </div>
  );
}
