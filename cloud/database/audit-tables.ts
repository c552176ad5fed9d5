import type { Generated, JSONColumnType } from 'kysely';
import type { ErasureScope } from '#core/domain/audit/erasure.ts';

/** Tables of the tree over each organization's log (REP-1), see `audit/organization-tree.ts`; and of what can be erased of trails. */
export interface AuditTreeTables {
  organization_tree_nodes: OrganizationTreeNodesTable;
  organization_checkpoints: OrganizationCheckpointsTable;
  log_keys: LogKeysTable;
  station_audit_personal: StationAuditPersonalTable;
  erasures: ErasuresTable;
}

/** Complete nodes only: they never change, and a trigger sees to it. */
interface OrganizationTreeNodesTable {
  organization_id: string;
  level: number;
  index: number;
  hash: string;
}

interface OrganizationCheckpointsTable {
  organization_id: string;
  size: number;
  root: string;
  /** The signed note. */
  note: string;
  made_at: string;
}

/** One row; see `audit/log-key`. */
interface LogKeysTable {
  only_row: Generated<boolean>;
  /** Ed25519, PKCS #8 as PEM. */
  private_key: string;
  made_at: string;
}

/** What stands beside entries of stations about people: salt and clear text, or the operation that erased them. */
interface StationAuditPersonalTable {
  station_id: string;
  generation: number;
  seq: number;
  /** `actor`, `after.note` … */
  path: string;
  /** Of the entry. */
  at: string;
  person_id: string | null;
  salt: string | null;
  text: string | null;
  erased_by: string | null;
}

/** What was erased, for stations that hear of it later. */
interface ErasuresTable {
  /** The operation's id. */
  id: string;
  organization_id: string;
  scope: JSONColumnType<ErasureScope>;
  person_id: string | null;
  until: string | null;
  at: string;
}
