import type { Generated } from 'kysely';

/** Tables of the tree over each organization's log (REP-1); see `audit/organization-tree.ts`. */
export interface AuditTreeTables {
  organization_tree_nodes: OrganizationTreeNodesTable;
  organization_checkpoints: OrganizationCheckpointsTable;
  log_keys: LogKeysTable;
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
