import type { SubscriptionActResult } from '#core/contract/station/events.ts';
import type { OpenedBatch as Opened, SubscriptionView, TryView } from '#core/domain/webhooks/event-subscription.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { outcomeOf } from './event-words.ts';
import { EventsTrouble, NotAnswered } from './events-trouble.tsx';
import { useBatch, useEventsAct } from './use-events.ts';

/** One batch: every try with the receiver's answer, the text that was sent, and its button to send it again. */
export function OpenedBatch(props: {
  readonly subscription: SubscriptionView;
  readonly batchId: string;
  readonly onClose: () => void;
}) {
  const texts = useTexts();
  const { subscription, batchId, onClose } = props;
  const { id, revision: expectedRevision } = subscription;
  const batch = useBatch(id, batchId);
  const act = useEventsAct<SubscriptionActResult>();
  const replay = () =>
    act.run((client, requestId) =>
      client.events.act({
        requestId,
        id,
        expectedRevision,
        command: { act: 'replay', of: { kind: 'batch', batchId } },
      }),
    );
  return (
    <>
      <Answered query={batch}>
        {(answer) => (answer.kind === 'batch' ? <Content opened={answer.opened} /> : <NotAnswered why={answer.why} />)}
      </Answered>
      <EventsTrouble trouble={act.trouble} />
      <div className="dialog-buttons">
        <Button isPending={act.isRunning} onPress={() => void replay()}>
          {texts.t('events.replay')}
        </Button>
        <span className="push" />
        <Button tone="go" onPress={onClose} autoFocus>
          {texts.t('common.close')}
        </Button>
      </div>
    </>
  );
}

function Content({ opened }: { readonly opened: Opened }) {
  const texts = useTexts();
  return (
    <div className="opened-batch">
      <h3>{texts.t('events.tries')}</h3>
      {opened.tries.length === 0 ? <p className="dim">{texts.t('events.no-tries')}</p> : null}
      <ol className="event-tries">
        {opened.tries.map((one) => (
          <Try key={`${one.at} ${one.durationMs}`} one={one} />
        ))}
      </ol>
      <h3>{texts.t('events.body')}</h3>
      <p className="small dim mono" translate="no">
        webhook-id: {opened.webhookId}
      </p>
      {/* A field, so that the keyboard can scroll and select it. */}
      <textarea
        className="event-body mono"
        translate="no"
        readOnly
        rows={9}
        aria-label={texts.t('events.body')}
        value={JSON.stringify(JSON.parse(opened.body), null, 2)}
      />
    </div>
  );
}

function Try({ one }: { readonly one: TryView }) {
  const texts = useTexts();
  return (
    <li>
      <span className="num">{texts.date(one.at, 'time-seconds')}</span>
      <span>
        <strong>{outcomeOf(texts, one)}</strong>
        <span className="small dim cell-detail" translate="no">
          {[one.address ?? '', `${one.durationMs} ms`].filter((part) => part !== '').join(' · ')}
        </span>
        {one.answer === '' ? null : <span className="small mono event-answer">{one.answer}</span>}
      </span>
    </li>
  );
}
