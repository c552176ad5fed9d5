import { useState } from 'react';
import type { AssetActResult } from '#core/contract/station/assets.ts';
import type { Asset } from '#core/domain/pairing/asset.ts';
import { judgeAssetWish } from '#core/domain/pairing/asset-exchange.ts';
import { parseLabel } from '#core/domain/scanning/parse-label.ts';
import type { OrganizationId } from '#core/kernel/entity-ids.ts';
import { useCentreAct } from '../../station/use-centre-act.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { FromBefore } from '../jobs/form/form-said.tsx';
import { useScanAnswers } from '../scan/control-code.ts';
import { AssetConflict } from './asset-conflict.tsx';
import { assetLines, draftOfAsset, tooLong, wishOf } from './asset-draft.ts';
import { AssetFieldsForm } from './asset-fields-form.tsx';
import { AssetTroubleNotice } from './asset-trouble.tsx';
import { useAssetDraft } from './use-asset-draft.ts';

interface AssetFormProps {
  /** Where it is typed: what is not saved is kept by this name. */
  readonly place: string;
  /** Null for a new one. */
  readonly asset: Asset | null;
  readonly organizationId: OrganizationId;
  /** The VIN that is meant, e.g. what a unit reported. */
  readonly vin: string | null;
  readonly verb: string;
  readonly onSaved: (asset: Asset) => void;
}

/** What people write of an asset (UNIT-2). A VIN that is scanned goes into its field; what was typed stays until the centre took it. */
export function AssetForm(props: AssetFormProps) {
  const texts = useTexts();
  const { form, act, saved, asset, isFit, isNameless, save } = useAssetForm(props);
  const [isUnitTooSoon, setUnitTooSoon] = useState(false);
  useScanAnswers(({ text, result }) => {
    const label = result.kind === 'tried' ? parseLabel(text) : null;
    if (label === null || label.kind === 'unreadable' || act.isRunning) {
      return;
    }
    const { vin: scannedVin } = label.fields;
    setUnitTooSoon(scannedVin === undefined && (asset === null || asset.unit !== null));
    if (scannedVin !== undefined) {
      form.change({ vin: scannedVin });
    }
  });
  return (
    <section className="card asset-card" aria-labelledby="asset-form">
      <h2 className="over" id="asset-form">
        {texts.t('assets.facts')}
      </h2>
      {form.isOvertaken && asset !== null ? <AssetConflict form={form} asset={asset} /> : null}
      {form.isFromBefore && !form.isOvertaken ? <FromBefore onDrop={form.drop} /> : null}
      <AssetFieldsForm fields={form.draft.fields} isReadOnly={act.isRunning} onChange={form.change} />
      {isUnitTooSoon ? (
        <Notice mark="warn">{texts.t(asset === null ? 'assets.create-first' : 'asset-code.ASSET_OCCUPIED')}</Notice>
      ) : null}
      <AssetTroubleNotice trouble={act.trouble} />
      <div className="asset-end">
        <Button
          tone="go"
          needs="assets"
          isDisabled={!isFit || form.isOvertaken}
          isPending={act.isRunning}
          onPress={() => void save()}
        >
          {props.verb}
        </Button>
        {isNameless ? <p className="small dim">{texts.t('asset-code.ASSET_NAMELESS')}</p> : null}
        <p className="asset-saved" role="status">
          {saved === null ? null : (
            <>
              <StatusMark mark="ok" size="tiny" isStill /> {texts.t('assets.saved')}
            </>
          )}
        </p>
      </div>
    </section>
  );
}

/** What stands in the form, whether it can be kept, and saving it. */
function useAssetForm(props: AssetFormProps) {
  const { organizationId, onSaved } = props;
  const act = useCentreAct<string, AssetActResult>();
  const [saved, setSaved] = useState<Asset | null>(null);
  // What the centre just took is newer than the station's copy until that follows.
  const asset = saved !== null && props.asset !== null && saved.version > props.asset.version ? saved : props.asset;
  const form = useAssetDraft(props.place, draftOfAsset(asset, saved === null ? props.vin : null));
  const wish = wishOf(form.draft.fields);
  const judged = judgeAssetWish(wish);
  const { version } = form.draft;
  const save = async () => {
    const done = await act.run(
      (client, requestId) =>
        asset === null
          ? client.assets.create({ requestId, organizationId, wish })
          : client.assets.change({ requestId, id: asset.id, expectedVersion: version, wish }),
      { wish, version },
    );
    if (done?.kind === 'done') {
      setSaved(done.asset);
      form.drop();
      onSaved(done.asset);
    }
  };
  const isSaved = saved !== null && saved.version === asset?.version && isAsSaved(form.draft.fields, saved);
  return {
    form,
    act,
    asset,
    saved: isSaved ? saved : null,
    isFit: judged.kind === 'fit' && assetLines.every((name) => tooLong(form.draft.fields[name]) === null),
    isNameless: judged.kind === 'unfit' && judged.codes.includes('ASSET_NAMELESS'),
    save,
  };
}

function isAsSaved(fields: ReturnType<typeof draftOfAsset>['fields'], saved: Asset): boolean {
  return JSON.stringify(fields) === JSON.stringify(draftOfAsset(saved, null).fields);
}
