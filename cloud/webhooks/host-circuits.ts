import { sql } from 'kysely';
import { afterFailure, closedCircuit, failuresUntilOpen, judgeHost } from '#core/domain/webhooks/host-circuit.ts';
import { epochMs, type IsoTime, isoTime, toIsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';
import type { SentWebhook } from './send-webhook.ts';

/** The circuits of a fleet's receivers as the table has them, for all servers together; the rule is `core/domain/webhooks/host-circuit.ts`. */
export interface ReceiverHost {
  readonly organizationId: string;
  readonly host: string;
}

/** `half-open`: whoever takes the probe may send one batch. */
export type CircuitState = 'closed' | 'open' | 'half-open';

/** Host and port, as circuits count them. The scheme's own port is left out by the parser. */
export function receiverHost(url: string): string {
  return new URL(url).host;
}

export async function circuitState(
  transaction: CloudTransaction,
  { organizationId, host }: ReceiverHost,
  now: IsoTime,
): Promise<CircuitState> {
  const row = await transaction
    .selectFrom('webhook_circuits')
    .select('try_at')
    .where('organization_id', '=', organizationId)
    .where('host', '=', host)
    .executeTakeFirst();
  const tryAt = row?.try_at ?? null;
  return tryAt === null ? 'closed' : tryAt > now ? 'open' : 'half-open';
}

/** The one try that a half-open circuit allows, until it is settled or `untilMs` later. False: another server has it. */
export async function takeProbe(
  transaction: CloudTransaction,
  { organizationId, host }: ReceiverHost,
  { now, forMs }: { readonly now: IsoTime; readonly forMs: number },
): Promise<boolean> {
  const taken = await transaction
    .updateTable('webhook_circuits')
    .set({ probe_until: toIsoTime(epochMs(now) + forMs) })
    .where('organization_id', '=', organizationId)
    .where('host', '=', host)
    .where('try_at', '<=', now)
    .where(({ eb, or }) => or([eb('probe_until', 'is', null), eb('probe_until', '<=', now)]))
    .executeTakeFirst();
  return taken.numUpdatedRows > 0n;
}

/** Lets go of a probe that was given up, so that it need not run out. */
export async function handBackProbe(
  transaction: CloudTransaction,
  { organizationId, host }: ReceiverHost,
): Promise<void> {
  await transaction
    .updateTable('webhook_circuits')
    .set({ probe_until: null })
    .where('organization_id', '=', organizationId)
    .where('host', '=', host)
    .execute();
}

/** A person says that the receiver is well again, or wants to know: the next batch is tried at once. */
export async function tryHostNow(
  transaction: CloudTransaction,
  { organizationId, host }: ReceiverHost,
  now: IsoTime,
): Promise<void> {
  await transaction
    .updateTable('webhook_circuits')
    .set({ try_at: now })
    .where('organization_id', '=', organizationId)
    .where('host', '=', host)
    .where('try_at', '>', now)
    .execute();
}

/** In a query of subscriptions: until when the subscription's host is left alone; null where it answers. */
export const hostTryAt = sql<string | null>`(select try_at from webhook_circuits as circuit
  where circuit.organization_id = event_subscriptions.organization_id and circuit.host = event_subscriptions.host)`;

export type CircuitChange = 'opened' | 'closed' | 'unchanged';

/** Writes down what a try says of its host. */
export async function noteHost(
  transaction: CloudTransaction,
  at: ReceiverHost,
  { sent, now }: { readonly sent: SentWebhook; readonly now: IsoTime },
): Promise<CircuitChange> {
  switch (judgeHost(sent.outcome, sent.durationMs)) {
    case 'answers':
      return noteAnswer(transaction, at);
    case 'held-us':
      return noteFailure(transaction, at, now);
    case 'unknown':
      await handBackProbe(transaction, at);
      return 'unchanged';
  }
}

async function noteAnswer(
  transaction: CloudTransaction,
  { organizationId, host }: ReceiverHost,
): Promise<CircuitChange> {
  const gone = await transaction
    .deleteFrom('webhook_circuits')
    .where('organization_id', '=', organizationId)
    .where('host', '=', host)
    .returning('try_at')
    .executeTakeFirst();
  return (gone?.try_at ?? null) === null ? 'unchanged' : 'closed';
}

async function noteFailure(
  transaction: CloudTransaction,
  { organizationId, host }: ReceiverHost,
  now: IsoTime,
): Promise<CircuitChange> {
  const none = { failures: closedCircuit.failures, openings: closedCircuit.openings };
  await transaction
    .insertInto('webhook_circuits')
    .values({ organization_id: organizationId, host, ...none })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await transaction
    .selectFrom('webhook_circuits')
    .select(['failures', 'openings', 'opened_at', 'try_at'])
    .where('organization_id', '=', organizationId)
    .where('host', '=', host)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) {
    return 'unchanged'; // an answer came in between: the host is there
  }
  const before = {
    failures: row.failures,
    openings: row.openings,
    openedAt: isoTime.nullable().parse(row.opened_at),
    tryAt: isoTime.nullable().parse(row.try_at),
  };
  const after = afterFailure(before, now);
  await transaction
    .updateTable('webhook_circuits')
    .set({
      failures: after.failures,
      openings: after.openings,
      opened_at: after.openedAt,
      try_at: after.tryAt,
      ...(after.openings === before.openings ? {} : { probe_until: null }),
    })
    .where('organization_id', '=', organizationId)
    .where('host', '=', host)
    .execute();
  return after.failures >= failuresUntilOpen && after.openings > before.openings ? 'opened' : 'unchanged';
}

/** Forgets circuits to which no subscription leads any more. */
export async function forgetIdleCircuits(transaction: CloudTransaction): Promise<void> {
  await transaction
    .deleteFrom('webhook_circuits')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('event_subscriptions')
            .select('event_subscriptions.id')
            .whereRef('event_subscriptions.organization_id', '=', 'webhook_circuits.organization_id')
            .whereRef('event_subscriptions.host', '=', 'webhook_circuits.host'),
        ),
      ),
    )
    .execute();
}
