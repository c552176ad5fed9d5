import { useState } from 'react';
import type { EnrolmentFacts } from '#core/domain/enrolment/enrolment.ts';
import { epochMs, type IsoTime } from '#core/kernel/iso-time.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { standingMark } from '../sync/standing-mark.ts';
import { EnrolmentDesk } from './enrolment-desk.tsx';
import './enrolment.css';

type Enrolled = Extract<EnrolmentFacts, { kind: 'enrolled' }>;

/** Who this station is at the centre, with which keys, and how it is enrolled again (STA-1). */
export function CloudPage() {
  const texts = useTexts();
  useScanPlace('cloud', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const about = useStationQuery(['enrolment', 'about'], (client) => client.enrolment.about());
  return (
    <Page title={texts.t('enrolment.cloud-title')}>
      <Answered query={about}>
        {(facts) =>
          facts.kind === 'enrolled' ? <Standing facts={facts} /> : <EnrolmentDesk suggestion={facts.suggestion} />
        }
      </Answered>
    </Page>
  );
}

function Standing({ facts }: { readonly facts: Enrolled }) {
  const state = useStationQuery(['enrolment', 'state'], (client) => client.enrolment.state());
  const [isBegun, begin] = useState(false);
  const isUnderWay = ['asking', 'waiting', 'finishing'].includes(state.data?.kind ?? 'idle');
  return (
    <div className="cloud">
      <Expiry validUntil={facts.validUntil} />
      {isBegun || isUnderWay ? (
        <Again facts={facts} isUnderWay={isUnderWay} onLeave={() => begin(false)} />
      ) : (
        <div className="cloud-columns">
          <Identity facts={facts} />
          <Keys facts={facts} onAgain={() => begin(true)} />
        </div>
      )}
    </div>
  );
}

function Again(props: { readonly facts: Enrolled; readonly isUnderWay: boolean; readonly onLeave: () => void }) {
  const texts = useTexts();
  return (
    <>
      <p className="enrol-intro">{texts.t('enrolment.again-text')}</p>
      <EnrolmentDesk suggestion={props.facts} />
      {props.isUnderWay ? null : <Button onPress={props.onLeave}>{texts.t('enrolment.call-off')}</Button>}
    </>
  );
}

function Identity({ facts }: { readonly facts: Enrolled }) {
  const texts = useTexts();
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  const status = useStationQuery(['sync', 'status'], (client) => client.sync.status());
  return (
    <section className="card enrol-card" aria-labelledby="cloud-station">
      <h2 id="cloud-station">{texts.t('enrolment.station')}</h2>
      <dl className="enrol-facts">
        <Fact name={texts.t('enrolment.name')}>{facts.name}</Fact>
        {facts.place === '' ? null : <Fact name={texts.t('enrolment.place')}>{facts.place}</Fact>}
        {seat.data?.kind === 'signed-in' ? (
          <Fact name={texts.t('enrolment.organization')}>{seat.data.organization.name}</Fact>
        ) : null}
        <Fact name={texts.t('enrolment.cloud')}>
          <span className="mono enrol-long">{facts.cloudUrl}</span>
        </Fact>
        <Fact name={texts.t('enrolment.id')}>
          <span className="mono enrol-long">{facts.stationId}</span>
        </Fact>
        <Fact name={texts.t('enrolment.generation')}>{texts.number(facts.generation)}</Fact>
        {status.data === undefined ? null : (
          <Fact name={texts.t('sync.figure.state')}>
            <span className="row">
              <StatusMark mark={standingMark(status.data.state)} />
              {texts.t(`sync.state.${status.data.state}`)}
            </span>
          </Fact>
        )}
      </dl>
    </section>
  );
}

function Keys({ facts, onAgain }: { readonly facts: Enrolled; readonly onAgain: () => void }) {
  const texts = useTexts();
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  const mayEnrol = seat.data?.kind === 'signed-in' && seat.data.rights.includes('administer');
  const made = (time: IsoTime | null) =>
    time === null ? texts.t('enrolment.no-key') : texts.t('enrolment.made-on', { time: texts.date(time, 'date-time') });
  const { renewedAt, validUntil } = facts;
  return (
    <section className="card enrol-card" aria-labelledby="cloud-keys">
      <h2 id="cloud-keys">{texts.t('enrolment.keys')}</h2>
      <p className="dim">{texts.t('enrolment.keys-text')}</p>
      <dl className="enrol-facts">
        <Fact name={texts.t('enrolment.key-cloud')}>{made(facts.keyMadeAt)}</Fact>
        {renewedAt === null ? null : (
          <Fact name={texts.t('enrolment.renewed')}>{texts.date(renewedAt, 'date-time')}</Fact>
        )}
        <Fact name={texts.t('enrolment.valid-until')}>
          {validUntil === null ? texts.t('enrolment.valid-unknown') : texts.date(validUntil, 'date')}
        </Fact>
        <Fact name={texts.t('enrolment.key-audit')}>{made(facts.auditKeyMadeAt)}</Fact>
      </dl>
      {mayEnrol ? (
        <>
          <p className="dim small">{texts.t('enrolment.again-text')}</p>
          <Button onPress={onAgain}>{texts.t('enrolment.again')}</Button>
        </>
      ) : (
        <p className="dim small">{texts.t('enrolment.again-who')}</p>
      )}
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

const dayMs = 86_400_000;
const noticedDays = 14;

/** Says in time that a person has to do something. */
function Expiry({ validUntil }: { readonly validUntil: IsoTime | null }) {
  const texts = useTexts();
  const [nowMs] = useState(() => Date.now());
  const days = validUntil === null ? null : Math.ceil((epochMs(validUntil) - nowMs) / dayMs);
  return days === null || days > noticedDays ? null : (
    <Notice mark="warn">{texts.t('enrolment.valid-soon', { days: Math.max(0, days) })}</Notice>
  );
}
