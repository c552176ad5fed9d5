import { createPhotoSender } from '../photos/photo-sender.ts';
import type { StationContext } from '../station-context.ts';
import { settleSupport } from '../support/settle-support.ts';
import { createSupportSender } from '../support/support-sender.ts';
import type { Sender } from './create-sender.ts';

/** Everything that goes out beside the outbox. */
export interface Senders extends Omit<Sender, 'sendNow'> {
  readonly support: Sender;
}

export function createSenders(context: StationContext): Senders {
  const support = createSupportSender({
    ...context,
    settle: (request, standing) => settleSupport(context, request, standing),
  });
  const all = [support, createPhotoSender(context)];
  const ofAll = (act: 'start' | 'wake') => () => {
    for (const sender of all) {
      sender[act]();
    }
  };
  return {
    support,
    start: ofAll('start'),
    wake: ofAll('wake'),
    async stop() {
      await Promise.all(all.map((sender) => sender.stop()));
    },
  };
}
