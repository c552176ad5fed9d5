import type { GeneratedAlways, JSONColumnType } from 'kysely';
import type { SupportRequest } from '#core/domain/support/support-request.ts';

/** Table of requests to the service desk; migration 008 makes it. */
export interface SupportTables {
  support_requests: SupportRequestsTable;
}

/** One row per request, whose first part of the key is the tenant: another organization's id is as good as none. */
interface SupportRequestsTable {
  organization_id: string;
  id: string;
  /** Bigint as text. Rises; what failed half-way leaves a gap. */
  number: GeneratedAlways<string>;
  station_id: string;
  /** SHA-256 of the canonical JSON of what was handed in. */
  body_hash: string;
  body: JSONColumnType<SupportRequest>;
  taken_at: string;
}
