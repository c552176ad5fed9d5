import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { OpenedUnit } from '#core/contract/station/units.ts';
import { groupSerial, groupVin } from '#core/domain/identity/group-digits.ts';
import { healthParts } from '#core/domain/units/unit-health.ts';
import { unitStanding } from '#core/domain/units/unit-row.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useUnitTypes } from '../../station/use-unit-types.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { UnitHistory } from './unit-history.tsx';
import { contactWords, healthMarks, standingMarks, subscriptionWords } from './unit-words.ts';
import './units.css';

const route = getRouteApi('/units/$unit');

/** One unit: what the registry says of it, how it is doing, the sheets of this station, and everything that happened to it (UNIT-1). */
export function UnitPage() {
  const texts = useTexts();
  const navigate = useNavigate();
  const { unit } = route.useParams();
  useScanPlace('unit', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const opened = useStationQuery(['units', 'open', unit], (client) => client.units.open({ unit }), {
    keepsBefore: true,
  });
  const back = (
    <Button size="list" onPress={() => void navigate({ to: '/units' })}>
      {texts.t('units.to-list')}
    </Button>
  );
  return (
    <Page title={groupSerial(unit.slice(unit.indexOf(':') + 1))} actions={back}>
      <Answered query={opened}>
        {(answer) =>
          answer.kind === 'unit' ? (
            <Opened unit={answer.unit} />
          ) : (
            <Notice mark="warn">{texts.t('units.not-found')}</Notice>
          )
        }
      </Answered>
    </Page>
  );
}

function Opened({ unit }: { readonly unit: OpenedUnit }) {
  return (
    <div className="unit-page">
      <div className="unit-side">
        <Facts unit={unit} />
        <Health unit={unit} />
      </div>
      <div className="unit-main">
        <Sheets unit={unit} />
        <UnitHistory unit={unit} />
      </div>
    </div>
  );
}

function Facts({ unit: { row, ownerName, pairing } }: { readonly unit: OpenedUnit }) {
  const texts = useTexts();
  const types = useUnitTypes();
  const standing = unitStanding(row);
  const failed = pairing?.state === 'failed' ? pairing : null;
  return (
    <section className="card unit-card" aria-labelledby="unit-facts">
      <h2 className="over" id="unit-facts">
        {texts.t('units.facts')}
      </h2>
      <Tag mark={standingMarks[standing]}>{texts.t(`units.status.${standing}`)}</Tag>
      <dl className="unit-known">
        <Fact name={texts.t('units.type')}>{types.labelOf(row.unitType)}</Fact>
        <Fact name={texts.t('units.owner')}>{ownerName}</Fact>
        <Fact name={texts.t('units.column.asset')}>
          {row.pairedWith === null ? (
            texts.t('units.status.unpaired')
          ) : (
            <>
              <Link className="unit-link" to="/assets/$assetId" params={{ assetId: row.pairedWith.assetId }}>
                {row.pairedWith.label}
              </Link>
              {row.pairedWith.vin === null ? null : (
                <span className="mono units-line" lang="en" translate="no">
                  {groupVin(row.pairedWith.vin)}
                </span>
              )}
            </>
          )}
          {failed === null ? null : (
            <span className="units-line small">
              {texts.t('units.pairing-failed', {
                count: failed.count,
                reason: texts.t(`units.pairing-reason.${failed.reason ?? 'Unknown'}`),
              })}{' '}
              <Link to="/pairing" search={{ unit: `${row.unitType}:${row.serial}` }}>
                {texts.t('units.to-pairing')}
              </Link>
            </span>
          )}
        </Fact>
        <Fact name={texts.t('units.column.subscription')}>{subscriptionWords(texts, row)}</Fact>
        <Fact name={texts.t('units.column.configuration')}>{texts.t(`units.configuration.${row.configuration}`)}</Fact>
        <Fact name={texts.t('units.column.contact')}>{contactWords(texts, row)}</Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="small dim">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Health({ unit: { row } }: { readonly unit: OpenedUnit }) {
  const texts = useTexts();
  return (
    <section className="card unit-card" aria-labelledby="unit-health">
      <h2 className="over" id="unit-health">
        {texts.t('units.column.health')}
      </h2>
      <ul className="unit-health">
        {healthParts.map((part) => (
          <li key={part}>
            <span>{texts.t(`units.health.${part}`)}</span>
            <Tag mark={healthMarks[row.health[part]]}>{texts.t(`units.health-state.${row.health[part]}`)}</Tag>
          </li>
        ))}
      </ul>
      <p className="small dim">
        {row.inspectedAt === null
          ? texts.t('units.not-inspected')
          : texts.t('units.inspected', { time: texts.date(row.inspectedAt, 'date-time') })}
      </p>
    </section>
  );
}

function Sheets({ unit: { sheets } }: { readonly unit: OpenedUnit }) {
  const texts = useTexts();
  return (
    <section className="card unit-card" aria-labelledby="unit-sheets">
      <h2 className="over" id="unit-sheets">
        {texts.t('units.sheets')}
      </h2>
      {sheets.length === 0 ? (
        <p className="dim">{texts.t('units.no-sheets')}</p>
      ) : (
        <ul className="unit-lines">
          {sheets.map((sheet) => (
            <li key={sheet.sessionId}>
              <span className="num small dim">{texts.date(sheet.startedAt, 'date-time')}</span>
              <span>
                <Link className="unit-link" to="/sheet/$sessionId" params={{ sessionId: sheet.sessionId }}>
                  {sheet.reportNumber === null
                    ? texts.t('units.sheet-of', { name: sheet.startedBy })
                    : texts.t('units.sheet-report', { number: sheet.reportNumber })}
                </Link>
                <span className="small dim"> · {sheet.customerName}</span>
              </span>
              <span className="small">{texts.t(`units.sheet-state.${sheet.state}`)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
