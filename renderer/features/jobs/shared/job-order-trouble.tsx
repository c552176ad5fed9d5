import type { JobCode } from '#core/domain/codes.ts';
import type { CentreRefusal } from '../../../station/use-centre-act.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Notice } from '../../../ui/notice.tsx';

/** Why the centre did not do with a job or a template what was asked, and the next step. */
export function JobOrderTrouble({ trouble }: { readonly trouble: CentreRefusal<JobCode> | null }) {
  const texts = useTexts();
  if (trouble === null) {
    return null;
  }
  return (
    <Notice mark={trouble.kind === 'refused' ? 'stop' : 'wait'}>
      {trouble.kind === 'refused'
        ? texts.t(`job-code.${trouble.code}`)
        : `${texts.t(`partners.why.${trouble.why}`)} ${texts.t('partners.not-done')}`}
    </Notice>
  );
}
