import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements = [
  `create table station_audit_personal (
    station_id text not null references stations,
    generation integer not null,
    seq integer not null,
    path text not null,
    at text not null,
    person_id text,
    salt text,
    text text,
    erased_by text,
    primary key (station_id, generation, seq, path),
    check ((text is null) = (erased_by is not null)),
    check ((salt is null) = (text is null))
  )`,
  'create index station_audit_personal_by_person on station_audit_personal (person_id) where person_id is not null',
  `create index station_audit_personal_naming on station_audit_personal (station_id, text)
    where person_id is null and text is not null`,
  'alter table organization_audit alter column actor drop not null',
  'alter table organization_audit add column actor_salt text',
  'alter table organization_audit add column actor_person text',
  'create index organization_audit_by_person on organization_audit (actor_person) where actor_person is not null',
  `create table erasures (
    id text primary key,
    organization_id text not null references organizations,
    scope json not null,
    person_id text,
    until text,
    at text not null
  )`,
  'create index erasures_of_person on erasures (organization_id, person_id) where person_id is not null',
  `create function only_ever_erased() returns trigger language plpgsql as $$
    begin raise exception 'what stands beside an entry is only ever erased'; end $$`,
  `create trigger station_audit_personal_is_only_erased before update on station_audit_personal
    for each row when (new.text is not null or old.text is null) execute function only_ever_erased()`,
  `create trigger station_audit_personal_is_never_removed before delete on station_audit_personal
    for each row execute function only_ever_erased()`,
];

/**
 * What the trails say of people stands beside the hashed text and can be erased (REP-1, docs/decisions/0023). Leaves from before hold the name in
 * what was hashed; they stay as they are, with the name in `actor` as well.
 */
export const erasableTrail: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) {
      await sql.raw(statement).execute(database);
    }
  },
};
