import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { SeatView } from '#core/contract/station/access.ts';
import { cartonId as asCartonId, type CartonId } from '#core/kernel/entity-ids.ts';
import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { useKeyActs } from '../shell/key-acts.ts';
import { Page } from '../shell/page.tsx';
import { type AddDraft, AddUnits, useAddDraft } from './add-units.tsx';
import { CartonList } from './carton-list.tsx';
import { CartonWork } from './carton-work.tsx';
import { useCarton } from './use-carton.ts';
import './carton.css';

const cartonRoute = getRouteApi('/carton/$cartonId');

/** Carton mode (OWN-12): goes on with the open carton of the seat's customer; the first label that is scanned begins one. */
export function CartonPage() {
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  if (seat.data?.kind !== 'signed-in') {
    return null;
  }
  const { customer, organization } = seat.data;
  return customer === null || customer.id === organization.id ? (
    <NoCarton isOwn={customer !== null} />
  ) : (
    <OfCustomer key={customer.id} seat={seat.data} customer={customer.name} />
  );
}

/** One carton by its address: how it stands now, or how it ended. Labels go into it while it is the open one of the seat's customer. */
export function CartonByIdPage() {
  const { cartonId } = cartonRoute.useParams();
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  const current = useStationQuery(['cartons', 'current'], (client) => client.carton.current());
  const draft = useAddDraft();
  const takesScans = current.data?.cartonId === cartonId;
  useScanPlace('carton-by-id', {
    screen: takesScans ? 'carton' : 'other',
    sessionId: null,
    awaiting: takesScans ? 'unit' : 'anything',
  });
  return seat.data?.kind === 'signed-in' ? (
    <Loaded cartonId={asCartonId.parse(cartonId)} seat={seat.data} draft={draft} />
  ) : null;
}

type SignedIn = Extract<SeatView, { kind: 'signed-in' }>;

function OfCustomer({ seat, customer }: { readonly seat: SignedIn; readonly customer: string }) {
  useScanPlace('carton', { screen: 'carton', sessionId: null, awaiting: 'unit' });
  const draft = useAddDraft();
  const current = useStationQuery(['cartons', 'current', customer], (client) => client.carton.current());
  return (
    <Answered query={current}>
      {({ cartonId }) =>
        cartonId === null ? (
          <FirstLabel customer={customer} draft={draft} />
        ) : (
          <Loaded cartonId={cartonId} seat={seat} draft={draft} />
        )
      }
    </Answered>
  );
}

interface LoadedProps {
  readonly cartonId: CartonId;
  readonly seat: SignedIn;
  readonly draft: AddDraft;
}

function Loaded({ cartonId, draft, seat }: LoadedProps) {
  const texts = useTexts();
  const query = useCarton(cartonId);
  return (
    <Answered query={query}>
      {(loaded) =>
        loaded.kind === 'carton' ? (
          <main className="page carton-page" data-region="work" tabIndex={-1}>
            <CartonWork key={cartonId} loaded={loaded} draft={draft} mayTransfer={seat.rights.includes('transfer')} />
          </main>
        ) : (
          <Page title={texts.t('carton.title-none')}>
            <Notice mark="warn">{texts.t('carton.none')}</Notice>
          </Page>
        )
      }
    </Answered>
  );
}

/** Before the first label: what will happen, the field for those who type, and the cartons of before. */
function FirstLabel({ customer, draft }: { readonly customer: string; readonly draft: AddDraft }) {
  const texts = useTexts();
  const acting = useActing();
  useKeyActs('carton', [
    { key: 'F2', label: 'add-units', act: () => document.querySelector<HTMLElement>('#carton-add textarea')?.focus() },
  ]);
  const add = async (list: string[]) => {
    const started = await acting((client) => client.carton.start({ profileId: null }));
    return started?.kind === 'started'
      ? acting((client) => client.carton.add({ cartonId: started.cartonId, texts: list, source: 'typed' }))
      : null;
  };
  return (
    <Page title={texts.t('carton.title', { customer })}>
      <div className="carton-first">
        <section className="scan-prompt card">
          <Icon name="scan" size={64} />
          <div>
            <p className="carton-first-words">{texts.t('carton.empty')}</p>
            <p className="dim">{texts.t('carton.text')}</p>
          </div>
        </section>
        <div className="card carton-first-add">
          <AddUnits draft={draft} onAdd={add} />
        </div>
      </div>
      <CartonList />
    </Page>
  );
}

function NoCarton({ isOwn }: { readonly isOwn: boolean }) {
  const texts = useTexts();
  const navigate = useNavigate();
  useScanPlace('carton', { screen: 'other', sessionId: null, awaiting: 'anything' });
  return (
    <Page title={texts.t('carton.title-none')}>
      <Notice
        mark="warn"
        action={
          <Button size="list" tone="go" onPress={() => void navigate({ to: '/' })}>
            {texts.t('carton.to-customers')}
          </Button>
        }
      >
        {texts.t(isOwn ? 'carton.own-organization' : 'carton.choose-customer')}
      </Notice>
      <CartonList />
    </Page>
  );
}
