import type { BatchState, SubscriptionView, TryView } from '#core/domain/webhooks/event-subscription.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import type { Mark } from '../../ui/status-mark.tsx';

/** Marks and words of subscriptions, batches and tries, in one place for list, page and log. */
export function markOf({ state, failingSince }: SubscriptionView): Mark {
  switch (state) {
    case 'active':
      return failingSince === null ? 'ok' : 'warn';
    case 'paused':
      return 'idle';
    case 'off':
      return 'stop';
  }
}

export function stateOf(texts: Texts, { state, failingSince }: SubscriptionView): string {
  return texts.t(state === 'active' && failingSince !== null ? 'events.state.failing' : `events.state.${state}`);
}

/** What somebody should know beside the state; null: nothing. */
export function reasonOf(texts: Texts, view: SubscriptionView): string | null {
  if (view.state === 'off' && view.offReason !== null) {
    return texts.t(`events.off.${view.offReason}`);
  }
  if (view.state === 'active' && view.circuit !== null) {
    const { openedAt, tryAt } = view.circuit;
    const times = { since: texts.date(openedAt, 'date-time'), time: texts.date(tryAt, 'date-time') };
    return texts.t('events.circuit', times);
  }
  if (view.state === 'active' && view.failingSince !== null) {
    return texts.t('events.failing-since', { time: texts.date(view.failingSince, 'date-time') });
  }
  return view.state === 'paused' ? texts.t('events.paused-text') : null;
}

export function namesOf(texts: Texts, { names, version }: SubscriptionView): string {
  const list = names.map((name) => texts.t(`events.name.${name}`)).join(', ');
  return texts.t('events.names-version', { names: list, version });
}

export const batchMarks: Readonly<Record<BatchState, Mark>> = { waiting: 'wait', delivered: 'ok', parked: 'stop' };

export function outcomeOf(texts: Texts, { outcome, status }: TryView): string {
  const words = texts.t(`events.outcome.${outcome}`);
  return status === null ? words : `${status} · ${words}`;
}
