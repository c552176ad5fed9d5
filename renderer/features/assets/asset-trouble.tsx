import type { CentreRefusal } from '../../station/use-centre-act.ts';
import { nextOfCode } from '../../text/next-of-code.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Notice } from '../../ui/notice.tsx';

/** Why nothing was changed and what helps; offline that what was typed is kept (ux rules 16 and 22). */
export function AssetTroubleNotice({ trouble }: { readonly trouble: CentreRefusal<string> | null }) {
  const texts = useTexts();
  if (trouble === null) {
    return null;
  }
  return trouble.kind === 'refused' ? (
    <Notice mark="stop">
      {reasonOf(texts, trouble.code)} <span className="mono tiny">{trouble.code}</span>
    </Notice>
  ) : (
    <Notice mark="wait">{texts.t(`assets.not-answered.${trouble.why}`)}</Notice>
  );
}

/** What is wrong and the next step. A verdict's code says both in sentences of its own (ux rule 16). */
function reasonOf(texts: ReturnType<typeof useTexts>, code: string): string {
  return texts.has(`asset-code.${code}`)
    ? say(texts, [`asset-code.${code}`, code])
    : [`${say(texts, [`codes.${code}.title`, code])}.`, nextOfCode(texts, code)]
        .filter((part) => part !== '')
        .join(' ');
}
