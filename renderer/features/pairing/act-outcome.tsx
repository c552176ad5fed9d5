import type { PairingActResult } from '#core/contract/station/pairing.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Notice } from '../../ui/notice.tsx';

/** What came of pairing or unpairing by hand. Nothing is called done before the centre said so (OWN-11). */
export function ActOutcome({ outcome }: { readonly outcome: PairingActResult | null }) {
  const texts = useTexts();
  if (outcome === null) {
    return null;
  }
  switch (outcome.kind) {
    // The card itself says what is so now.
    case 'done':
    case 'already':
      return null;
    case 'waiting':
      return <Notice mark="wait">{texts.t('pairing.outcome.waiting')}</Notice>;
    case 'under-way':
      return <Notice mark="wait">{texts.t('pairing.outcome.under-way', { asset: outcome.asset })}</Notice>;
    case 'refused':
      return (
        <Notice mark="stop">
          {texts.t('pairing.outcome.refused', {
            reason: say(texts, [`asset-code.${outcome.code}`, `codes.${outcome.code}.text`, outcome.code]),
          })}
        </Notice>
      );
    case 'unknown-unit':
      return <Notice mark="warn">{texts.t('units.not-found')}</Notice>;
  }
}
