import { useNavigate, useParams } from '@tanstack/react-router';
import type { CustomerRow } from '#core/contract/station/customers.ts';
import { toIsoTime } from '#core/kernel/iso-time.ts';
import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { InvitationCard } from './invitation-card.tsx';
import './partners.css';

/**
 * Where a link from a mail arrives (`fitbay://workshop/…`, ORG-4): a customer of ours, whose bench is one press away, or an invitation.
 * It shows what the link asks for and does nothing by itself.
 */
export function WorkshopPage() {
  const texts = useTexts();
  const navigate = useNavigate();
  const { id } = useParams({ from: '/workshop/$id' });
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  useScanPlace('workshop', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const isPartner = seat.data?.kind === 'signed-in' && seat.data.organization.isServicePartner;
  const customers = useStationQuery(['customers', ''], (client) => client.customers.list({}), { enabled: isPartner });
  const customer = customers.data?.find((one) => one.id === id);
  return (
    <Page
      title={texts.t('invitations.link-title')}
      actions={
        <Button size="list" onPress={() => void navigate({ to: '/' })}>
          {texts.t('invitations.home')}
        </Button>
      }
    >
      {seat.data?.kind === 'signed-in' && !isPartner ? (
        <Notice mark="warn">{texts.t('partner-code.PARTNER_NO_WORKSHOP')}</Notice>
      ) : null}
      {isPartner ? (
        <Answered query={customers}>
          {() => (customer === undefined ? <InvitationOfLink link={id} /> : <KnownCustomer customer={customer} />)}
        </Answered>
      ) : null}
    </Page>
  );
}

function KnownCustomer({ customer }: { readonly customer: CustomerRow }) {
  const texts = useTexts();
  const acting = useActing();
  const navigate = useNavigate();
  const open = async () => {
    const chosen = await acting((client) => client.customers.choose({ customerId: customer.id }));
    if (chosen?.kind === 'chosen') {
      await navigate({ to: '/bench' });
    }
  };
  return (
    <article className="card invitation" aria-label={customer.name}>
      <div className="invitation-head">
        <h2>{customer.name}</h2>
      </div>
      <p>{texts.t('invitations.customer-text')}</p>
      <div className="invitation-answers">
        <Button tone="go" onPress={() => void open()}>
          {texts.t('invitations.open-bench')}
        </Button>
      </div>
    </article>
  );
}

function InvitationOfLink({ link }: { readonly link: string }) {
  const texts = useTexts();
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  const mayAnswer = seat.data?.kind === 'signed-in' && seat.data.rights.includes('invitations');
  const found = useStationQuery(['partners', 'link', link], (client) => client.invitations.lookUp({ link }), {
    enabled: mayAnswer,
  });
  if (!mayAnswer) {
    return <Notice mark="warn">{texts.t('invitations.ask-supervisor')}</Notice>;
  }
  return (
    <Answered query={found}>
      {(answer) => {
        switch (answer.kind) {
          case 'found':
            return (
              <InvitationCard
                row={answer.invitation}
                invitation={{ kind: 'link', token: answer.token }}
                asOf={toIsoTime(Date.now())}
                off={null}
                heading="h2"
              />
            );
          case 'refused':
            return <Notice mark="stop">{texts.t(`partner-code.${answer.code}`)}</Notice>;
          case 'not-a-link':
            return <Notice mark="stop">{texts.t('invitations.no-link')}</Notice>;
          case 'not-answered':
            return (
              <Notice
                mark="wait"
                action={
                  <Button size="list" onPress={() => void found.refetch()}>
                    {texts.t('common.try-again')}
                  </Button>
                }
              >
                {texts.t(`partners.why.${answer.why}`)} {texts.t('invitations.needs-centre')}
              </Notice>
            );
        }
      }}
    </Answered>
  );
}
