import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'react-aria-components';
import type { SeatView } from '#core/contract/station/access.ts';
import type { StationInfo } from '#core/contract/station/station.ts';
import { scanWill } from '#core/domain/scanning/scan-will.ts';
import { useMay } from '../../station/rights.tsx';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Icon } from '../../ui/icon.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { ReaderChip } from '../readers/reader-chip.tsx';
import { currentPlace, useScanPlaces } from '../scan/scan-place.ts';
import { standingMark } from '../sync/standing-mark.ts';
import { Brand } from './brand.tsx';
import { initials } from './initials.ts';
import { seatRests } from './seat-rests.ts';

/** Bench, customer, what a scan will do now, how the station stands with the centre, and who is at work. */
export function Header({
  seat,
  info,
}: {
  readonly seat: Extract<SeatView, { kind: 'signed-in' }>;
  readonly info: StationInfo;
}) {
  const texts = useTexts();
  const navigate = useNavigate();
  return (
    <header className="bar" data-region="header" tabIndex={-1}>
      <Link to="/" className="bar-brand" aria-label={texts.t('shell.home')}>
        <Brand />
      </Link>
      <div className="bar-where">
        <strong>{info.place === '' ? info.name : `${info.name} · ${info.place}`}</strong>
        <span>
          {seat.customer === null
            ? texts.t('shell.no-customer')
            : texts.t('shell.for-customer', { name: seat.customer.name })}
          {seat.customer === null ? null : <TrustEnding customerId={seat.customer.id} />}
        </span>
      </div>
      <ScanWill />
      <Standing />
      <Button className="bar-person" onPress={() => void navigate({ to: '/person' })}>
        <span className="bar-initials" aria-hidden="true">
          {initials(seat.displayName)}
        </span>
        <span>
          <strong>{seat.displayName}</strong>
          <Role seat={seat} />
          <span className="visually-hidden">{texts.t('shell.person')}</span>
        </span>
      </Button>
    </header>
  );
}

/** The person's roles, or what of their rights rests now. */
function Role({ seat }: { readonly seat: Extract<SeatView, { kind: 'signed-in' }> }) {
  const texts = useTexts();
  const rests = seatRests(seat);
  return rests === null ? (
    <span className="bar-role">{texts.list(seat.roles.map((role) => texts.t(`roles.${role}`)))}</span>
  ) : (
    <span className="bar-role bar-rests">
      <StatusMark mark="wait" size="tiny" />
      {texts.t(`shell.rests.${rests}`)}
    </span>
  );
}

function ScanWill() {
  const texts = useTexts();
  const may = useMay();
  const place = useScanPlaces(currentPlace);
  const will = scanWill({ screen: place.screen, awaiting: place.awaiting, sheetOpen: place.sessionId !== null });
  if (!may('scan')) {
    return (
      <div className="bar-scan">
        <span>{texts.t('shell.scan-not')}</span>
      </div>
    );
  }
  return (
    <div className="bar-scan">
      <Icon name="scan" size={24} />
      <span role="status">
        {texts.t('shell.scan-will')} <strong>{texts.t(`scan-will.${will}`)}</strong>
      </span>
      <ReaderChip />
    </div>
  );
}

function Standing() {
  const texts = useTexts();
  const status = useStationQuery(['sync', 'status'], (client) => client.sync.status());
  if (status.data === undefined) {
    return <div className="bar-sync" />;
  }
  const { pending, needsYou, state } = status.data;
  return (
    <div className="bar-sync">
      <Link to="/sync" className="bar-standing">
        <span>
          <StatusMark mark={standingMark(state)} />
          {texts.t(`sync.state.${state}`)} <LastContact at={status.data.lastContact} />
        </span>
        <span>
          <StatusMark mark={pending > 0 ? 'wait' : 'idle'} />
          {texts.t('shell.waiting', { count: pending })}
        </span>
        <span className="visually-hidden">{texts.t('shell.sync-page')}</span>
      </Link>
      {needsYou > 0 ? (
        <Link to="/tasks" className="bar-needs">
          {texts.t('shell.needs-you', { count: needsYou })}
          <span className="visually-hidden">{texts.t('tasks.page')}</span>
        </Link>
      ) : null}
    </div>
  );
}

/** When the centre was last heard: the time, from the day before on the date. */
function LastContact({ at }: { readonly at: string | null }) {
  const texts = useTexts();
  if (at === null) {
    return null;
  }
  const isToday = texts.date(at, 'date') === texts.date(new Date().toISOString(), 'date');
  return (
    <span className="num">
      <span className="visually-hidden">{texts.t('shell.last-contact')}</span>{' '}
      {texts.date(at, isToday ? 'time' : 'date')}
    </span>
  );
}

/** That the customer's trust ends soon, as long as the bench works for them (decisions.md d11). */
function TrustEnding({ customerId }: { readonly customerId: string }) {
  const texts = useTexts();
  const current = useStationQuery(['customers', 'current', customerId], (client) => client.customers.current());
  const ending = current.data?.kind === 'customer' ? current.data.customer.ending : null;
  return ending === null ? null : (
    <span className="bar-ending">
      <StatusMark mark="warn" size="tiny" />
      {texts.t('shell.trust-ending', { days: ending.daysLeft })}
    </span>
  );
}
