import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type Asset, assetLabel } from '#core/domain/pairing/asset.ts';
import {
  assetId as asAssetId,
  organizationId as asOrganizationId,
  sessionId as asSessionId,
} from '#core/kernel/entity-ids.ts';
import { useActing } from '../../station/acting.ts';
import { TypingKnown } from '../../station/kept-typing.tsx';
import { useMay } from '../../station/rights.tsx';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { AssetForm } from './asset-form.tsx';
import type { AssetFormAddress } from './assets-search.ts';
import { LinkUnit } from './link-unit.tsx';
import { LinkedUnit } from './linked-unit.tsx';
import { useWhoseAssets } from './use-whose-assets.ts';
import './assets.css';

const newRoute = getRouteApi('/assets/new');
const route = getRouteApi('/assets/$assetId');

/** A new asset of the customer, or of our own organization (UNIT-2). */
export function NewAssetPage() {
  const texts = useTexts();
  const { of, vin, ...from } = newRoute.useSearch();
  useScanPlace('new-asset', { screen: 'asset', sessionId: null, awaiting: 'anything' });
  const whose = useOwnerOfForm(of);
  const lead = useLeadOn(from);
  if (whose === null) {
    return null;
  }
  const place = `asset new ${whose.id} ${JSON.stringify({ vin, ...from })}`;
  return (
    <Page title={texts.t('assets.new-of', { name: whose.name })} actions={<Back {...from} />}>
      <div className="asset-page">
        <TypingKnown>
          <AssetForm
            key={place}
            place={place}
            asset={null}
            organizationId={whose.id}
            vin={vin ?? null}
            verb={texts.t(lead.pairs ? 'assets.create-and-pair' : 'assets.create')}
            onSaved={lead.on}
          />
        </TypingKnown>
      </div>
    </Page>
  );
}

/** An asset: what people write of it, and the unit that is paired with it (UNIT-2). */
export function AssetPage() {
  const texts = useTexts();
  const may = useMay();
  const { assetId } = route.useParams();
  const { vin, of: _, ...from } = route.useSearch();
  useScanPlace('asset', { screen: may('assets') ? 'asset' : 'other', sessionId: null, awaiting: 'anything' });
  const lead = useLeadOn(from);
  const opened = useStationQuery(['units', 'asset', assetId], (client) =>
    client.assets.open({ id: asAssetId.parse(assetId) }),
  );
  const asset = opened.data?.kind === 'asset' ? opened.data.asset : null;
  const place = `asset ${assetId} ${JSON.stringify({ vin, ...from })}`;
  return (
    <Page title={asset === null ? texts.t('assets.title') : assetLabel(asset)} actions={<Back {...from} />}>
      <Answered query={opened}>
        {(answer) =>
          answer.kind === 'asset' ? (
            <div className="asset-page">
              <TypingKnown>
                <AssetForm
                  key={place}
                  place={place}
                  asset={answer.asset}
                  organizationId={answer.asset.organizationId}
                  vin={vin ?? null}
                  verb={texts.t(lead.pairs ? 'assets.save-and-pair' : 'assets.save')}
                  onSaved={lead.on}
                />
              </TypingKnown>
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

/** Where the form was opened from, and where it leads back to. */
type From = Pick<AssetFormAddress, 'sheet' | 'unit'>;

/** Whose the new asset shall be; null while that is not known, and for an organization that is not ours to write for. */
function useOwnerOfForm(of: string | undefined) {
  const usual = useWhoseAssets(of === 'own' ? 'own' : undefined);
  const isNamed = of !== undefined && of !== 'own';
  const organizationId = asOrganizationId.parse(isNamed ? of : 'none');
  const named = useStationQuery(
    ['units', 'assets', organizationId],
    (client) => client.assets.list({ organizationId }),
    { enabled: isNamed },
  );
  if (!isNamed) {
    return usual;
  }
  return named.data?.kind === 'assets' ? { id: organizationId, name: named.data.organizationName } : null;
}

function Back({ sheet, unit }: From) {
  const texts = useTexts();
  const navigate = useNavigate();
  if (sheet !== undefined) {
    return (
      <Button size="list" onPress={() => void navigate({ to: '/sheet/$sessionId', params: { sessionId: sheet } })}>
        {texts.t('assets.to-sheet')}
      </Button>
    );
  }
  return unit === undefined ? (
    <Button size="list" onPress={() => void navigate({ to: '/assets' })}>
      {texts.t('assets.to-list')}
    </Button>
  ) : (
    <Button size="list" onPress={() => void navigate({ to: '/pairing', search: { unit } })}>
      {texts.t('pairing.back')}
    </Button>
  );
}

interface Lead {
  /** Whether what was saved is paired on the way. */
  readonly pairs: boolean;
  on(asset: Asset): void;
}

/** Where a saved form leads: to the asset, or back to the sheet or the unit that asked for it, paired by whoever may (PAIR-5). */
function useLeadOn({ sheet, unit }: From): Lead {
  const acting = useActing();
  const may = useMay();
  const navigate = useNavigate();
  const pairs = may('pair') && (sheet !== undefined || unit !== undefined);
  const pair = async ({ id: assetId }: Asset) => {
    if (pairs && sheet !== undefined) {
      await acting((client) => client.bench.pair({ sessionId: asSessionId.parse(sheet), assetId }));
    } else if (pairs && unit !== undefined) {
      await acting((client) => client.pairing.pair({ unit, assetId }));
    }
  };
  const back = (asset: Asset) => {
    if (sheet !== undefined) {
      return navigate({ to: '/sheet/$sessionId', params: { sessionId: sheet } });
    }
    return unit === undefined
      ? navigate({ to: '/assets/$assetId', params: { assetId: asset.id }, replace: true })
      : navigate({ to: '/pairing', search: { unit } });
  };
  return { pairs, on: (asset) => void pair(asset).then(() => back(asset)) };
}
