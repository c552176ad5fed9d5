import { useState } from 'react';
import { type AssetLinkResult, longestUnitText, type UnitForAsset } from '#core/contract/station/assets.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { type Asset, assetLabel } from '#core/domain/pairing/asset.ts';
import { parseLabel } from '#core/domain/scanning/parse-label.ts';
import { scanKindsOf } from '#core/domain/scanning/scan-action.ts';
import { useActing } from '../../station/acting.ts';
import { useCentreAct } from '../../station/use-centre-act.ts';
import { useUnitTypes } from '../../station/use-unit-types.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useScanAnswers } from '../scan/control-code.ts';
import { AssetTroubleNotice } from './asset-trouble.tsx';
import { ConfirmLink, type LinkableUnit } from './confirm-link.tsx';

/** Finds a unit by its serial, typed or scanned, says what a link does to it, and links it once that is confirmed (UNIT-2). */
export function LinkUnit({ asset, ownerName }: { readonly asset: Asset; readonly ownerName: string }) {
  const texts = useTexts();
  const act = useCentreAct<string, AssetLinkResult>();
  const { text, found, confirming, isFinding, type, find, confirm, forget } = useFoundUnit(asset);
  useScanAnswers(({ text: scanned, result }) => {
    const label = result.kind === 'tried' ? parseLabel(scanned) : null;
    if (label !== null && label.kind !== 'unreadable' && scanKindsOf(label)[0] === 'unit') {
      type(scanned);
      void find(scanned);
    }
  });
  const link = async (unit: LinkableUnit) => {
    const { owner, ownerEpoch } = unit.verdict;
    if (owner === null || ownerEpoch === null) {
      return;
    }
    const wish = {
      id: asset.id,
      unit: unit.verdict.unit,
      ownerId: owner.id,
      ownerEpoch,
      unpairFirst: unit.pairedWith !== null,
    };
    const done = await act.run(
      (client, requestId) =>
        unit.moves ? client.assets.linkAndTransfer({ requestId, ...wish }) : client.assets.link({ requestId, ...wish }),
      wish,
    );
    if (done !== null) {
      forget();
    }
  };
  return (
    <>
      <p className="dim">{texts.t('assets.link-text')}</p>
      <div className="asset-find">
        <TextField
          label={texts.t('assets.serial')}
          hint={texts.t('assets.serial-hint')}
          value={text}
          onChange={type}
          onSubmit={() => void find(text)}
          mono
        />
        <Button
          needs="assets"
          isDisabled={text.trim() === ''}
          isPending={act.isRunning || isFinding}
          onPress={() => void find(text)}
        >
          {texts.t('assets.find')}
        </Button>
      </div>
      <div role="status">
        <Found found={found} onType={(unit) => void find(unit)} />
      </div>
      <AssetTroubleNotice trouble={act.trouble} />
      <ConfirmLink
        unit={confirming}
        assetName={assetLabel(asset)}
        ownerName={ownerName}
        onClose={() => confirm(null)}
        onLink={(unit) => void link(unit)}
      />
    </>
  );
}

/** The unit that is meant, asked for by its serial; `confirming` is the one whose link waits for a yes. */
function useFoundUnit(asset: Asset) {
  const acting = useActing();
  const [text, setText] = useState('');
  const [found, setFound] = useState<UnitForAsset | null>(null);
  const [confirming, confirm] = useState<LinkableUnit | null>(null);
  const [isFinding, setFinding] = useState(false);
  const type = (next: string) => {
    setText(next);
    setFound(null);
  };
  const find = async (unit: string) => {
    if (unit.trim() === '' || isFinding) {
      return;
    }
    setFinding(true);
    const answer: UnitForAsset | null =
      unit.length > longestUnitText
        ? { kind: 'bad-unit', code: 'SERIAL_FORMAT' }
        : await acting((client) => client.assets.findUnit({ id: asset.id, unit }));
    setFinding(false);
    setFound(answer);
    confirm(answer?.kind === 'unit' && answer.obstacle === null ? answer : null);
  };
  return {
    text,
    found,
    confirming,
    isFinding,
    type,
    find,
    confirm,
    forget: () => type(''),
  };
}

/** Why the unit cannot be linked, or which of several is meant (OWN-5). */
function Found({ found, onType }: { readonly found: UnitForAsset | null; readonly onType: (unit: string) => void }) {
  const texts = useTexts();
  const types = useUnitTypes();
  if (found === null || (found.kind === 'unit' && found.obstacle === null)) {
    return null;
  }
  switch (found.kind) {
    case 'unit':
      return <AssetTroubleNotice trouble={{ kind: 'refused', code: found.obstacle ?? 'ASSET_UNKNOWN' }} />;
    case 'bad-unit':
      return <AssetTroubleNotice trouble={{ kind: 'refused', code: found.code }} />;
    case 'unknown-asset':
      return <AssetTroubleNotice trouble={{ kind: 'refused', code: 'ASSET_UNKNOWN' }} />;
    case 'choose-type':
      return (
        <Notice mark="warn">
          {texts.t('assets.choose-type', { serial: groupSerial(found.serial) })}
          <span className="asset-types">
            {found.types.map((unitType) => (
              <Button key={unitType} size="list" onPress={() => onType(`${unitType}:${found.serial}`)}>
                {types.labelOf(unitType)}
              </Button>
            ))}
          </span>
        </Notice>
      );
  }
}
