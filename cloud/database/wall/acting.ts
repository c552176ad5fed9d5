import { sql } from 'kysely';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../tables.ts';

/** The organization for which a transaction works. It sees and writes what the policies of `walled-tables.ts` give that organization. */
export interface Tenant {
  readonly organizationId: string;
  /** By which trust is judged (ORG-3): the cloud's clock, not the database's. */
  readonly now: IsoTime;
}

/**
 * Work that no single organization may do: every kind there is, and why it is no tenant's. Whoever does some names it in `asSystem` or
 * `actAsSystem`; nothing else passes the wall, and `tests/architecture/tenant-wall.test.ts` lists who does which.
 */
export const systemWork = {
  administration:
    'fills and changes the registry from the server itself: imports, the demo, stations registered by command',
  authentication: 'finds out which station calls, before anybody is a tenant',
  enrolment: 'people let stations in: grants, codes and sessions belong to nobody yet',
  'server-keys': 'keys of the server itself, which no organization ever reads',
  verdict: 'an operation or a link is judged by rows of all its sides and moves things between them (OWN-10, OWN-13)',
  'job-photo': 'a workshop hands in what the end of a job names, which it may not read any more (JOB-6)',
  'own-word': 'an organization says how it is worked for: its row is the registry’s to write (X2)',
  'unit-message': 'a unit speaks for its owner, whoever passes it on (PAIR-2)',
  'hourly-tries': 'the hourly NotFound of all organizations (PAIR-3)',
  courier: 'delivers the events of all subscriptions (PAIR-4)',
  mails: 'sends mails of all organizations',
  partnership: 'a relationship is written for both of its sides, one of which may still be unknown (ORG-3, ORG-4)',
  'invitation-link': 'whoever holds the link of an invitation may read it (ORG-4)',
  'trust-ends': 'notices that relationships ran out, for both of their sides',
  tidying: 'throws away what has expired',
  metrics: 'counts over all organizations, without a name in it',
  trail: 'writes an act into the log of every organization that it concerns',
  feed: 'tells every audience of a change',
  seal: 'signs the head of a log, for whoever may see the log',
  'mail-queue': 'puts a mail into the queue',
} as const;
export type SystemWork = keyof typeof systemWork;

/** `nobody`: only tables that hold no organization's rows. */
export type Acting =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'tenant'; readonly tenant: Tenant }
  | { readonly kind: 'system'; readonly work: SystemWork };

/**
 * Says at the beginning of a transaction for whom it works; it holds until the transaction ends. `role`: what the transaction becomes where
 * the database's own user stands above all policies, null where it does not.
 */
export async function beginActing(transaction: CloudTransaction, acting: Acting, role: string | null): Promise<void> {
  switch (acting.kind) {
    case 'nobody':
      if (role !== null) {
        await sql`select set_config('role', ${role}, true)`.execute(transaction);
      }
      return;
    case 'tenant': {
      const { organizationId, now } = acting.tenant;
      const become = role === null ? sql`` : sql`set_config('role', ${role}, true),`;
      await sql`select ${become} set_config('fitbay.tenant', ${organizationId}, true),
        set_config('fitbay.now', ${now}, true)`.execute(transaction);
      return;
    }
    case 'system':
      await sql`select set_config('fitbay.system', ${acting.work}, true)`.execute(transaction);
      Object.defineProperty(transaction, worksForSystem, { value: true });
  }
}

const worksForSystem = Symbol('works for the system');

/**
 * Does a piece of work in a tenant's transaction that is not the tenant's own, and goes back. When it throws, the transaction is over: nobody
 * may catch that and go on, because it would go on as the system.
 */
export async function actAsSystem<Result>(
  transaction: CloudTransaction,
  work: SystemWork,
  act: () => Promise<Result>,
): Promise<Result> {
  if (worksForSystem in transaction) {
    return act();
  }
  const { rows } = await sql<{ before: string | null }>`
    with before as materialized (select current_setting('fitbay.system', true) as before)
    select before, set_config('fitbay.system', ${work}, true) from before`.execute(transaction);
  const result = await act();
  await sql`select set_config('fitbay.system', ${rows[0]?.before ?? ''}, true)`.execute(transaction);
  return result;
}
