import type { CentreTrouble } from '#core/contract/station/partners.ts';
import type { EventsCode } from '#core/domain/codes.ts';
import type { CentreRefusal } from '../../station/use-centre-act.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Notice } from '../../ui/notice.tsx';

/** Why the centre did not do what was asked, and the next step. */
export function EventsTrouble({ trouble }: { readonly trouble: CentreRefusal<EventsCode> | null }) {
  const texts = useTexts();
  if (trouble === null) {
    return null;
  }
  return (
    <Notice mark={trouble.kind === 'refused' ? 'stop' : 'wait'}>
      {trouble.kind === 'refused'
        ? texts.t(`events-code.${trouble.code}`)
        : `${texts.t(`partners.why.${trouble.why}`)} ${texts.t('partners.not-done')}`}
    </Notice>
  );
}

/** In the place of a list that only the centre has. */
export function NotAnswered({ why }: { readonly why: CentreTrouble }) {
  const texts = useTexts();
  return <Notice mark="wait">{texts.t(`partners.why.${why}`)}</Notice>;
}
