import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { SubscriptionActResult } from '#core/contract/station/events.ts';
import type { SubscriptionCommand, SubscriptionView } from '#core/domain/webhooks/event-subscription.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EventsTrouble } from './events-trouble.tsx';
import { ShownSecret } from './shown-secret.tsx';
import { SubscriptionForm } from './subscription-form.tsx';
import { useEventsAct } from './use-events.ts';

type Asked = 'change' | 'rotate' | 'remove';

/** Pause and resume at once; the others ask first, because a receiver depends on them. */
export function SubscriptionActs({ row }: { readonly row: SubscriptionView }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const act = useEventsAct<SubscriptionActResult>();
  const [asked, ask] = useState<Asked | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const { id, revision: expectedRevision } = row;
  const run = async (command: SubscriptionCommand) => {
    const done = await act.run((client, requestId) => client.events.act({ requestId, id, expectedRevision, command }));
    if (done === null) {
      return;
    }
    ask(null);
    if (done.kind === 'done') {
      setSecret(done.secret);
    } else {
      await navigate({ to: '/events' });
    }
  };
  const switching = row.state === 'active' ? 'pause' : 'resume';
  return (
    <div className="subscription-acts">
      {asked === null ? <EventsTrouble trouble={act.trouble} /> : null}
      <Button
        size="list"
        tone={switching === 'resume' ? 'go' : 'plain'}
        isPending={act.isRunning}
        onPress={() => void run({ act: switching })}
      >
        {texts.t(`events.act.${switching}`)}
      </Button>
      {(['change', 'rotate', 'remove'] as const).map((name) => (
        <Button key={name} size="list" onPress={() => ask(name)}>
          {texts.t(`events.act.${name}`)}
        </Button>
      ))}
      <Dialog
        title={texts.t('events.change-title')}
        isOpen={asked === 'change'}
        onClose={() => ask(null)}
        role="alertdialog"
      >
        <SubscriptionForm
          before={row}
          verb={texts.t('events.change-verb')}
          act={act}
          onCancel={() => ask(null)}
          onSubmit={(wish) => void run({ act: 'change', wish })}
        />
      </Dialog>
      <Confirm
        row={row}
        asked={asked}
        act={act}
        onClose={() => ask(null)}
        onConfirm={(name) => void run({ act: name })}
      />
      <Dialog
        title={texts.t('events.secret-title')}
        isOpen={secret !== null}
        onClose={() => setSecret(null)}
        role="alertdialog"
      >
        <ShownSecret secret={secret ?? ''} onClose={() => setSecret(null)} />
      </Dialog>
    </div>
  );
}

function Confirm(props: {
  readonly row: SubscriptionView;
  readonly asked: Asked | null;
  readonly act: Pick<ReturnType<typeof useEventsAct>, 'isRunning' | 'trouble'>;
  readonly onClose: () => void;
  readonly onConfirm: (name: 'rotate' | 'remove') => void;
}) {
  const texts = useTexts();
  const { row, asked, act, onClose, onConfirm } = props;
  const name = asked === 'change' ? null : asked;
  return (
    <Dialog
      title={name === null ? '' : texts.t(`events.confirm.${name}`)}
      isOpen={name !== null}
      onClose={onClose}
      role="alertdialog"
    >
      {name === null ? null : (
        <>
          <dl className="confirm">
            <dt>{texts.t('events.url')}</dt>
            <dd className="events-url" translate="no">
              {row.url}
            </dd>
          </dl>
          <p className="dialog-text">{texts.t(`events.confirm.${name}-text`)}</p>
          <EventsTrouble trouble={act.trouble} />
          <div className="dialog-buttons">
            <Button onPress={onClose} autoFocus>
              {texts.t('common.cancel')}
            </Button>
            <span className="push" />
            <Button tone="go" isPending={act.isRunning} onPress={() => onConfirm(name)}>
              {texts.t(`events.act.${name}`)}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
