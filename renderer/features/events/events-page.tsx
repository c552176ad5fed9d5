import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { SubscriptionView } from '#core/domain/webhooks/event-subscription.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { markOf, namesOf, reasonOf, stateOf } from './event-words.ts';
import { NotAnswered } from './events-trouble.tsx';
import { NewSubscription } from './new-subscription.tsx';
import { useSubscriptions } from './use-events.ts';
import './events.css';

/** Which webhooks are told when units of our fleet are paired, and whether they hear it (PAIR-4, PAIR-7). */
export function EventsPage() {
  const texts = useTexts();
  const list = useSubscriptions();
  const [adding, setAdding] = useState(false);
  useScanPlace('events', { screen: 'other', sessionId: null, awaiting: 'anything' });
  return (
    <Page
      title={texts.t('events.title')}
      actions={
        <Button tone="go" size="list" isDisabled={list.data?.kind !== 'live'} onPress={() => setAdding(true)}>
          {texts.t('events.add')}
        </Button>
      }
    >
      <p className="dim events-lead">{texts.t('events.lead')}</p>
      <Answered query={list}>
        {(answer) =>
          answer.kind === 'live' ? <SubscriptionTable rows={answer.rows} /> : <NotAnswered why={answer.why} />
        }
      </Answered>
      <NewSubscription isOpen={adding} onClose={() => setAdding(false)} />
    </Page>
  );
}

function SubscriptionTable({ rows }: { readonly rows: readonly SubscriptionView[] }) {
  const texts = useTexts();
  if (rows.length === 0) {
    return <p className="empty card dim">{texts.t('events.empty')}</p>;
  }
  return (
    <div className="table-card card">
      <table className="table events-table">
        <caption className="visually-hidden">{texts.t('events.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.t('events.column.state')}</th>
            <th scope="col">{texts.t('events.column.url')}</th>
            <th scope="col">{texts.t('events.column.last')}</th>
            <th scope="col">{texts.t('events.column.waiting')}</th>
            <th scope="col">
              <span className="visually-hidden">{texts.t('events.open')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <SubscriptionRow key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SubscriptionRow({ row }: { readonly row: SubscriptionView }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const reason = reasonOf(texts, row);
  const open = () => void navigate({ to: '/events/$subscriptionId', params: { subscriptionId: row.id } });
  return (
    <tr>
      <td>
        <Tag mark={markOf(row)}>{stateOf(texts, row)}</Tag>
      </td>
      <th scope="row">
        <span className="events-url" translate="no">
          {row.url}
        </span>
        <span className="small dim cell-detail">{namesOf(texts, row)}</span>
        {reason === null ? null : <span className="small cell-detail">{reason}</span>}
      </th>
      <td className="num">
        {row.lastSuccessAt === null ? texts.t('events.never') : texts.date(row.lastSuccessAt, 'date-time')}
      </td>
      <td className="num">
        {texts.t('events.waiting-count', { waiting: row.waitingBatches, parked: row.parkedBatches })}
      </td>
      <td className="cell-buttons">
        <Button size="list" aria-label={texts.t('events.open-named', { url: row.url })} onPress={open}>
          {texts.t('events.open')}
        </Button>
      </td>
    </tr>
  );
}
