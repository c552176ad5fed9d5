import { useEffect, useRef } from 'react';
import type { PairingActResult } from '#core/contract/station/pairing.ts';
import { nextOfCode } from '../../text/next-of-code.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Notice } from '../../ui/notice.tsx';

/** What came of pairing or unpairing by hand, in sight of whoever pressed far below. Nothing is called done before the centre said so (OWN-11). */
export function ActOutcome({ outcome }: { readonly outcome: PairingActResult | null }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (outcome !== null) {
      place.current?.scrollIntoView({ block: 'nearest' });
    }
  }, [outcome]);
  // The card itself says what is so now.
  return outcome === null || outcome.kind === 'done' || outcome.kind === 'already' ? null : (
    <div ref={place} role="status">
      <Words outcome={outcome} />
    </div>
  );
}

type Said = Exclude<PairingActResult, { readonly kind: 'done' | 'already' }>;

function Words({ outcome }: { readonly outcome: Said }) {
  const texts = useTexts();
  switch (outcome.kind) {
    case 'waiting':
      return <Notice mark="wait">{texts.t('pairing.outcome.waiting')}</Notice>;
    case 'under-way':
      return <Notice mark="wait">{texts.t('pairing.outcome.under-way', { asset: outcome.asset })}</Notice>;
    case 'refused':
      return (
        <Notice mark="stop">
          {texts.t('pairing.outcome.refused', {
            reason: say(texts, [`asset-code.${outcome.code}`, `codes.${outcome.code}.text`, outcome.code]),
          })}{' '}
          {texts.has(`asset-code.${outcome.code}`) ? null : nextOfCode(texts, outcome.code)}
        </Notice>
      );
    case 'unknown-unit':
      return <Notice mark="warn">{texts.t('units.not-found')}</Notice>;
  }
}
