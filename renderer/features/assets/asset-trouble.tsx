import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { AssetTrouble } from './use-asset-act.ts';

/** Why nothing was changed and what helps; offline that what was typed is kept (ux rules 16 and 22). */
export function AssetTroubleNotice({ trouble }: { readonly trouble: AssetTrouble | null }) {
  const texts = useTexts();
  if (trouble === null) {
    return null;
  }
  return trouble.kind === 'refused' ? (
    <Notice mark="stop">
      {say(texts, [`asset-code.${trouble.code}`, `codes.${trouble.code}.title`, trouble.code])}{' '}
      <span className="mono tiny">{trouble.code}</span>
    </Notice>
  ) : (
    <Notice mark="wait">{texts.t(`assets.not-answered.${trouble.why}`)}</Notice>
  );
}
