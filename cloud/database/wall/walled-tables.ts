/**
 * The second wall between tenants (reliability.md §6.3): which rows an organization may read and write, for PostgreSQL to hold to even where
 * a query forgot to ask. Every table stands here; one that does not is the system's alone. `raise-wall.ts` makes policies of it. The
 * functions `wall_…` are made by migration 013. docs/decisions/0019 says why it is built this way.
 */
export type TableWall =
  /** SQL over the table's columns: true for rows that the tenant may read, or write. Without `write`, only the system writes. */
  | { readonly kind: 'tenant'; readonly read: string; readonly write?: string }
  /** No tenant sees any of it. */
  | { readonly kind: 'system' }
  /** No policy: it holds no organization's rows. */
  | { readonly kind: 'open'; readonly because: string };

const own = (column = 'organization_id'): string => `${column} = wall_tenant()`;
/** Fleets that trust the tenant now (ORG-3). */
const served = (column = 'organization_id'): string => `${column} in (select wall_serves())`;
const ownOrServed = `${own()} or ${served()}`;
const isReseller = `kinds @> '["reseller"]'`;
const ofOwnStation = 'station_id in (select id from stations)';
const ofOwnSubscription = 'subscription_id in (select id from event_subscriptions)';

/** What was done to a unit: for the customer for whom it was, and for whoever did it. */
const fact = (table: string): TableWall => ({
  kind: 'tenant',
  read: `${own('customer_id')} or exists (select from operations where operations.id = ${table}.operation_id)`,
});

const system: TableWall = { kind: 'system' };

export const walledTables: Readonly<Record<string, TableWall>> = {
  // Own, the other side of every relationship whatever its state, and resellers, who are everybody's (OWN-4, OWN-8).
  organizations: { kind: 'tenant', read: `${own('id')} or ${isReseller} or id in (select wall_knows())` },
  trusts: { kind: 'tenant', read: `${own('customer_id')} or ${own('partner_id')}` },
  people: { kind: 'tenant', read: own(), write: own() },
  stations: { kind: 'tenant', read: own(), write: own() },

  // A partner goes on seeing which units its customer has when trust has run out, so that it can say so (OWN-7); of what they do it sees nothing then.
  units: {
    kind: 'tenant',
    read: `${own('owner_id')} or owner_id in (select wall_follows())
      or owner_id in (select id from organizations where ${isReseller})`,
  },
  // Of a reseller's unit everybody is told with what it is still paired, because it must be unpaired before it moves (OWN-14).
  assets: {
    kind: 'tenant',
    read: `${ownOrServed} or exists (select from units join organizations on organizations.id = units.owner_id
      where units.paired_asset_id = assets.id and organizations.${isReseller})`,
    write: ownOrServed,
  },
  transfers: {
    kind: 'tenant',
    read: `${own('from_id')} or ${own('to_id')} or ${own('acting_organization_id')}`,
  },
  reversals: { kind: 'tenant', read: own() },
  // Given and ended as the system; an organization gives back what it holds.
  unit_reservations: { kind: 'tenant', read: own(), write: own() },
  pairings: { kind: 'tenant', read: ownOrServed },
  pairing_events: { kind: 'tenant', read: ownOrServed },
  // Whoever writes an asset lets the units that look for it try again at once (PAIR-3).
  not_found_repeats: { kind: 'tenant', read: ownOrServed, write: ownOrServed },

  // What belongs to nobody in particular is everybody's; a customer's are for the partners that it trusts now (ORG-5, INST-3).
  profiles: { kind: 'tenant', read: `organization_id is null or ${ownOrServed}` },
  profile_versions: {
    kind: 'tenant',
    read: 'exists (select from profiles where profiles.id = profile_versions.profile_id)',
  },
  // Where every visit is a job, trust alone opens no secret: a job has to run at the partner too (X3).
  profile_secrets: {
    kind: 'tenant',
    read: `organization_id is null or ${own()} or (${served()} and (
      not exists (select from organizations where organizations.id = profile_secrets.organization_id and visits_are_jobs)
      or exists (select from jobs where jobs.organization_id = profile_secrets.organization_id
        and jobs.partner_id = wall_tenant() and jobs.status = 'running')))`,
    write: own(),
  },
  known_configurations: { kind: 'tenant', read: ownOrServed },

  // A partner knows a job while it is assigned to it and not ended (JOB-6), and may name who does it.
  jobs: {
    kind: 'tenant',
    read: `${own()} or (${own('partner_id')} and status in ('assigned', 'running') and ${served()})`,
    write: `${own()} or (${own('partner_id')} and status in ('assigned', 'running') and ${served()})`,
  },
  // Whoever had the job hands them in and does not see them again (JOB-6).
  job_photos: { kind: 'tenant', read: own() },
  job_counters: { kind: 'tenant', read: own(), write: own() },
  job_templates: { kind: 'tenant', read: own(), write: own() },
  visit_periods: { kind: 'tenant', read: own() },

  operations: { kind: 'tenant', read: ofOwnStation },
  held_operations: { kind: 'tenant', read: ofOwnStation, write: ofOwnStation },
  installations: fact('installations'),
  inspections: fact('inspections'),
  sheets: fact('sheets'),
  station_audit: { kind: 'tenant', read: ofOwnStation, write: ofOwnStation },
  station_audit_personal: { kind: 'tenant', read: ofOwnStation, write: ofOwnStation },
  erasures: { kind: 'tenant', read: own() },

  // In a customer's log a partner sees what it did itself (REP-1).
  organization_audit: { kind: 'tenant', read: `${own()} or (${own('acting_organization_id')} and ${served()})` },
  organization_audit_heads: system,
  organization_tree_nodes: system,
  organization_checkpoints: system,

  feed: { kind: 'tenant', read: `${own('audience')} or audience = '*'` },
  feed_horizon: { kind: 'tenant', read: `${own('audience')} or audience = '*'` },
  feed_epoch: { kind: 'open', because: 'counts how often the feed was numbered anew' },

  // Also for the partner that it became a relationship with.
  invitations: {
    kind: 'tenant',
    read: `${own('customer_id')} or exists (select from trusts
      where trusts.id = invitations.id and trusts.partner_id = wall_tenant())`,
  },
  partner_addresses: system,
  partner_requests: { kind: 'tenant', read: own(), write: own() },
  // The fleet sees how the mail of its invitation fares.
  mails: {
    kind: 'tenant',
    read: `exists (select from invitations
      where invitations.id = mails.subject_id and invitations.customer_id = wall_tenant())`,
  },
  support_requests: { kind: 'tenant', read: own(), write: own() },

  event_subscriptions: { kind: 'tenant', read: own(), write: own() },
  webhook_circuits: { kind: 'tenant', read: own(), write: own() },
  event_batches: { kind: 'tenant', read: ofOwnSubscription, write: ofOwnSubscription },
  event_deliveries: { kind: 'tenant', read: ofOwnSubscription, write: ofOwnSubscription },
  event_tries: {
    kind: 'tenant',
    read: 'exists (select from event_batches where event_batches.id = event_tries.batch_id)',
  },

  oauth_items: system,
  approver_sessions: system,
  oauth_keys: system,
  roster_keys: system,
  log_keys: system,
  webhook_keys: system,

  dpop_proofs: { kind: 'open', because: 'ids of proofs that were seen, without whose they are' },
  try_counts: { kind: 'open', because: 'counts tries before anybody is known' },
  rate_windows: { kind: 'open', because: 'counts calls for all servers; it is written before the call is anybody’s' },
  kysely_migration: { kind: 'open', because: 'names the migrations that ran' },
  kysely_migration_lock: { kind: 'open', because: 'keeps two servers from migrating at once' },
};
