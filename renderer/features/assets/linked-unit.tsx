import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { AssetLinkResult } from '#core/contract/station/assets.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { parseUnitKey } from '#core/domain/identity/unit-key.ts';
import { type Asset, assetLabel } from '#core/domain/pairing/asset.ts';
import { useCentreAct } from '../../station/use-centre-act.ts';
import { useUnitTypes } from '../../station/use-unit-types.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmButtons } from '../../ui/confirm-buttons.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AssetTroubleNotice } from './asset-trouble.tsx';

/** The unit that is paired with the asset, and the way to end that. */
export function LinkedUnit({ asset, unit }: { readonly asset: Asset; readonly unit: string }) {
  const texts = useTexts();
  const types = useUnitTypes();
  const act = useCentreAct<string, AssetLinkResult>();
  const [isAsking, ask] = useState(false);
  const parsed = parseUnitKey(unit);
  const name =
    parsed.kind === 'unit-key' ? `${types.labelOf(parsed.key.unitType)} ${groupSerial(parsed.key.serial)}` : unit;
  const unlink = () => {
    const wish = { id: asset.id, unit };
    void act.run((client, requestId) => client.assets.unlink({ requestId, ...wish }), wish);
  };
  return (
    <>
      <Link className="unit-link" to="/units/$unit" params={{ unit }}>
        {name}
      </Link>
      <AssetTroubleNotice trouble={act.trouble} />
      <Button needs="assets" isPending={act.isRunning} onPress={() => ask(true)}>
        {texts.t('assets.unlink')}
      </Button>
      <Dialog
        title={texts.t('assets.confirm-unlink', { asset: assetLabel(asset) })}
        isOpen={isAsking}
        onClose={() => ask(false)}
        role="alertdialog"
      >
        <p>{texts.t('assets.unlink-text', { unit: name })}</p>
        <ConfirmButtons verb={texts.t('assets.unlink')} onClose={() => ask(false)} onConfirm={unlink} />
      </Dialog>
    </>
  );
}
