import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button as AriaButton, Input, Label, SearchField } from 'react-aria-components';
import type { CustomerRow } from '#core/contract/station/customers.ts';
import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { type Mark, StatusMark } from '../../ui/status-mark.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useInvitationList } from '../partners/use-partner-lists.ts';

/** Customers that onboarded us: type a part of the name, Enter opens the first (ORG-7). */
export function CustomerList() {
  const texts = useTexts();
  const acting = useActing();
  const navigate = useNavigate();
  const [search, setSearch] = useState('');
  const customers = useStationQuery(
    ['customers', search],
    (client) => client.customers.list(search === '' ? {} : { search }),
    { keepsBefore: true },
  );
  const open = async (customer: CustomerRow) => {
    const chosen = await acting((client) => client.customers.choose({ customerId: customer.id }));
    if (chosen?.kind === 'chosen') {
      await navigate({ to: '/bench' });
    }
  };
  const [first] = customers.data ?? [];
  return (
    <section aria-labelledby="customers">
      <div className="row home-search">
        <h2 className="over" id="customers">
          {texts.t('home.customer-list')}
        </h2>
        <InvitationsButton />
        <SearchField
          className="push home-search-field"
          value={search}
          onChange={setSearch}
          onSubmit={() => {
            if (first !== undefined) {
              void open(first);
            }
          }}
        >
          <Label className="visually-hidden">{texts.t('home.search')}</Label>
          <Input id="customer-search" className="field-input" placeholder={texts.t('home.search')} />
        </SearchField>
      </div>
      <Answered query={customers}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="empty card dim">
              {texts.t(search === '' ? 'home.no-customers' : 'home.nothing-found', { search })}
            </p>
          ) : (
            <ul className="customers">
              {rows.map((customer) => (
                <li key={customer.id}>
                  <CustomerCard customer={customer} onOpen={() => void open(customer)} />
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </section>
  );
}

/** For those who answer invitations: how many wait. */
function InvitationsButton() {
  const texts = useTexts();
  const navigate = useNavigate();
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  const mayAnswer = seat.data?.kind === 'signed-in' && seat.data.rights.includes('invitations');
  const invitations = useInvitationList(mayAnswer);
  if (!mayAnswer) {
    return null;
  }
  const count = invitations.data?.rows.filter(({ standing }) => standing === 'invited').length ?? 0;
  return (
    <Button size="list" onPress={() => void navigate({ to: '/invitations' })}>
      {texts.t('home.invitations', { count })}
    </Button>
  );
}

function CustomerCard({ customer, onOpen }: { readonly customer: CustomerRow; readonly onOpen: () => void }) {
  const texts = useTexts();
  const mark = trustMark(customer);
  return (
    <AriaButton className="customer card" onPress={onOpen}>
      <StatusMark mark={mark} />
      <span>
        <strong>{customer.name}</strong>
        <span className="dim small">
          {[
            texts.t('home.units', { count: customer.unitCount }),
            texts.t('home.partner-code', { code: customer.partnerCode }),
            customer.overrideAllowed ? texts.t('home.override') : null,
            customer.trust.kind === 'expired' ? texts.t('home.ask-administrator') : null,
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
      </span>
      <Tag mark={mark}>
        <TrustWords customer={customer} />
      </Tag>
    </AriaButton>
  );
}

function TrustWords({ customer }: { readonly customer: CustomerRow }) {
  const texts = useTexts();
  const { trust, ending } = customer;
  switch (trust.kind) {
    case 'active':
      if (trust.until === null) {
        return texts.t('trust.active-open');
      }
      return ending !== null
        ? texts.t('trust.active-ending', { days: ending.daysLeft })
        : texts.t('trust.active-until', { date: texts.date(trust.until, 'date') });
    case 'expired':
      return texts.t('trust.expired', { date: texts.date(trust.since, 'date') });
    default:
      return texts.t(`trust.${trust.kind}`);
  }
}

/** A relationship that ends soon is a warning, not a state of its own (decisions.md c4). */
function trustMark({ trust, ending }: CustomerRow): Mark {
  switch (trust.kind) {
    case 'active':
      return ending === null ? 'ok' : 'warn';
    case 'pending':
      return 'wait';
    case 'none':
      return 'idle';
    default:
      return 'stop';
  }
}
