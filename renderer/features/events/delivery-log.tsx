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
import { ReplayMany } from './replay-many.tsx';
import { useDeliveryLog } from './use-events.ts';

/** The newest batches of a subscription, each to be opened and sent again (PAIR-7). */
export function DeliveryLog({ subscription }: { readonly subscription: SubscriptionView }) {
  const texts = useTexts();
  const [before, goTo] = useState<number | null>(null);
  const log = useDeliveryLog(subscription.id, before);
  const [opened, open] = useState<BatchView | null>(null);
  return (
    <section className="delivery-log card" aria-labelledby="delivery-log">
      <div className="log-head">
        <h2 id="delivery-log">{texts.t('events.log')}</h2>
        <ReplayMany subscription={subscription} />
      </div>
      <Answered query={log}>
        {(answer) =>
          answer.kind === 'not-answered' ? (
            <NotAnswered why={answer.why} />
          ) : (
            <>
              <BatchTable batches={answer.batches} onOpen={open} />
              <Pages batches={answer.batches} before={before} onGo={goTo} />
            </>
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

/** The log is read in pages, from the newest on. */
function Pages(props: {
  readonly batches: readonly BatchView[];
  readonly before: number | null;
  readonly onGo: (before: number | null) => void;
}) {
  const texts = useTexts();
  const { batches, before, onGo } = props;
  const oldest = batches.at(-1)?.number ?? 1;
  return before === null && oldest === 1 ? null : (
    <div className="panel-buttons">
      {before === null ? null : (
        <Button size="list" onPress={() => onGo(null)}>
          {texts.t('events.newest')}
        </Button>
      )}
      {oldest === 1 ? null : (
        <Button size="list" onPress={() => onGo(oldest)}>
          {texts.t('events.older')}
        </Button>
      )}
    </div>
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
            <td>
              <span className="num">{batch.events}</span>
              <span className="small dim mono cell-detail" translate="no">
                {unitsOf(texts, batch)}
              </span>
            </td>
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

/** The first unit by name, and how many more. */
function unitsOf(texts: ReturnType<typeof useTexts>, { units }: BatchView): string {
  const [first] = units;
  if (first === undefined) {
    return '';
  }
  return units.length === 1 ? first : texts.t('events.units', { unit: first, count: units.length - 1 });
}

function detailOf(texts: ReturnType<typeof useTexts>, { failures, nextAt, isHeld }: BatchView): string {
  const tries = failures === 0 ? '' : texts.t('events.failures', { failures });
  const next =
    nextAt === null ? '' : texts.t(isHeld ? 'events.held' : 'events.next', { time: texts.date(nextAt, 'date-time') });
  return [tries, next].filter((part) => part !== '').join(' · ');
}
