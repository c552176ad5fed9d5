import type { SubscriptionActResult } from '../../contract/station/events.ts';
import type { SubscriptionChange } from '../../domain/webhooks/event-subscription.ts';
import type { CloudFailure } from '../../ports/cloud-client.ts';
import { troubleOf } from '../partners/last-seen.ts';
import { auditActor, operationActor, type Principal } from '../principal.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';

/** Event subscriptions of our own fleet (PAIR-7). The centre decides and keeps the secrets; the station asks, tells and writes down who asked. */
export function eventProcedures(context: StationContext): AreaProcedures<'events'> {
  const { cloudEvents } = context;
  return {
    async list() {
      const answer = await cloudEvents.subscriptions();
      return answer.kind === 'subscriptions'
        ? { kind: 'live', rows: [...answer.subscriptions], asOf: answer.asOf }
        : { kind: 'not-answered', why: troubleOf(answer) };
    },

    async create({ requestId, subscription }, { principal }) {
      const answer = await cloudEvents.create({ requestId, actor: operationActor(principal), subscription });
      const wanted = { names: subscription.names.join(' '), version: String(subscription.version) };
      return settle(context, principal, { answer, act: 'create', about: { url: subscription.url, ...wanted } });
    },

    async act({ requestId, id, expectedRevision, command }, { principal }) {
      const actor = operationActor(principal);
      const answer = await cloudEvents.change({ requestId, actor, id, expectedRevision, command });
      return settle(context, principal, { answer, act: command.act, about: { subscription: id } });
    },

    async log({ id, before }) {
      const answer = await cloudEvents.batches(id, before);
      return answer.kind === 'batches'
        ? { kind: 'batches', batches: [...answer.batches] }
        : { kind: 'not-answered', why: troubleOf(answer) };
    },

    async batch({ id, batchId }) {
      const answer = await cloudEvents.batch(id, batchId);
      return answer.kind === 'batch' ? answer : { kind: 'not-answered', why: troubleOf(answer) };
    },
  };
}

interface Settlement {
  readonly answer: SubscriptionChange | CloudFailure;
  readonly act: string;
  /** What was asked, for the trail; never a secret. */
  readonly about: Readonly<Record<string, string>>;
}

/** Writes down what became of it and tells the page. An attempt that was refused stands in the trail as well (OWN-13). */
function settle(
  context: StationContext,
  principal: Principal,
  { answer, act, about }: Settlement,
): SubscriptionActResult {
  const result = resultOf(answer);
  context.store.transact((write) =>
    write.appendAudit({
      actor: auditActor(principal),
      organizations: [context.identity.organizationId],
      action: `subscription.${act}`,
      outcome: result.kind === 'refused' ? 'refused' : result.kind === 'not-answered' ? 'failed' : 'done',
      code: result.kind === 'refused' ? result.code : result.kind === 'not-answered' ? result.why : null,
      after: { ...about },
    }),
  );
  context.changed('events', 'audit');
  context.sync.wake();
  return result;
}

function resultOf(answer: SubscriptionChange | CloudFailure): SubscriptionActResult {
  switch (answer.kind) {
    case 'done':
    case 'removed':
    case 'refused':
      return answer;
    default:
      return { kind: 'not-answered', why: troubleOf(answer) };
  }
}
