import { useState } from 'react';
import type { SubscriptionActResult } from '#core/contract/station/events.ts';
import type { SubscriptionWish } from '#core/domain/webhooks/event-subscription.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ShownSecret } from './shown-secret.tsx';
import { SubscriptionForm } from './subscription-form.tsx';
import { useEventsAct } from './use-events.ts';

interface NewSubscriptionProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const nothingYet: SubscriptionWish = { url: '', version: 1, names: ['unit.paired', 'unit.unpaired'] };

/** Asks where to and what about, subscribes, and then shows the secret (PAIR-7). */
export function NewSubscription({ isOpen, onClose }: NewSubscriptionProps) {
  const texts = useTexts();
  const [secret, setSecret] = useState<string | null>(null);
  const close = () => {
    setSecret(null);
    onClose();
  };
  return (
    <Dialog
      title={texts.t(secret === null ? 'events.add-title' : 'events.secret-title')}
      isOpen={isOpen}
      onClose={close}
      role="alertdialog"
    >
      {secret === null ? (
        <Wish onClose={close} onCreated={setSecret} />
      ) : (
        <ShownSecret secret={secret} onClose={close} />
      )}
    </Dialog>
  );
}

function Wish({
  onClose,
  onCreated,
}: Pick<NewSubscriptionProps, 'onClose'> & { readonly onCreated: (secret: string | null) => void }) {
  const texts = useTexts();
  const act = useEventsAct<SubscriptionActResult>();
  const create = async (subscription: SubscriptionWish) => {
    const done = await act.run((client, requestId) => client.events.create({ requestId, subscription }));
    if (done?.kind === 'done') {
      onCreated(done.secret);
    }
  };
  return (
    <SubscriptionForm
      before={nothingYet}
      verb={texts.t('events.add-verb')}
      act={act}
      onCancel={onClose}
      onSubmit={(wish) => void create(wish)}
    />
  );
}
