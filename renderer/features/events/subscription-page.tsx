import { useNavigate, useParams } from '@tanstack/react-router';
import type { SubscriptionView } from '#core/domain/webhooks/event-subscription.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { DeliveryLog } from './delivery-log.tsx';
import { markOf, namesOf, reasonOf, stateOf } from './event-words.ts';
import { NotAnswered } from './events-trouble.tsx';
import { SubscriptionActs } from './subscription-acts.tsx';
import { useSubscriptions } from './use-events.ts';
import './events.css';

/** One subscription: how it stands, what can be done about it, and what was sent (PAIR-7). */
export function SubscriptionPage() {
  const texts = useTexts();
  const navigate = useNavigate();
  const { subscriptionId } = useParams({ from: '/events/$subscriptionId' });
  const list = useSubscriptions();
  useScanPlace('subscription', { screen: 'other', sessionId: null, awaiting: 'anything' });
  return (
    <Page
      title={texts.t('events.one-title')}
      actions={
        <Button size="list" onPress={() => void navigate({ to: '/events' })}>
          {texts.t('events.back')}
        </Button>
      }
    >
      <Answered query={list}>
        {(answer) => {
          if (answer.kind === 'not-answered') {
            return <NotAnswered why={answer.why} />;
          }
          const row = answer.rows.find(({ id }) => id === subscriptionId);
          return row === undefined ? (
            <p className="empty card dim">{texts.t('events.gone')}</p>
          ) : (
            <div className="subscription">
              <Facts row={row} />
              <DeliveryLog subscription={row} />
            </div>
          );
        }}
      </Answered>
    </Page>
  );
}

function Facts({ row }: { readonly row: SubscriptionView }) {
  const texts = useTexts();
  const reason = reasonOf(texts, row);
  const { createdBy: name, formerSecretUntil, lastSuccessAt } = row;
  return (
    <section className="subscription-facts card" aria-label={texts.t('events.facts')}>
      <Tag mark={markOf(row)}>{stateOf(texts, row)}</Tag>
      {reason === null ? null : <p className="small">{reason}</p>}
      <dl className="facts">
        <div>
          <dt>{texts.t('events.url')}</dt>
          <dd className="events-url" translate="no">
            {row.url}
          </dd>
        </div>
        <div>
          <dt>{texts.t('events.names')}</dt>
          <dd>{namesOf(texts, row)}</dd>
        </div>
        <div>
          <dt>{texts.t('events.column.last')}</dt>
          <dd>{lastSuccessAt === null ? texts.t('events.never') : texts.date(lastSuccessAt, 'date-time')}</dd>
        </div>
        <div>
          <dt>{texts.t('events.created')}</dt>
          <dd>{texts.t('events.by-at', { name, time: texts.date(row.createdAt, 'date-time') })}</dd>
        </div>
        {formerSecretUntil === null ? null : (
          <div>
            <dt>{texts.t('events.rotation')}</dt>
            <dd>{texts.t('events.rotation-until', { time: texts.date(formerSecretUntil, 'date-time') })}</dd>
          </div>
        )}
      </dl>
      <SubscriptionActs row={row} />
    </section>
  );
}
