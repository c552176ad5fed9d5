import { useState } from 'react';
import type { AssetActResult } from '#core/contract/station/assets.ts';
import { judgeVin } from '#core/domain/identity/vin.ts';
import type { Asset } from '#core/domain/pairing/asset.ts';
import { type AssetWish, judgeAssetWish } from '#core/domain/pairing/asset-exchange.ts';
import { parseLabel } from '#core/domain/scanning/parse-label.ts';
import type { OrganizationId } from '#core/kernel/entity-ids.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useScanAnswers } from '../scan/control-code.ts';
import { vinWords } from '../sheet/vin-field.tsx';
import { AssetTroubleNotice } from './asset-trouble.tsx';
import { useAssetAct } from './use-asset-act.ts';

const categories = ['trailer', 'truck', 'van', 'other'] as const;

/** What people write of an asset (UNIT-2). A VIN that is scanned goes into its field; what was typed stays while the centre refuses or is silent. */
export function AssetForm(props: {
  /** Null for a new one. */
  readonly asset: Asset | null;
  readonly organizationId: OrganizationId;
  /** The VIN that is meant, e.g. what a unit reported. */
  readonly vin: string | null;
  readonly verb: string;
  readonly onSaved: (asset: Asset) => void;
}) {
  const texts = useTexts();
  const { asset, organizationId, onSaved } = props;
  const act = useAssetAct();
  const [category, setCategory] = useState<AssetWish['category']>(asset?.category ?? 'trailer');
  const [plate, setPlate] = useState(asset?.plate ?? '');
  const [type, setType] = useState(asset?.type ?? '');
  const [code, setCode] = useState(asset?.code ?? '');
  const [vin, setVin] = useState(props.vin ?? asset?.vin ?? '');
  const [isUnitTooSoon, setUnitTooSoon] = useState(false);
  useScanAnswers(({ text, result }) => {
    const label = result.kind === 'tried' ? parseLabel(text) : null;
    if (label === null || label.kind === 'unreadable') {
      return;
    }
    const { vin: scannedVin } = label.fields;
    setUnitTooSoon(scannedVin === undefined && (asset === null || asset.unit !== null));
    if (scannedVin !== undefined) {
      setVin(scannedVin);
    }
  });
  const wish: AssetWish = {
    category,
    plate: textOf(plate),
    type: textOf(type),
    vin: textOf(vin),
    code: textOf(code),
  };
  const judged = judgeAssetWish(wish);
  const save = async () => {
    const version = asset?.version ?? null;
    const done = await act.run<AssetActResult>({ wish, version }, (client, requestId) =>
      asset === null
        ? client.assets.create({ requestId, organizationId, wish })
        : client.assets.change({ requestId, id: asset.id, expectedVersion: asset.version, wish }),
    );
    if (done?.kind === 'done') {
      onSaved(done.asset);
    }
  };
  return (
    <section className="card asset-card" aria-labelledby="asset-form">
      <h2 className="over" id="asset-form">
        {texts.t('assets.facts')}
      </h2>
      <div className="field">
        <span className="field-label">{texts.t('assets.category')}</span>
        <ChoiceBar
          label={texts.t('assets.category')}
          value={category}
          choices={categories.map((one) => ({ value: one, label: texts.t(`pair.category.${one}`) }))}
          onChoose={setCategory}
        />
      </div>
      <div className="asset-pair">
        <TextField label={texts.t('assets.plate')} value={plate} onChange={setPlate} />
        <TextField label={texts.t('assets.code')} hint={texts.t('assets.code-hint')} value={code} onChange={setCode} />
      </div>
      <TextField label={texts.t('assets.type')} hint={texts.t('assets.type-hint')} value={type} onChange={setType} />
      <VinOfAsset vin={vin} onChange={setVin} />
      {isUnitTooSoon ? (
        <Notice mark="warn">{texts.t(asset === null ? 'assets.create-first' : 'asset-code.ASSET_OCCUPIED')}</Notice>
      ) : null}
      <AssetTroubleNotice trouble={act.trouble} />
      {judged.kind === 'unfit' && judged.codes.includes('ASSET_NAMELESS') ? (
        <p className="small dim">{texts.t('asset-code.ASSET_NAMELESS')}</p>
      ) : null}
      <Button
        tone="go"
        needs="assets"
        isDisabled={judged.kind === 'unfit'}
        isPending={act.isRunning}
        onPress={() => void save()}
      >
        {props.verb}
      </Button>
    </section>
  );
}

/** Judged while it is typed: what makes it unusable is an error, what is only odd is said beside it (PAIR-6). */
function VinOfAsset({ vin, onChange }: { readonly vin: string; readonly onChange: (vin: string) => void }) {
  const texts = useTexts();
  const judged = judgeVin(vin);
  const words = vin.trim().length < 8 ? '' : judged.codes.map((one) => vinWords(texts, one)).join(' ');
  const isBad = judged.kind === 'bad' && words !== '';
  return (
    <TextField
      label={texts.t('assets.vin')}
      hint={isBad || words === '' ? texts.t('assets.vin-hint') : words}
      value={vin}
      onChange={onChange}
      error={isBad ? words : undefined}
      mono
    />
  );
}

function textOf(text: string): string | null {
  const trimmed = text.trim().slice(0, 60);
  return trimmed === '' ? null : trimmed;
}
