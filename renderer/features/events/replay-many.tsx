import { useState } from 'react';
import { TextField as AriaTextField, Input, Label } from 'react-aria-components';
import type { SubscriptionActResult } from '#core/contract/station/events.ts';
import { type ReplayWish, replayDays, type SubscriptionView } from '#core/domain/webhooks/event-subscription.ts';
import { toIsoTime } from '#core/kernel/iso-time.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { EventsTrouble } from './events-trouble.tsx';
import { useEventsAct } from './use-events.ts';

/** Sends many messages again: those between two numbers, or all since a moment (PAIR-7, reliability.md §9). Each keeps its own id. */
export function ReplayMany({ subscription }: { readonly subscription: SubscriptionView }) {
  const texts = useTexts();
  const [isOpen, setOpen] = useState(false);
  const [replayed, tell] = useState<number | null>(null);
  return (
    <>
      <Button
        size="list"
        onPress={() => {
          tell(null);
          setOpen(true);
        }}
      >
        {texts.t('events.replay-many')}
      </Button>
      <Dialog title={texts.t('events.replay-title')} isOpen={isOpen} onClose={() => setOpen(false)} role="alertdialog">
        <ReplayForm
          subscription={subscription}
          onClose={() => setOpen(false)}
          onReplayed={(count) => {
            tell(count);
            setOpen(false);
          }}
        />
      </Dialog>
      <div role="status" className="replay-said">
        {replayed === null ? null : <Notice mark="ok">{texts.t('events.replayed', { count: replayed })}</Notice>}
      </div>
    </>
  );
}

type Choice = 'range' | 'since';

function ReplayForm(props: {
  readonly subscription: SubscriptionView;
  readonly onClose: () => void;
  readonly onReplayed: (count: number) => void;
}) {
  const texts = useTexts();
  const { subscription, onClose, onReplayed } = props;
  const act = useEventsAct<SubscriptionActResult>();
  const [choice, choose] = useState<Choice>('since');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [since, setSince] = useState('');
  const wish = choice === 'range' ? rangeOf(from, to) : sinceOf(since);
  const replay = async (of: ReplayWish) => {
    const { id, revision: expectedRevision } = subscription;
    const done = await act.run((client, requestId) =>
      client.events.act({ requestId, id, expectedRevision, command: { act: 'replay', of } }),
    );
    if (done?.kind === 'done') {
      onReplayed(done.replayed ?? 0);
    }
  };
  return (
    <div className="events-form">
      <p className="dialog-text">{texts.t('events.replay-text', { days: replayDays })}</p>
      <ChoiceBar
        label={texts.t('events.replay-which')}
        value={choice}
        choices={(['since', 'range'] as const).map((value) => ({ value, label: texts.t(`events.replay-${value}`) }))}
        onChoose={choose}
      />
      {choice === 'range' ? (
        <div className="replay-range">
          <TextField label={texts.t('events.replay-from')} value={from} onChange={setFrom} inputMode="numeric" />
          <TextField label={texts.t('events.replay-to')} value={to} onChange={setTo} inputMode="numeric" />
        </div>
      ) : (
        <AriaTextField className="field" value={since} onChange={setSince}>
          <Label className="field-label">{texts.t('events.replay-moment')}</Label>
          <Input className="field-input replay-moment" type="datetime-local" />
        </AriaTextField>
      )}
      <EventsTrouble trouble={act.trouble} />
      <div className="dialog-buttons">
        <Button onPress={onClose}>{texts.t('common.cancel')}</Button>
        <span className="push" />
        <Button
          tone="go"
          isDisabled={wish === null}
          isPending={act.isRunning}
          onPress={() => {
            if (wish !== null) {
              void replay(wish);
            }
          }}
        >
          {texts.t('events.replay')}
        </Button>
      </div>
    </div>
  );
}

/** Null while it is no range. */
function rangeOf(from: string, to: string): ReplayWish | null {
  const [first, last] = [from, to].map((text) => (/^[1-9]\d{0,8}$/.test(text.trim()) ? Number(text) : null));
  return first === null || last === null || first === undefined || last === undefined || first > last
    ? null
    : { kind: 'range', from: first, to: last };
}

/** Null while it is no moment. The field speaks the time of this machine. */
function sinceOf(text: string): ReplayWish | null {
  const ms = text === '' ? Number.NaN : new Date(text).getTime();
  return Number.isFinite(ms) ? { kind: 'since', at: toIsoTime(ms) } : null;
}
