import { sql, type UpdateObject } from 'kysely';
import type {
  StoredSubscriptionChange,
  SubscriptionChange,
  SubscriptionCommand,
  SubscriptionWish,
} from '#core/domain/webhooks/event-subscription.ts';
import { rotationMs } from '#core/domain/webhooks/retry-schedule.ts';
import { epochMs, toIsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTables } from '../database/tables.ts';
import {
  atEventsDesk,
  type EventsCall,
  type EventsDesk,
  type EventsParts,
  makeSealedSecret,
  problemOfWish,
  refusal,
  standingAnswer,
} from './events-desk.ts';
import { receiverHost, tryHostNow } from './host-circuits.ts';
import { replayBatches } from './replay-batches.ts';
import { viewSubscription } from './subscription-rows.ts';

/** More would only be mistakes; each event is written once for each of them. */
const mostSubscriptions = 10;

/** A new subscription, active at once. Events that happened before are not sent. */
export async function createSubscription(
  parts: EventsParts,
  call: EventsCall,
  wish: SubscriptionWish,
): Promise<SubscriptionChange> {
  const problem = await problemOfWish(parts, wish);
  const id = parts.ids.next();
  const secret = await makeSealedSecret(parts, id);
  return atEventsDesk(parts, call, {
    body: { create: wish },
    action: 'events.created',
    subscriptionId: id,
    async work(desk) {
      if (problem !== null) {
        return refusal(problem);
      }
      const own = await desk.transaction
        .selectFrom('event_subscriptions')
        .select('id')
        .where('organization_id', '=', desk.organizationId)
        .execute();
      if (own.length >= mostSubscriptions) {
        return refusal('EVENTS_TOO_MANY');
      }
      await desk.transaction
        .insertInto('event_subscriptions')
        .values({
          id,
          organization_id: desk.organizationId,
          ...columnsOf(wish),
          state: 'active',
          secret,
          created_at: desk.now,
          created_by: desk.actorName,
          revision: 1,
        })
        .execute();
      return standingAnswer(desk, { id, hasNewSecret: true });
    },
  });
}

export interface SubscriptionAct {
  readonly id: string;
  /** What the person saw. */
  readonly expectedRevision: number;
  readonly command: SubscriptionCommand;
}

/** Changes, pauses, resumes, rotates the secret, removes, or sends batches again. Compare-and-set on the revision. */
export async function changeSubscription(
  parts: EventsParts,
  call: EventsCall,
  act: SubscriptionAct,
): Promise<SubscriptionChange> {
  const { id, command } = act;
  const problem = command.act === 'change' ? await problemOfWish(parts, command.wish) : null;
  const secret = await makeSealedSecret(parts, id);
  return atEventsDesk(parts, call, {
    body: { change: act },
    action: actionOf(command),
    subscriptionId: id,
    async work(desk) {
      await lockOwn(desk, id);
      const current = await viewSubscription(desk.transaction, { ...desk, id });
      if (current === null) {
        return refusal('EVENTS_UNKNOWN');
      }
      if (current.revision !== act.expectedRevision) {
        return refusal('EVENTS_CHANGED', current);
      }
      return problem === null ? carryOut(desk, { act, secret, state: current.state }) : refusal(problem, current);
    },
  });
}

async function lockOwn({ transaction, organizationId }: EventsDesk, id: string): Promise<void> {
  await transaction
    .selectFrom('event_subscriptions')
    .select('id')
    .where('id', '=', id)
    .where('organization_id', '=', organizationId)
    .forNoKeyUpdate()
    .execute();
}

interface Carried {
  readonly act: SubscriptionAct;
  /** A new one, sealed. */
  readonly secret: string;
  readonly state: 'active' | 'paused' | 'off';
}

async function carryOut(desk: EventsDesk, { act, secret, state }: Carried): Promise<StoredSubscriptionChange> {
  const { command, id } = act;
  const { transaction, now } = desk;
  switch (command.act) {
    case 'change':
      await update(desk, id, columnsOf(command.wish));
      return standingAnswer(desk, { id });
    case 'pause':
      if (state !== 'active') {
        return refusal('EVENTS_STATE', await viewSubscription(transaction, { ...desk, id }));
      }
      await update(desk, id, { state: 'paused' });
      return standingAnswer(desk, { id });
    case 'resume':
      if (state === 'active') {
        return refusal('EVENTS_STATE', await viewSubscription(transaction, { ...desk, id }));
      }
      await update(desk, id, { state: 'active', off_reason: null, failing_since: null, slow_until: null });
      await askHostAgain(desk, id);
      return standingAnswer(desk, { id });
    case 'rotate':
      await update(desk, id, {
        former_secret: sql`secret`,
        former_until: toIsoTime(epochMs(now) + rotationMs),
        secret,
      });
      return standingAnswer(desk, { id, hasNewSecret: true });
    case 'remove':
      await transaction.deleteFrom('event_subscriptions').where('id', '=', id).execute();
      return { kind: 'removed' };
    case 'replay': {
      await askHostAgain(desk, id);
      const replayed = await replayBatches(transaction, { subscriptionId: id, of: command.of, now });
      return replayed === 0
        ? refusal('EVENTS_NOTHING_TO_REPLAY', await viewSubscription(transaction, { ...desk, id }))
        : standingAnswer(desk, { id, replayed });
    }
  }
}

/** Whoever resumes or sends again expects that something happens, and not in a quarter of an hour. */
async function askHostAgain({ transaction, organizationId, now }: EventsDesk, id: string): Promise<void> {
  const { host } = await transaction
    .selectFrom('event_subscriptions')
    .select('host')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await tryHostNow(transaction, { organizationId, host }, now);
}

type Columns = UpdateObject<CloudTables, 'event_subscriptions'>;

async function update(desk: EventsDesk, id: string, columns: Columns): Promise<void> {
  await desk.transaction
    .updateTable('event_subscriptions')
    .set({ ...columns, revision: sql`revision + 1` })
    .where('id', '=', id)
    .execute();
}

function columnsOf({ url, names, version }: SubscriptionWish) {
  return { url: new URL(url).href, host: receiverHost(url), names: JSON.stringify([...names].sort()), version };
}

function actionOf(command: SubscriptionCommand): string {
  switch (command.act) {
    case 'change':
      return 'events.changed';
    case 'pause':
      return 'events.paused';
    case 'resume':
      return 'events.resumed';
    case 'rotate':
      return 'events.secret-rotated';
    case 'remove':
      return 'events.removed';
    case 'replay':
      return 'events.replayed';
  }
}
