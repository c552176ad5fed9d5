import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { Input, Label, SearchField, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { groupSerial, groupVin } from '#core/domain/identity/group-digits.ts';
import { type Asset, assetLabel } from '#core/domain/pairing/asset.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useUnitTypes } from '../../station/use-unit-types.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { WhoseList } from '../units/whose-list.tsx';
import { type AssetFilter, type AssetsAddress, assetFilters } from './assets-search.ts';
import { useWhoseAssets } from './use-whose-assets.ts';
import './assets.css';

const route = getRouteApi('/assets');

/** The vehicles and trailers of our own organization or of the customer that the bench works for (UNIT-2). */
export function AssetsPage() {
  const texts = useTexts();
  const navigate = useNavigate();
  const { of } = route.useSearch();
  useScanPlace('assets', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const whose = useWhoseAssets(of);
  const assets = useStationQuery(
    ['units', 'assets', whose?.id],
    (client) =>
      whose === null ? Promise.reject(new Error('nobody sits here')) : client.assets.list({ organizationId: whose.id }),
    { enabled: whose !== null },
  );
  if (whose === null) {
    return null;
  }
  const keep = of === undefined ? {} : { of };
  return (
    <Page
      title={texts.t('assets.of', { name: whose.name })}
      actions={
        <>
          <WhoseList
            shown={whose.id}
            onChoose={(value) => void navigate({ to: '/assets', search: value === 'own' ? { of: 'own' } : {} })}
          />
          <Button size="list" onPress={() => void navigate({ to: '/units', search: keep })}>
            {texts.t('assets.to-units')}
          </Button>
          <Button
            size="list"
            tone="go"
            needs="assets"
            onPress={() => void navigate({ to: '/assets/new', search: keep })}
          >
            {texts.t('assets.new')}
          </Button>
        </>
      }
    >
      <Answered query={assets}>
        {(answer) =>
          answer.kind === 'assets' ? (
            <AssetList rows={answer.rows} />
          ) : (
            <Notice mark="warn">{texts.t('units.not-yours')}</Notice>
          )
        }
      </Answered>
    </Page>
  );
}

function AssetList({ rows }: { readonly rows: readonly Asset[] }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const address = route.useSearch();
  const { text = '', show = null } = address;
  const found = useMemo(() => findAssets(rows, text), [rows, text]);
  const shown = useMemo(() => found.filter((asset) => show === null || fits(asset, show)), [found, show]);
  const go = (next: AssetsAddress) => void navigate({ to: '/assets', search: next, replace: true });
  const { text: _text, ...withoutText } = address;
  const { show: _show, ...withoutShow } = address;
  return (
    <div className="assets">
      <div className="assets-tools">
        <SearchField
          className="assets-search"
          value={text}
          onChange={(value) => go(value === '' ? withoutText : { ...address, text: value })}
        >
          <Label className="visually-hidden">{texts.t('assets.search')}</Label>
          <Input className="field-input" placeholder={texts.t('assets.search')} />
        </SearchField>
        <ToggleButtonGroup
          className="chips"
          aria-label={texts.t('units.filter')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[show ?? 'all']}
          onSelectionChange={(keys) => {
            const next = assetFilters.find((one) => keys.has(one));
            go(next === undefined ? withoutShow : { ...address, show: next });
          }}
        >
          <ToggleButton id="all" className="chip">
            {texts.t('units.filter-all')} <span className="chip-count num">{texts.number(found.length)}</span>
          </ToggleButton>
          {assetFilters.map((filter) => (
            <ToggleButton key={filter} id={filter} className="chip">
              {texts.t(`assets.filter.${filter}`)}{' '}
              <span className="chip-count num">
                {texts.number(found.filter((asset) => fits(asset, filter)).length)}
              </span>
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </div>
      {shown.length === 0 ? (
        <p className="empty card dim">{texts.t(rows.length === 0 ? 'assets.none' : 'assets.nothing-so')}</p>
      ) : (
        <Rows rows={shown} />
      )}
    </div>
  );
}

const rowHeight = 58;

/** Only rows in sight are drawn, so that a large fleet is no slower than a small one. */
function Rows({ rows }: { readonly rows: readonly Asset[] }) {
  const texts = useTexts();
  const place = useRef<HTMLElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => place.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  return (
    <section className="assets-list card" aria-label={texts.t('assets.title')} ref={place}>
      <ul style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const asset = rows[index];
          return asset === undefined ? null : (
            <li
              key={asset.id}
              style={{ transform: `translateY(${start}px)` }}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
            >
              <Row asset={asset} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Row({ asset }: { readonly asset: Asset }) {
  const texts = useTexts();
  return (
    <Link className="assets-row" to="/assets/$assetId" params={{ assetId: asset.id }}>
      <span>
        <strong>{assetLabel(asset)}</strong>
        <span className="small dim assets-line">
          {[texts.t(`pair.category.${asset.category}`), asset.type, asset.code]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
      </span>
      {asset.vin === null ? (
        <span className="dim">{texts.t('pair.no-vin')}</span>
      ) : (
        <span className="mono" lang="en" translate="no">
          {groupVin(asset.vin)}
        </span>
      )}
      {asset.unit === null ? <span className="dim">{texts.t('assets.no-unit')}</span> : <UnitOf unit={asset.unit} />}
    </Link>
  );
}

/** The unit as every other list names it: its number, and beneath it what it is. */
function UnitOf({ unit }: { readonly unit: string }) {
  const types = useUnitTypes();
  const [unitType = '', serial = ''] = unit.split(':');
  return (
    <span>
      <span className="mono" translate="no">
        {groupSerial(serial)}
      </span>
      <span className="small dim assets-line">{types.labelOf(unitType)}</span>
    </span>
  );
}

function findAssets(rows: readonly Asset[], text: string): readonly Asset[] {
  const bare = (part: string) => part.toLowerCase().replace(/[\s\-:]/g, '');
  const wanted = bare(text);
  const textOf = ({ plate, vin, code, type, unit }: Asset) => bare([plate, vin, code, type, unit].join('|'));
  const matching = wanted === '' ? rows : rows.filter((asset) => textOf(asset).includes(wanted));
  return [...matching].sort((left, right) => assetLabel(left).localeCompare(assetLabel(right)));
}

function fits(asset: Asset, filter: AssetFilter): boolean {
  return filter === 'without-unit' ? asset.unit === null : asset.vin === null;
}
