import { useState } from 'react';
import { z } from 'zod';
import type { SubscriptionActResult } from '#core/contract/station/events.ts';
import { eventName, type SubscriptionWish, subscriptionWish } from '#core/domain/webhooks/event-subscription.ts';
import { TypingKnown, useKeptTyping } from '../../station/kept-typing.tsx';
import { readKept } from '../../station/read-kept.ts';
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
        <TypingKnown>
          <Wish onClose={close} onCreated={setSecret} />
        </TypingKnown>
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
  const { kept, keep, drop } = useKeptTyping('webhook new');
  const create = async (subscription: SubscriptionWish) => {
    const done = await act.run((client, requestId) => client.events.create({ requestId, subscription }));
    if (done?.kind === 'done') {
      drop();
      onCreated(done.secret);
    }
  };
  return (
    <SubscriptionForm
      before={readKept(typedWish, kept) ?? nothingYet}
      verb={texts.t('events.add-verb')}
      act={act}
      onTyped={(wish) => keep(JSON.stringify(wish))}
      onCancel={onClose}
      onSubmit={(wish) => void create(wish)}
    />
  );
}

/** What is typed is judged by nobody yet. */
const typedWish = subscriptionWish.extend({ url: z.string(), names: z.array(eventName) });
