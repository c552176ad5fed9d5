import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useDeferredValue, useMemo } from 'react';
import { Input, Label, SearchField } from 'react-aria-components';
import type { SeatView } from '#core/contract/station/access.ts';
import { entryOf } from '#core/domain/ownership/unit-type-matrix.ts';
import { findUnits, type UnitSort } from '#core/domain/units/find-units.ts';
import type { UnitRow } from '#core/domain/units/unit-row.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { exportUnits } from './export-units.ts';
import { StatusChips } from './status-chips.tsx';
import { UnitsGrid } from './units-grid.tsx';
import type { UnitsAddress } from './units-search.ts';
import { WhoseList } from './whose-list.tsx';
import './units.css';

const route = getRouteApi('/units');

/** Every unit of our own organization or of the customer that the bench works for (UNIT-1). */
export function UnitsPage() {
  const texts = useTexts();
  const navigate = useNavigate();
  const { of } = route.useSearch();
  useScanPlace('units', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  if (seat.data?.kind !== 'signed-in') {
    return null;
  }
  const { customer, organization } = seat.data;
  const shown = of === 'own' || customer === null ? organization : customer;
  return (
    <Page
      title={texts.t('units.of', { name: shown.name })}
      actions={
        <>
          <WhoseList
            shown={shown.id}
            onChoose={(value) => void navigate({ to: '/units', search: value === 'own' ? { of: 'own' } : {} })}
          />
          <Button size="list" onPress={() => void navigate({ to: '/assets', search: of === undefined ? {} : { of } })}>
            {texts.t('units.to-assets')}
          </Button>
        </>
      }
    >
      <UnitsOf key={shown.id} organizationId={shown.id} />
    </Page>
  );
}

type SignedIn = Extract<SeatView, { kind: 'signed-in' }>;

function UnitsOf({ organizationId }: { readonly organizationId: SignedIn['organization']['id'] }) {
  const texts = useTexts();
  const units = useStationQuery(['units', 'list', organizationId], (client) => client.units.list({ organizationId }));
  return (
    <Answered query={units}>
      {(answer) =>
        answer.kind === 'units' ? (
          <UnitList rows={answer.rows} name={answer.organizationName} asOf={answer.asOf} />
        ) : (
          <Notice mark="warn">{texts.t('units.not-yours')}</Notice>
        )
      }
    </Answered>
  );
}

interface UnitListProps {
  readonly rows: readonly UnitRow[];
  readonly name: string;
  readonly asOf: IsoTime | null;
}

function UnitList({ rows, name, asOf }: UnitListProps) {
  const texts = useTexts();
  const navigate = useNavigate();
  const address = route.useSearch();
  const labelOf = useLabels();
  const { text = '', status = null, sort = 'unit', down = false } = address;
  const late = useDeferredValue(text);
  const found = useMemo(
    () => findUnits(rows, { text: late, standing: status, sort, isDescending: down }, labelOf),
    [rows, late, status, sort, down, labelOf],
  );
  const go = (next: UnitsAddress) => void navigate({ to: '/units', search: next, replace: true });
  const open = useCallback((unit: string) => void navigate({ to: '/units/$unit', params: { unit } }), [navigate]);
  const sortBy = (by: UnitSort) => {
    const { down: _down, ...rest } = address;
    go(by === sort && !down ? { ...rest, sort: by, down: true } : { ...rest, sort: by });
  };
  return (
    <div className="units">
      <div className="units-tools">
        <SearchField className="units-search" value={text} onChange={(value) => go(withText(address, value))}>
          <Label className="visually-hidden">{texts.t('units.search')}</Label>
          <Input className="field-input" placeholder={texts.t('units.search')} />
        </SearchField>
        <StatusChips
          counts={found.counts}
          total={found.total}
          chosen={status}
          onChoose={(next) => {
            const { status: _status, ...rest } = address;
            go(next === null ? rest : { ...rest, status: next });
          }}
        />
      </div>
      <div className="units-note">
        <p className="small dim">
          <span role="status">{texts.t('units.shown', { count: found.rows.length })}</span>
          {asOf === null ? null : ` · ${texts.t('units.as-of', { time: texts.date(asOf, 'date-time') })}`}
          {` · ${texts.t('units.health-order')}`}
        </p>
        <Button
          size="list"
          isDisabled={found.rows.length === 0}
          onPress={() => exportUnits(texts, { rows: found.rows, labelOf, name })}
        >
          {texts.t('units.export')}
        </Button>
      </div>
      {found.rows.length === 0 ? (
        <p className="empty card dim">{texts.t(rows.length === 0 ? 'units.none' : 'units.nothing-so')}</p>
      ) : (
        <UnitsGrid rows={found.rows} labelOf={labelOf} sort={sort} isDescending={down} onSort={sortBy} onOpen={open} />
      )}
    </div>
  );
}

function withText({ text: _text, ...rest }: UnitsAddress, text: string): UnitsAddress {
  return text === '' ? rest : { ...rest, text };
}

/** The same function as long as the matrix is the same, so that the list is not searched anew at every drawing. */
function useLabels(): (unitType: string) => string {
  const matrix = useStationQuery(['station', 'unit-types'], (client) => client.ownership.unitTypes()).data;
  return useCallback((unitType: string) => entryOf(matrix ?? [], unitType).label, [matrix]);
}
