import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What the policies between tenants are written with; the policies themselves are declared in `wall/walled-tables.ts`. A transaction says for
 * whom it works in `fitbay.tenant` and `fitbay.now`, or in `fitbay.system` that it works for nobody's organization. Unset, all of it is
 * false or empty.
 */
const statements = [
  `create function wall_tenant() returns text language sql stable
    return nullif(current_setting('fitbay.tenant', true), '')`,
  `create function wall_system() returns boolean language sql stable
    return coalesce(current_setting('fitbay.system', true), '') <> ''`,
  // Every organization that the tenant has or had a relationship with.
  `create function wall_knows() returns setof text language sql stable as $$
    select partner_id from trusts where customer_id = wall_tenant()
    union all select customer_id from trusts where partner_id = wall_tenant()
  $$`,
  // Fleets whose trust began, also where it has run out since. An organization that is no service partner works for nobody (ORG-1).
  `create function wall_follows() returns setof text language sql stable as $$
    select customer_id from trusts
    where partner_id = wall_tenant() and state = 'active' and valid_from <= current_setting('fitbay.now', true)
      and exists (select from organizations where id = wall_tenant() and kinds @> '["service-partner"]')
  $$`,
  `create function wall_serves() returns setof text language sql stable as $$
    select customer_id from trusts
    where partner_id = wall_tenant() and state = 'active' and valid_from <= current_setting('fitbay.now', true)
      and (valid_to is null or valid_to > current_setting('fitbay.now', true))
      and exists (select from organizations where id = wall_tenant() and kinds @> '["service-partner"]')
  $$`,
  // What anybody may know of a unit whose serial they hold in their hand (OWN-8): that it exists, and its owner where that is known or public.
  `create function glimpse_units(serials text[]) returns table (
    unit text, unit_type text, serial text, owner_id text, owner_name text, owner_epoch integer,
    subscription_state text, subscription_ends_at text, configuration text
  ) language plpgsql stable as $$
    #variable_conflict use_column
    declare before text := coalesce(current_setting('fitbay.system', true), '');
    begin
      perform set_config('fitbay.system', 'glimpse', true);
      return query
        select units.unit, units.unit_type, units.serial,
          case when owner.is_known or owner.name_is_public then owner.id end,
          case when owner.is_known or owner.name_is_public then owner.name end,
          units.owner_epoch,
          case when units.subscription_ends_at <= current_setting('fitbay.now', true)
            then 'expired' else units.subscription_state end,
          case when owner.is_known then units.subscription_ends_at end,
          units.configuration
        from units
        join (
          select organizations.id, organizations.name, organizations.name_is_public, exists (
            select from trusts
            where (trusts.customer_id = organizations.id and trusts.partner_id = wall_tenant())
              or (trusts.partner_id = organizations.id and trusts.customer_id = wall_tenant())
          ) as is_known
          from organizations
        ) as owner on owner.id = units.owner_id
        where units.serial = any(serials) and wall_tenant() is not null;
      perform set_config('fitbay.system', before, true);
    end
  $$`,
];

export const tenantWall: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) {
      await sql.raw(statement).execute(database);
    }
  },
};
