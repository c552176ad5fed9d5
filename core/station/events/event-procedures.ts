import { troubleOf } from '../partners/last-seen.ts';
import { settleAtCentre } from '../partners/settle-at-centre.ts';
import { operationActor } from '../principal.ts';
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
      const about = { url: subscription.url, ...wanted };
      return settleAtCentre(context, principal, { answer, action: 'subscription.create', about, topic: 'events' });
    },

    async act({ requestId, id, expectedRevision, command }, { principal }) {
      const actor = operationActor(principal);
      const answer = await cloudEvents.change({ requestId, actor, id, expectedRevision, command });
      const action = `subscription.${command.act}`;
      return settleAtCentre(context, principal, { answer, action, about: { subscription: id }, topic: 'events' });
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
