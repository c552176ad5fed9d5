import { type RawBuilder, sql } from 'kysely';
import type { CloudTables } from '../database/tables.ts';

export type FeedKind = CloudTables['feed']['kind'];

/** Audience of what every station may know. */
export const everyStation = '*';

/**
 * Who may know a thing, as queries that give (audience, key) for a list of keys. This is the tenant boundary of the change feed, in
 * one place: nothing reaches a station that none of these lines names its organization for.
 * Trust counts by the standing that was last published, so that a relationship that ran out takes rows away (see `trust-standings`), and only
 * while the partner is a service partner (ORG-1). Secrets of a fleet where every visit is a job are told only while one of its jobs runs there (X3).
 */
export function audienceOf(kind: FeedKind, keys: readonly string[]): RawBuilder<unknown> {
  switch (kind) {
    case 'organization':
      return sql`
        select id as audience, id as key from organizations where id = any(${keys})
        union select customer_id, partner_id from trusts where partner_id = any(${keys})
        union select partner_id, customer_id from trusts where customer_id = any(${keys})
        union select ${everyStation}, id from organizations where id = any(${keys}) and kinds @> '["reseller"]'`;
    case 'trust':
      return sql`
        select customer_id as audience, id as key from trusts where id = any(${keys})
        union select partner_id, id from trusts where id = any(${keys})
        union select customer_id, id from invitations where id = any(${keys})`;
    case 'unit':
      return sql`
        select owner_id as audience, unit as key from units where unit = any(${keys})
        union select trusts.partner_id, units.unit from units
          join (${trusting}) as trusts
            on trusts.customer_id = units.owner_id and trusts.published_standing in ('active', 'expired')
          where units.unit = any(${keys})
        union select ${everyStation}, units.unit from units
          join organizations on organizations.id = units.owner_id and organizations.kinds @> '["reseller"]'
          where units.unit = any(${keys})`;
    case 'asset':
      return ownedAndServiced(sql`select id as key, organization_id from assets where id = any(${keys})`);
    case 'pairing':
      return ownedAndServiced(sql`select unit as key, organization_id from pairings where unit = any(${keys})`);
    case 'reversal':
      return sql`select organization_id as audience, id as key from reversals where id = any(${keys})`;
    case 'erasure':
      return sql`select organization_id as audience, id as key from erasures where id = any(${keys})`;
    case 'profile':
      return ownedServicedOrOpen(sql`select id as key, organization_id from profiles where id = any(${keys})`);
    case 'secret':
      return sql`
        select coalesce(organization_id, ${everyStation}) as audience, id as key from profile_secrets where id = any(${keys})
        union select trusts.partner_id, secrets.id from profile_secrets as secrets
          join (${trusting}) as trusts
            on trusts.customer_id = secrets.organization_id and trusts.published_standing = 'active'
          join organizations as fleets on fleets.id = secrets.organization_id
          where secrets.id = any(${keys}) and (not fleets.visits_are_jobs or exists (
            select from jobs where jobs.organization_id = secrets.organization_id
              and jobs.partner_id = trusts.partner_id and jobs.status = 'running'))`;
    case 'job':
      return sql`
        select organization_id as audience, id as key from jobs where id = any(${keys})
        union select jobs.partner_id, jobs.id from jobs
          join trusts on trusts.customer_id = jobs.organization_id and trusts.partner_id = jobs.partner_id
            and trusts.published_standing = 'active'
          where jobs.id = any(${keys}) and jobs.status in ('assigned', 'running')`;
    case 'job-template':
      return sql`select organization_id as audience, id as key from job_templates where id = any(${keys})`;
    case 'known-configuration':
      return ownedAndServiced(
        sql`select unit as key, organization_id from known_configurations where unit = any(${keys})`,
      );
  }
}

/** Relationships that count: an organization that is no service partner any more works for nobody. */
const trusting = sql`
  select trusts.customer_id, trusts.partner_id, trusts.published_standing from trusts
    join organizations on organizations.id = trusts.partner_id and organizations.kinds @> '["service-partner"]'`;

/** The same, and everybody where it belongs to nobody in particular. */
function ownedServicedOrOpen(things: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select coalesce(organization_id, ${everyStation}) as audience, key from (${things}) as owned
    union select trusts.partner_id, serviced.key from (${things}) as serviced
      join (${trusting}) as trusts on trusts.customer_id = serviced.organization_id and trusts.published_standing = 'active'`;
}

/** The organization that owns it and the partners that it trusts now. */
function ownedAndServiced(things: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select organization_id as audience, key from (${things}) as own
    union select trusts.partner_id, serviced.key from (${things}) as serviced
      join (${trusting}) as trusts on trusts.customer_id = serviced.organization_id and trusts.published_standing = 'active'`;
}
