import type { ColumnType, Generated, JSONColumnType, Transaction } from 'kysely';
import type { Person } from '#core/domain/access/person.ts';
import type { OrganizationKind } from '#core/domain/organizations/organization.ts';
import type { HeardMessage } from '#core/domain/pairing/pairing-state.ts';
import type { FeedRow } from '#core/domain/sync/changes.ts';
import type { OperationVerdict } from '#core/domain/sync/operation.ts';
import type { AuditTreeTables } from './audit-tables.ts';
import type { EdgeTables } from './edge-tables.ts';
import type { JobTables } from './job-tables.ts';
import type { PartnerTables } from './partner-tables.ts';
import type { ProfileTables } from './profile-tables.ts';
import type { ReservationTables } from './reservation-tables.ts';
import type { SupportTables } from './support-tables.ts';
import type { WebhookTables } from './webhook-tables.ts';

/**
 * The cloud's tables as kysely sees them; `migrations/` makes them. Moments are ISO 8601 text in the fixed form of `IsoTime`, so that
 * what was sent is what is stored and text order is time order. Numbers that may pass 2^31 are read as text and never as doubles.
 */
export interface CloudTables
  extends AuditTreeTables,
    EdgeTables,
    JobTables,
    PartnerTables,
    ProfileTables,
    ReservationTables,
    SupportTables,
    WebhookTables {
  organizations: OrganizationsTable;
  trusts: TrustsTable;
  people: PeopleTable;
  stations: StationsTable;
  units: UnitsTable;
  assets: AssetsTable;
  transfers: TransfersTable;
  reversals: ReversalsTable;
  operations: OperationsTable;
  held_operations: HeldOperationsTable;
  installations: FactTable;
  inspections: FactTable;
  sheets: FactTable & SheetColumns;
  pairings: PairingsTable;
  pairing_events: PairingEventsTable;
  station_audit: StationAuditTable;
  organization_audit: OrganizationAuditTable;
  organization_audit_heads: OrganizationAuditHeadsTable;
  feed: FeedTable;
  feed_epoch: FeedEpochTable;
  feed_horizon: FeedHorizonTable;
  oauth_items: OAuthItemsTable;
  oauth_keys: OAuthKeysTable;
  dpop_proofs: DpopProofsTable;
  approver_sessions: ApproverSessionsTable;
  try_counts: TryCountsTable;
  roster_keys: RosterKeysTable;
}

/** One open transaction over these tables. */
export type CloudTransaction = Transaction<CloudTables>;

interface OrganizationsTable {
  id: string;
  name: string;
  kinds: JSONColumnType<OrganizationKind[]>;
  auto_pairing: boolean;
  name_is_public: boolean;
  visits_are_jobs: Generated<boolean>;
}

interface TrustsTable {
  id: string;
  customer_id: string;
  partner_id: string;
  partner_code: string;
  state: 'pending' | 'active' | 'declined' | 'revoked';
  valid_from: string;
  valid_to: string | null;
  override_allowed: boolean;
  /** Rises with every change of the relationship; a change names the one that was seen. */
  version: Generated<number>;
  /** The standing for which the feed was last written. Expiry is no write, so it is noticed by comparing (see `publishing`). */
  published_standing: string;
}

interface PeopleTable {
  id: string;
  organization_id: string;
  display_name: string;
  given_name: string;
  roles: JSONColumnType<Person['roles']>;
  active: boolean;
  badge: string | null;
  pin_verifier: JSONColumnType<Person['pinVerifier']>;
}

/** One row; see `roster/roster-key`. */
interface RosterKeysTable {
  only_row: Generated<boolean>;
  /** Ed25519, PKCS #8 as PEM. */
  private_key: string;
  made_at: string;
}

interface StationsTable {
  id: string;
  name: string;
  organization_id: string;
  place: Generated<string>;
  /** The grant whose tokens speak for this station; tokens of an earlier enrolment belong to another. Null: none does. */
  grant_id: string | null;
  /** Who approved the enrolment, by name; null where it was registered without a person. */
  approved_by: string | null;
  revoked_at: string | null;
  revoked_by: string | null;
  /** Ed25519 public key, SPKI DER as base64; null: statements of this station cannot be verified. */
  public_key: string | null;
  generation: number;
  /** Set when two disks spoke with this station's name in this generation. */
  frozen: boolean;
  /** Highest `seq` of this generation up to which every operation arrived. */
  received_seq: number;
  audit_size: number;
  audit_head: string;
  registered_at: string;
}

interface UnitsTable {
  /** `type:serial`. */
  unit: string;
  unit_type: string;
  serial: string;
  owner_id: string;
  owner_epoch: number;
  subscription_state: 'active' | 'expired';
  subscription_ends_at: string | null;
  configuration: 'configured' | 'needs-configuration';
  paired_asset_id: string | null;
  last_contact_at: string | null;
}

interface AssetsTable {
  id: string;
  organization_id: string;
  category: 'truck' | 'trailer' | 'van' | 'other';
  type: string | null;
  plate: string | null;
  vin: string | null;
  /** The VIN in the spelling in which VINs are compared; unique in the organization. */
  vin_key: string | null;
  code: string | null;
  version: Generated<number>;
}

interface TransfersTable {
  /** The operation's id: the transfer id that both organizations see. */
  id: string;
  unit: string;
  from_id: string;
  to_id: string;
  /** Unique with `unit`: the second wall behind the compare-and-set. */
  from_epoch: number;
  acting_organization_id: string;
  station_id: string;
  actor: string;
  at: string;
  /** The transfer that this one undid. */
  reverses: string | null;
}

/** Requests to undo a transfer (decisions.md d12); at most one per transfer is open. */
interface ReversalsTable {
  /** The asking operation's id. */
  id: string;
  transfer_id: string;
  unit: string;
  organization_id: string;
  back_to_id: string;
  customer_id: string;
  /** Owner epoch that the transfer led to. */
  epoch: number;
  reason: string;
  requested_by_id: string;
  requested_by: string;
  requested_at: string;
  decide_before: string;
  outcome: 'open' | 'approved' | 'declined';
  decided_by_id: string | null;
  decided_by: string | null;
  decided_at: string | null;
  note: string | null;
}

interface OperationsTable {
  id: string;
  station_id: string;
  generation: number;
  seq: number;
  unit: string;
  kind: string;
  body_hash: string;
  /** Canonical JSON, as hashed. */
  body: string;
  verdict: JSONColumnType<OperationVerdict>;
  decided_at: string;
}

/** Operations that arrived but whose handling broke on our side; later ones of the same unit wait behind them. */
interface HeldOperationsTable {
  station_id: string;
  generation: number;
  seq: number;
  operation_id: string;
  unit: string;
  /** What it wanted, as far as it said; null from before it was noted. */
  kind: string | null;
  body_hash: string;
  fault: string;
  tries: number;
  first_at: string;
  last_at: string;
}

interface FactTable {
  operation_id: string;
  unit: string;
  customer_id: string;
  session_id: string | null;
  /** Why somebody should look at it; null when nothing speaks against it. */
  flag: string | null;
  /** The operation's payload. */
  document: JSONColumnType<object>;
  occurred_at: string;
  received_at: string;
}

interface SheetColumns {
  report_number: string;
  result: 'succeeded' | 'failed';
}

interface PairingsTable {
  unit: string;
  organization_id: string;
  state: 'paired' | 'failed' | 'unpaired';
  reason: string | null;
  asset_id: string | null;
  asset_vin: string | null;
  sensor_vin: string | null;
  candidate_asset_ids: JSONColumnType<string[]>;
  count: number;
  registered_at: string;
  /** When the last event about it was stored; a repeated failure makes one an hour at most. */
  last_event_at: string | null;
  /** Since when the same failure is found. */
  first_at: string;
  /** When it was tried last, by a message or by the hour. */
  tried_at: string;
  /** The message by which it was paired automatically; null otherwise. Migration 025. */
  heard: ColumnType<HeardMessage | null, string | null, string | null>;
}

interface PairingEventsTable {
  position: Generated<string>;
  id: string;
  organization_id: string;
  unit: string;
  registered_on: string;
  /** `json`, not `jsonb`: the body stays as it was written, members in their order. */
  v1: JSONColumnType<object>;
  v2: ColumnType<object | null, string | null, string | null>;
}

interface StationAuditTable {
  station_id: string;
  generation: number;
  seq: number;
  canonical: string;
  head: string;
}

interface OrganizationAuditTable {
  organization_id: string;
  index: number;
  at: string;
  action: string;
  outcome: string;
  code: string | null;
  unit: string | null;
  session_id: string | null;
  transfer_id: string | null;
  carton_id: string | null;
  /** Who did it; a partner sees in its customer's log what it did itself. */
  acting_organization_id: string;
  /** Null where it was erased. */
  actor: string | null;
  /** What the leaf's commitment to `actor` was made with; null in leaves from before there were any, and where it was erased. */
  actor_salt: string | null;
  actor_person: string | null;
  /** Canonical JSON of the leaf, as hashed into `head` and into the tree. */
  leaf: string;
  /** The leaf's own, to find it by. */
  source: string | null;
  head: string;
}

interface OrganizationAuditHeadsTable {
  organization_id: string;
  size: number;
  head: string;
}

/** One row per audience and thing: where it last changed. See `changes/publishing.ts`. */
interface FeedTable {
  /** An organization's id, or `*` for every station. */
  audience: string;
  kind: Exclude<FeedRow['kind'], 'removed'>;
  key: string;
  /** Transaction that wrote it. */
  xid: Generated<string>;
  seq: Generated<string>;
  removed: boolean;
  /** By the database's clock; null while the thing is there. */
  removed_at: ColumnType<Date, never, never> | null;
}

/** Up to which removal an audience's removals were thrown away; see `forget-removals`. */
interface FeedHorizonTable {
  audience: string;
  xid: string;
  seq: string;
}

/** One row. Cursors name the epoch they were made in. */
interface FeedEpochTable {
  only_row: Generated<boolean>;
  epoch: number;
}

/** What the OAuth library keeps (`enrolment/oauth-store.ts`). Moments are seconds of the Unix epoch unless the name says otherwise. */
interface OAuthItemsTable {
  /** The library's model: `AccessToken`, `DeviceCode`, `Grant` … */
  kind: string;
  /** SHA-256 of the item's own id, hex: for tokens the id is the secret, which is nowhere. */
  id: string;
  payload: JSONColumnType<Record<string, unknown>>;
  grant_id: string | null;
  user_code: string | null;
  /** Refresh tokens: how many came before in the row of rotations. */
  rotation: Generated<number>;
  consumed_at: string | number | null;
  /** Refresh tokens: a later one was presented, so this one never counts again. */
  spent: Generated<boolean>;
  /** Device codes: somebody has decided. */
  claimed: Generated<boolean>;
  /** Device codes: the last poll, milliseconds. */
  polled_at_ms: string | number | null;
  expires_at: string | number | null;
}

/** One row: the server's own keys, made at its first start. */
interface OAuthKeysTable {
  only_row: Generated<boolean>;
  document: JSONColumnType<object>;
  made_at: string;
}

/** Proofs of possession that were seen, until they would be refused for their age (RFC 9449 §11.1). */
interface DpopProofsTable {
  id: string;
  expires_at: string | number;
}

/** People who signed in to approve stations. */
interface ApproverSessionsTable {
  token_hash: string;
  person_id: string;
  /** Stands in every form of this session, so that no other site can send one. */
  form_token: string;
  expires_at: string | number;
}

/** How often something was tried in the window that ends then. */
interface TryCountsTable {
  key: string;
  tries: number;
  window_ends_ms: string | number;
}
