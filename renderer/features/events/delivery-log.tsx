import { useState } from 'react';
import type { BatchView, SubscriptionView } from '#core/domain/webhooks/event-subscription.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Tag } from '../../ui/tag.tsx';
import { batchMarks } from './event-words.ts';
import { NotAnswered } from './events-trouble.tsx';
import { OpenedBatch } from './opened-batch.tsx';
import { useDeliveryLog } from './use-events.ts';

/** The newest batches of a subscription, each to be opened and sent again (PAIR-7). */
export function DeliveryLog({ subscription }: { readonly subscription: SubscriptionView }) {
  const texts = useTexts();
  const log = useDeliveryLog(subscription.id);
  const [opened, open] = useState<BatchView | null>(null);
  return (
    <section className="delivery-log card" aria-labelledby="delivery-log">
      <h2 id="delivery-log">{texts.t('events.log')}</h2>
      <Answered query={log}>
        {(answer) =>
          answer.kind === 'not-answered' ? (
            <NotAnswered why={answer.why} />
          ) : (
            <BatchTable batches={answer.batches} onOpen={open} />
          )
        }
      </Answered>
      <Dialog
        title={texts.t('events.batch-title', { number: opened?.number ?? 0 })}
        isOpen={opened !== null}
        onClose={() => open(null)}
      >
        {opened === null ? null : (
          <OpenedBatch subscription={subscription} batchId={opened.id} onClose={() => open(null)} />
        )}
      </Dialog>
    </section>
  );
}

function BatchTable({
  batches,
  onOpen,
}: {
  readonly batches: readonly BatchView[];
  readonly onOpen: (batch: BatchView) => void;
}) {
  const texts = useTexts();
  if (batches.length === 0) {
    return <p className="dim">{texts.t('events.log-empty')}</p>;
  }
  return (
    <table className="table">
      <caption className="visually-hidden">{texts.t('events.log')}</caption>
      <thead>
        <tr>
          <th scope="col">{texts.t('events.column.number')}</th>
          <th scope="col">{texts.t('events.column.made')}</th>
          <th scope="col">{texts.t('events.column.events')}</th>
          <th scope="col">{texts.t('events.column.outcome')}</th>
          <th scope="col">
            <span className="visually-hidden">{texts.t('events.open')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {batches.map((batch) => (
          <tr key={batch.id}>
            <th scope="row" className="num">
              {batch.number}
            </th>
            <td className="num">{texts.date(batch.madeAt, 'date-time')}</td>
            <td className="num">{batch.events}</td>
            <td>
              <Tag mark={batchMarks[batch.state]}>{texts.t(`events.batch.${batch.state}`)}</Tag>
              <span className="small dim cell-detail">{detailOf(texts, batch)}</span>
            </td>
            <td className="cell-buttons">
              <Button
                size="list"
                aria-label={texts.t('events.open-batch', { number: batch.number })}
                onPress={() => onOpen(batch)}
              >
                {texts.t('events.open')}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function detailOf(texts: ReturnType<typeof useTexts>, { failures, nextAt }: BatchView): string {
  const tries = failures === 0 ? '' : texts.t('events.failures', { failures });
  const next = nextAt === null ? '' : texts.t('events.next', { time: texts.date(nextAt, 'date-time') });
  return [tries, next].filter((part) => part !== '').join(' · ');
}
