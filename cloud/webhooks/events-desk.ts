import { randomBytes } from 'node:crypto';
import type { EventsCode } from '#core/domain/codes.ts';
import {
  namesOfVersion,
  type StoredSubscriptionChange,
  type SubscriptionChange,
  type SubscriptionWish,
  storedSubscriptionChange,
} from '#core/domain/webhooks/event-subscription.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { noteAct } from '../audit/note-act.ts';
import type { CloudDatabase, Transactions } from '../database/open-database.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { oncePerRequest } from '../partners/once-per-request.ts';
import { personMay, type StatedActor } from '../registry/person-may.ts';
import type { CallingStation } from '../stations/find-station.ts';
import type { CloudClock, CloudIds } from '../world/world.ts';
import { secretBytes, writeSecret } from './sign-batch.ts';
import { viewSubscription } from './subscription-rows.ts';
import {
  type AddressLookup,
  type AddressRules,
  everyAddress,
  judgeWebhookUrl,
  resolveHost,
} from './webhook-address.ts';
import { openWebhookKey } from './webhook-key.ts';

/** What every change of a subscription shares: one transaction, the person's right, one answer per request, a line in the log. */
export interface EventsParts {
  readonly database: CloudDatabase;
  readonly clock: CloudClock;
  readonly ids: CloudIds;
  /** Where webhooks may go; left out: only to public addresses, which the machine's resolver finds. */
  readonly webhookAddresses?: (AddressRules & { readonly lookup?: AddressLookup }) | undefined;
}

export interface EventsCall {
  readonly station: CallingStation;
  readonly actor: StatedActor;
  readonly requestId: string;
}

/** One call at work, inside its transaction. */
export interface EventsDesk {
  readonly transaction: CloudTransaction;
  readonly now: IsoTime;
  readonly organizationId: string;
  readonly actorName: string;
  readonly actorPerson: string | null;
  readonly nextId: () => string;
}

export interface DeskWork {
  /** Everything that was asked, for comparing with a repetition. */
  readonly body: unknown;
  /** `events.created` … */
  readonly action: string;
  readonly subscriptionId: string;
  work(desk: EventsDesk): Promise<StoredSubscriptionChange>;
}

/** Does the work once, where the person may. The books keep the answer without the secret, which is added to it here. */
export async function atEventsDesk(
  parts: EventsParts,
  { station, actor, requestId }: EventsCall,
  wanted: DeskWork,
): Promise<SubscriptionChange> {
  const { organizationId } = station;
  const now = parts.clock.now();
  const tenant = parts.database.forTenant({ organizationId, now });
  const stored = await tenant.transact(async (transaction) => {
    const outcome = await oncePerRequest(
      transaction,
      { organizationId, requestId, body: { events: wanted.body }, now },
      async () => {
        const isAllowed = await personMay(transaction, { organizationId, actor, right: 'events' });
        const actorName = `${actor.name}, ${await nameOf(transaction, organizationId)}`;
        const desk = {
          transaction,
          now,
          organizationId,
          actorName,
          actorPerson: actor.personId,
          nextId: () => parts.ids.next(),
        };
        const answer: StoredSubscriptionChange = isAllowed ? await wanted.work(desk) : refusal('EVENTS_NOT_ALLOWED');
        await noteEventsAct(desk, wanted, answer);
        return answer;
      },
    );
    return outcome.kind === 'answered' ? storedSubscriptionChange.parse(outcome.answer) : refusal('EVENTS_KEY_USED');
  });
  return stored.kind === 'done' ? withSecret(parts, stored, tenant) : stored;
}

export function refusal(code: EventsCode, current: RefusalCurrent = null): StoredSubscriptionChange {
  return { kind: 'refused', code, current };
}
type RefusalCurrent = Extract<StoredSubscriptionChange, { kind: 'refused' }>['current'];

/** How the subscription stands now, as the answer to a change. */
export async function standingAnswer(
  { transaction, organizationId, now }: EventsDesk,
  about: { readonly id: string; readonly replayed?: number; readonly hasNewSecret?: boolean },
): Promise<StoredSubscriptionChange> {
  const subscription = await viewSubscription(transaction, { organizationId, id: about.id, now });
  return subscription === null
    ? refusal('EVENTS_UNKNOWN')
    : { kind: 'done', subscription, replayed: about.replayed ?? null, hasNewSecret: about.hasNewSecret ?? false };
}

/** A repetition of the same request shows it again as long as it is the current one; nothing else ever does. */
async function withSecret(
  { database, clock }: EventsParts,
  { hasNewSecret, ...answer }: Extract<StoredSubscriptionChange, { kind: 'done' }>,
  tenant: Transactions,
): Promise<SubscriptionChange> {
  if (!hasNewSecret) {
    return { ...answer, secret: null };
  }
  const { id, revision } = answer.subscription;
  const row = await tenant.read((transaction) =>
    transaction
      .selectFrom('event_subscriptions')
      .select('secret')
      .where('id', '=', id)
      .where('revision', '=', revision)
      .executeTakeFirst(),
  );
  const key = await openWebhookKey(database, clock.now());
  return { ...answer, secret: row === undefined ? null : writeSecret(key.open(row.secret, id)) };
}

/** A new secret, sealed for one subscription. */
export async function makeSealedSecret(parts: EventsParts, subscriptionId: string): Promise<string> {
  const key = await openWebhookKey(parts.database, parts.clock.now());
  return key.seal(randomBytes(secretBytes), subscriptionId);
}

/** What is wrong with a wish; null: nothing. Asks for the host's addresses, so it stands before the transaction. */
export async function problemOfWish(
  { webhookAddresses }: EventsParts,
  { url, names, version }: SubscriptionWish,
): Promise<EventsCode | null> {
  if (names.some((name) => !namesOfVersion(version).includes(name))) {
    return 'EVENTS_VERSION';
  }
  const allowLoopback = webhookAddresses?.allowLoopback ?? false;
  const judged = judgeWebhookUrl(url, { allowLoopback });
  if (judged.kind === 'refused') {
    return judged.code;
  }
  const resolved = await resolveHost(judged.url, { allowLoopback, lookup: webhookAddresses?.lookup ?? everyAddress });
  switch (resolved.kind) {
    case 'address':
      return null;
    case 'not-found':
      return 'EVENTS_URL_UNRESOLVED';
    case 'not-public':
      return 'EVENTS_URL_NOT_PUBLIC';
  }
}

async function nameOf(transaction: CloudTransaction, organizationId: string): Promise<string> {
  const own = await transaction
    .selectFrom('organizations')
    .select('name')
    .where('id', '=', organizationId)
    .executeTakeFirst();
  invariant(own !== undefined, 'a station belongs to an organization on the books');
  return own.name;
}

async function noteEventsAct(
  { transaction, now, organizationId, actorName, actorPerson }: EventsDesk,
  { action, subscriptionId }: Pick<DeskWork, 'action' | 'subscriptionId'>,
  answer: StoredSubscriptionChange,
): Promise<void> {
  await noteAct(transaction, {
    at: now,
    action,
    code: answer.kind === 'refused' ? answer.code : null,
    by: { organizationId, actor: actorName, personId: actorPerson },
    source: `event-subscription ${subscriptionId}`,
  });
}
