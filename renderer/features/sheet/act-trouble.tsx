import type { TextKey } from '#resources/texts/catalogues.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ContactSupport } from '../support/contact-support.tsx';
import type { ActTrouble } from './use-sheet-act.ts';

/** What went wrong, what it means, one next step; the technical detail last (ux rule 16). */
export function ActTroubleNotice({ trouble }: { readonly trouble: ActTrouble | null }) {
  const texts = useTexts();
  if (trouble === null) {
    return null;
  }
  const said =
    trouble.kind === 'refused'
      ? say(texts, [`bench.refused.${trouble.reason}`], trouble.detail)
      : texts.t(keyOf(trouble));
  return (
    <Notice mark="stop" action={<ContactSupport code={codeOf(trouble)} said={said} />}>
      {said}
      {trouble.kind === 'link-problem' && trouble.detail !== '' ? (
        <span className="tiny dim mono notice-detail">{trouble.detail}</span>
      ) : null}
    </Notice>
  );
}

function keyOf(trouble: Exclude<ActTrouble, { readonly kind: 'refused' }>): TextKey {
  switch (trouble.kind) {
    case 'link-problem':
      return `cable.problem.${trouble.reason}`;
    case 'disk-full':
    case 'not-saved':
    case 'stopped':
      return `storage.refused.${trouble.kind}`;
    default:
      return `sheet.act.${trouble.kind}`;
  }
}

function codeOf(trouble: ActTrouble): string {
  return 'reason' in trouble ? `${trouble.kind}.${trouble.reason}` : trouble.kind;
}
