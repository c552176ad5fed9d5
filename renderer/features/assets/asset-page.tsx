import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type Asset, assetLabel } from '#core/domain/pairing/asset.ts';
import { assetId as asAssetId, sessionId as asSessionId } from '#core/kernel/entity-ids.ts';
import { useActing } from '../../station/acting.ts';
import { useMay } from '../../station/rights.tsx';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { AssetForm } from './asset-form.tsx';
import { LinkUnit } from './link-unit.tsx';
import { LinkedUnit } from './linked-unit.tsx';
import { useWhoseAssets } from './use-whose-assets.ts';
import './assets.css';

const newRoute = getRouteApi('/assets/new');
const route = getRouteApi('/assets/$assetId');

/** A new asset of the customer, or of our own organization (UNIT-2). */
export function NewAssetPage() {
  const texts = useTexts();
  const { of, vin, sheet } = newRoute.useSearch();
  useScanPlace('new-asset', { screen: 'asset', sessionId: null, awaiting: 'anything' });
  const whose = useWhoseAssets(of);
  const lead = useLeadOn(sheet);
  if (whose === null) {
    return null;
  }
  return (
    <Page title={texts.t('assets.new-of', { name: whose.name })} actions={<Back sheet={sheet} />}>
      <div className="asset-page">
        <AssetForm
          asset={null}
          organizationId={whose.id}
          vin={vin ?? null}
          verb={texts.t(sheet === undefined ? 'assets.create' : 'assets.create-and-pair')}
          onSaved={lead}
        />
      </div>
    </Page>
  );
}

/** An asset: what people write of it, and the unit that is paired with it (UNIT-2). */
export function AssetPage() {
  const texts = useTexts();
  const may = useMay();
  const { assetId } = route.useParams();
  const { vin, sheet } = route.useSearch();
  useScanPlace('asset', { screen: may('assets') ? 'asset' : 'other', sessionId: null, awaiting: 'anything' });
  const lead = useLeadOn(sheet);
  const opened = useStationQuery(['units', 'asset', assetId], (client) =>
    client.assets.open({ id: asAssetId.parse(assetId) }),
  );
  const asset = opened.data?.kind === 'asset' ? opened.data.asset : null;
  return (
    <Page title={asset === null ? texts.t('assets.title') : assetLabel(asset)} actions={<Back sheet={sheet} />}>
      <Answered query={opened}>
        {(answer) =>
          answer.kind === 'asset' ? (
            <div className="asset-page">
              <AssetForm
                // A newer version, e.g. of somebody else, is shown as it is.
                key={answer.asset.version}
                asset={answer.asset}
                organizationId={answer.asset.organizationId}
                vin={vin ?? null}
                verb={texts.t(sheet === undefined ? 'assets.save' : 'assets.save-and-pair')}
                onSaved={lead}
              />
              <UnitOfAsset asset={answer.asset} ownerName={answer.organizationName} />
            </div>
          ) : (
            <Notice mark="warn">{texts.t('assets.not-found')}</Notice>
          )
        }
      </Answered>
    </Page>
  );
}

function UnitOfAsset({ asset, ownerName }: { readonly asset: Asset; readonly ownerName: string }) {
  const texts = useTexts();
  return (
    <section className="card asset-card" aria-labelledby="asset-unit">
      <h2 className="over" id="asset-unit">
        {texts.t('assets.unit')}
      </h2>
      {asset.unit === null ? (
        <LinkUnit asset={asset} ownerName={ownerName} />
      ) : (
        <LinkedUnit asset={asset} unit={asset.unit} />
      )}
    </section>
  );
}

function Back({ sheet }: { readonly sheet: string | undefined }) {
  const texts = useTexts();
  const navigate = useNavigate();
  return sheet === undefined ? (
    <Button size="list" onPress={() => void navigate({ to: '/assets' })}>
      {texts.t('assets.to-list')}
    </Button>
  ) : (
    <Button size="list" onPress={() => void navigate({ to: '/sheet/$sessionId', params: { sessionId: sheet } })}>
      {texts.t('assets.to-sheet')}
    </Button>
  );
}

/** Where a saved form leads: to the asset, or back to the sheet that asked for it, paired (PAIR-5). */
function useLeadOn(sheet: string | undefined): (asset: Asset) => void {
  const acting = useActing();
  const navigate = useNavigate();
  return (asset) => {
    if (sheet === undefined) {
      void navigate({ to: '/assets/$assetId', params: { assetId: asset.id }, replace: true });
      return;
    }
    const sessionId = asSessionId.parse(sheet);
    void acting((client) => client.bench.pair({ sessionId, assetId: asset.id })).then(() =>
      navigate({ to: '/sheet/$sessionId', params: { sessionId } }),
    );
  };
}
