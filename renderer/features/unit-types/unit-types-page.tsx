import { useState } from 'react';
import { Input, Label, SearchField } from 'react-aria-components';
import type { UnitTypePage } from '#core/contract/station/ownership.ts';
import type { UnitTypeClass, UnitTypeEntry } from '#core/domain/ownership/unit-type-matrix.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { type Mark, StatusMark } from '../../ui/status-mark.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { findTypes, type UnitTypeRow } from './find-types.ts';
import './unit-types.css';

/** The matrix by which every unit is judged (OWN-6): what may be done with each type here, what configures it, and where that comes from. */
export function UnitTypesPage() {
  const texts = useTexts();
  const [search, setSearch] = useState('');
  useScanPlace('unit-types', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const page = useStationQuery(['station', 'unit-type-page'], (client) => client.ownership.unitTypePage());
  return (
    <Page
      title={texts.t('unit-types.title')}
      actions={
        <SearchField className="unit-types-search" value={search} onChange={setSearch}>
          <Label className="visually-hidden">{texts.t('unit-types.search')}</Label>
          <Input className="field-input" placeholder={texts.t('unit-types.search')} />
        </SearchField>
      }
    >
      <Answered query={page}>{(answer) => <Matrix page={answer} search={search} />}</Answered>
    </Page>
  );
}

function Matrix({ page, search }: { readonly page: UnitTypePage; readonly search: string }) {
  const texts = useTexts();
  const rows = findTypes(page.types, search);
  return (
    <>
      <p className="unit-types-source dim">
        {texts.t('unit-types.source', {
          version: page.version,
          date: texts.date(`${page.updatedOn}T12:00:00.000Z`, 'date'),
        })}{' '}
        {page.source}
      </p>
      <p className="visually-hidden" role="status">
        {texts.t('unit-types.shown', { count: rows.length })}
      </p>
      {rows.length === 0 ? (
        <p className="empty card dim">{texts.t('unit-types.nothing-found', { search })}</p>
      ) : (
        <TypeTable rows={rows} />
      )}
    </>
  );
}

const columns = ['type', 'class', 'allowed', 'configured', 'checklist', 'profiles', 'basis'] as const;

function TypeTable({ rows }: { readonly rows: readonly UnitTypeRow[] }) {
  const texts = useTexts();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to scroll it
    <section className="table-card card" tabIndex={0} aria-label={texts.t('unit-types.title')}>
      <table className="table unit-types-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" key={column}>
                {texts.t(`unit-types.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <TypeRow key={row.entry.unitType} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function TypeRow({ row }: { readonly row: UnitTypeRow }) {
  const texts = useTexts();
  const { checklist, entry, profiles } = row;
  return (
    <tr>
      <th scope="row">
        {entry.label}
        <span className="tiny dim mono cell-detail" translate="no">
          {entry.unitType}
        </span>
      </th>
      <td>
        <Tag mark={classMarks[entry.class]}>{texts.t(`unit-types.class.${entry.class}`)}</Tag>
      </td>
      <td>
        <Allowed of={entry.class} />
      </td>
      <td>{configuredWith(texts, entry)}</td>
      <td>
        {checklist === null ? (
          '–'
        ) : (
          <>
            {texts.t('unit-types.checklist', { version: checklist.version })}
            <span className="tiny dim cell-detail">{texts.t('unit-types.checks', { count: checklist.checks })}</span>
          </>
        )}
      </td>
      <td>{profiles.length === 0 ? '–' : texts.list(profiles)}</td>
      <td>{texts.t(`unit-types.basis.${entry.basis}`)}</td>
    </tr>
  );
}

/** The driver here, the tool of the vendor, or the page of assets for what is not handled in a workshop. */
function configuredWith(texts: Texts, { family, vendorTool }: UnitTypeEntry): string {
  return family === null
    ? (vendorTool ?? texts.t('unit-types.asset-path'))
    : say(texts, [`unit-types.family.${family}`, family]);
}

/** Transfer, install and inspect, each with its mark and word. */
function Allowed({ of }: { readonly of: UnitTypeClass }) {
  const texts = useTexts();
  return (
    <ul className="unit-types-acts">
      {(['transfer', 'install', 'inspect'] as const).map((act) => {
        const isAllowed = of === 'FULL' || (of === 'TRANSFER_ONLY' && act === 'transfer');
        return (
          <li key={act} className={isAllowed ? '' : 'dim'}>
            <StatusMark mark={isAllowed ? 'ok' : 'idle'} size="tiny" />
            {texts.t(isAllowed ? `unit-types.act.${act}` : `unit-types.no-act.${act}`)}
          </li>
        );
      })}
    </ul>
  );
}

const classMarks: Readonly<Record<UnitTypeClass, Mark>> = { FULL: 'ok', TRANSFER_ONLY: 'warn', NONE: 'stop' };
