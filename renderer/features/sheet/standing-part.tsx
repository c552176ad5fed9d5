import { useState } from 'react';
import type { PairingView, Sheet } from '#core/contract/station/bench.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmAct } from '../pairing/confirm-act.tsx';
import { PanelNote } from './panel-card.tsx';
import type { SheetAct } from './use-sheet-act.ts';

/** Ends the pairing that stands, be it of this sheet or from before (PAIR-1). It stands until the centre says otherwise. */
export function StandingPart(props: { readonly sheet: Sheet; readonly pairing: PairingView; readonly act: SheetAct }) {
  const texts = useTexts();
  const { sheet, pairing, act } = props;
  const { session } = sheet;
  const [isAsked, ask] = useState(false);
  const standing = session.pairing.kind === 'paired' ? session.pairing : pairing.standing;
  const isUnderWay = session.pairing.kind === 'requested' || session.pairing.kind === 'unpair-requested';
  if (standing === null || isUnderWay) {
    return null;
  }
  return (
    <div className="panel-buttons">
      <Button needs="pair" isPending={act.running === 'unpair'} onPress={() => ask(true)}>
        {texts.t('pair.unpair-from', { asset: standing.assetLabel })}
      </Button>
      <ConfirmAct
        wish={isAsked ? { act: 'unpair', asset: standing.assetLabel, vin: standing.assetVin } : null}
        unitTypeLabel={sheet.unitTypeLabel ?? ''}
        serial={session.label.serial}
        sessionId={session.id}
        onClose={() => ask(false)}
        onConfirm={() => void act.run('unpair', (client) => client.bench.unpair({ sessionId: session.id }))}
      >
        <PanelNote mark="warn">{texts.t('pair.unpair-text')}</PanelNote>
      </ConfirmAct>
    </div>
  );
}
