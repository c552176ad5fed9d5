import type { JobCode } from '#core/domain/codes.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Notice } from '../../../ui/notice.tsx';

/** Why something was not done with the job, with what helps (ux rule 16). */
export function JobTrouble({ code }: { readonly code: JobCode | null }) {
  const texts = useTexts();
  return code === null ? null : <Notice mark="stop">{texts.t(`job-code.${code}`)}</Notice>;
}
