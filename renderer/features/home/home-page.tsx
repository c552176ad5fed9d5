import { useNavigate } from '@tanstack/react-router';
import { Button as AriaButton } from 'react-aria-components';
import type { SeatView } from '#core/contract/station/access.ts';
import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Icon } from '../../ui/icon.tsx';
import { MyJobsCard } from '../jobs/worker/my-jobs-card.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { CustomerList } from './customer-list.tsx';
import './home.css';

/** Two cards by what the organization is (ORG-6) and, for a service partner, its customers (ORG-7). */
export function HomePage() {
  const texts = useTexts();
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  useScanPlace('home', { screen: 'home', sessionId: null, awaiting: 'anything' });
  if (seat.data?.kind !== 'signed-in') {
    return null;
  }
  return (
    <main className="page">
      <h1>{texts.t(greeting(), { name: seat.data.givenName })}</h1>
      <Cards seat={seat.data} />
      {seat.data.organization.isServicePartner ? <CustomerList /> : null}
    </main>
  );
}

type SignedIn = Extract<SeatView, { kind: 'signed-in' }>;

function Cards({ seat }: { readonly seat: SignedIn }) {
  const texts = useTexts();
  const acting = useActing();
  const navigate = useNavigate();
  const inspectOwn = async () => {
    const chosen = await acting((client) => client.customers.choose({ customerId: seat.organization.id }));
    if (chosen?.kind === 'chosen') {
      await navigate({ to: '/bench' });
    }
  };
  return (
    <div className="home-cards">
      {seat.organization.isServicePartner ? (
        <AriaButton
          className="home-card card home-card-first"
          onPress={() => document.getElementById('customer-search')?.focus()}
        >
          <span className="home-icon">
            <Icon name="hall" size={34} />
          </span>
          <span>
            <strong>{texts.t('home.customers')}</strong>
            <span className="dim">{texts.t('home.customers-text')}</span>
          </span>
        </AriaButton>
      ) : null}
      <AriaButton className="home-card card" onPress={() => void inspectOwn()}>
        <span className="home-icon">
          <Icon name="pulse" size={34} />
        </span>
        <span>
          <strong>{texts.t('home.inspection')}</strong>
          <span className="dim">{texts.t('home.inspection-text')}</span>
        </span>
      </AriaButton>
      <AriaButton className="home-card card" onPress={() => void navigate({ to: '/units' })}>
        <span className="home-icon">
          <Icon name="carton" size={34} />
        </span>
        <span>
          <strong>{texts.t('home.units-card')}</strong>
          <span className="dim">{texts.t('home.units-text')}</span>
        </span>
      </AriaButton>
      <PairingCard />
      {seat.organization.isServicePartner ? <MyJobsCard /> : null}
      {seat.rights.includes('jobs') ? (
        <AriaButton className="home-card card" onPress={() => void navigate({ to: '/jobs' })}>
          <span className="home-icon">
            <Icon name="job" size={34} />
          </span>
          <span>
            <strong>{texts.t('home.jobs')}</strong>
            <span className="dim">{texts.t('home.jobs-text')}</span>
          </span>
        </AriaButton>
      ) : null}
      {seat.rights.includes('partners') ? (
        <AriaButton className="home-card card" onPress={() => void navigate({ to: '/partners' })}>
          <span className="home-icon">
            <Icon name="people" size={34} />
          </span>
          <span>
            <strong>{texts.t('home.partners')}</strong>
            <span className="dim">{texts.t('home.partners-text')}</span>
          </span>
        </AriaButton>
      ) : null}
      {seat.rights.includes('events') ? (
        <AriaButton className="home-card card" onPress={() => void navigate({ to: '/events' })}>
          <span className="home-icon">
            <Icon name="pulse" size={34} />
          </span>
          <span>
            <strong>{texts.t('home.events')}</strong>
            <span className="dim">{texts.t('home.events-text')}</span>
          </span>
        </AriaButton>
      ) : null}
    </div>
  );
}

/** The inbox of pairings, with how many want somebody (PAIR-5). */
function PairingCard() {
  const texts = useTexts();
  const navigate = useNavigate();
  const inbox = useStationQuery(['units', 'pairing'], (client) => client.pairing.inbox());
  return (
    <AriaButton className="home-card card" onPress={() => void navigate({ to: '/pairing' })}>
      <span className="home-icon">
        <Icon name="link" size={34} />
      </span>
      <span>
        <strong>{texts.t('pairing.title')}</strong>
        <span className="dim">{texts.t('home.pairing-text', { count: inbox.data?.rows.length ?? 0 })}</span>
      </span>
    </AriaButton>
  );
}

function greeting() {
  const hour = new Date().getHours();
  return hour < 11 ? 'home.morning' : hour < 18 ? 'home.day' : 'home.evening';
}
