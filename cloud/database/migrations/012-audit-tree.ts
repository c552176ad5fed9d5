import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { leafHash, nodesOfNextLeaf, type TreeNode } from '#core/domain/audit/merkle-tree.ts';

const statements = [
  'alter table organization_audit add column source text',
  "update organization_audit set source = leaf::jsonb ->> 'source'",
  'create index organization_audit_by_source on organization_audit (organization_id, source)',
  `create table organization_tree_nodes (
    organization_id text not null,
    level integer not null check (level >= 0),
    index integer not null check (index >= 0),
    hash text not null check (length(hash) = 64),
    primary key (organization_id, level, index)
  )`,
  `create table organization_checkpoints (
    organization_id text not null,
    size integer not null check (size >= 0),
    root text not null,
    note text not null,
    made_at text not null,
    primary key (organization_id, size)
  )`,
  `create table log_keys (
    only_row boolean primary key default true check (only_row),
    private_key text not null,
    made_at text not null
  )`,
  `create function never_change_the_tree() returns trigger language plpgsql as $$
    begin raise exception 'what the log once held is never changed'; end $$`,
  ...['organization_tree_nodes', 'organization_checkpoints'].map(
    (table) => `create trigger ${table}_only_grow before update or delete on ${table}
      for each row execute function never_change_the_tree()`,
  ),
];

const pageSize = 2_000;

/** The tree over each organization's log (RFC 6962), the checkpoints that were signed of it, and the key that signs (REP-1). */
export const auditTree: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    for (const statement of statements) {
      await sql.raw(statement).execute(database);
    }
    const heads = await sql<{ organization_id: string }>`select organization_id from organization_audit_heads`.execute(
      database,
    );
    for (const { organization_id } of heads.rows) {
      await growFromLog(database, organization_id);
    }
  },
};

/** The tree over the leaves that were there before it. */
async function growFromLog(database: Kysely<unknown>, organizationId: string): Promise<void> {
  /** Only the last complete node of each level is ever asked for. */
  const edge = new Map<number, string>();
  const hashOf = ({ level }: TreeNode): string => edge.get(level) ?? '';
  for (let from = 0; ; from += pageSize) {
    const { rows } = await sql<{ leaf: string }>`select leaf from organization_audit
      where organization_id = ${organizationId} and index > ${from} order by index limit ${pageSize}`.execute(database);
    const made = rows.flatMap(({ leaf }, offset) => {
      const nodes = nodesOfNextLeaf(from + offset, leafHash(leaf), hashOf);
      for (const { level, hash } of nodes) {
        edge.set(level, hash);
      }
      return nodes;
    });
    if (made.length > 0) {
      const values = made.map(({ level, index, hash }) => sql`(${organizationId}, ${level}, ${index}, ${hash})`);
      await sql`insert into organization_tree_nodes values ${sql.join(values)}`.execute(database);
    }
    if (rows.length < pageSize) {
      return;
    }
  }
}
