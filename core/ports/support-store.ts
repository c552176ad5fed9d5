import type {
  SupportHeading,
  SupportRequest,
  SupportRequestId,
  SupportStanding,
} from '../domain/support/support-request.ts';
import type { PersonId } from '../kernel/entity-ids.ts';

/** Requests to support, kept as they were reviewed, with what became of them (REP-4). Part of the station store. */
export interface SupportReads {
  supportRequest(id: SupportRequestId): KeptSupportRequest | null;
  /** Newest first; of one person, or of all where `personId` is null. */
  supportHeadings(query: SupportQuery): readonly KeptSupportHeading[];
  /** The one that has waited longest; null where none waits. */
  nextSupportRequest(): SupportRequest | null;
}

export interface SupportQuery {
  readonly personId: PersonId | null;
  readonly limit: number;
}

export interface KeptSupportRequest {
  readonly request: SupportRequest;
  readonly standing: SupportStanding;
}

export interface KeptSupportHeading {
  readonly heading: SupportHeading;
  readonly standing: SupportStanding;
}

export interface SupportWrites {
  /** Keeps a new request, waiting. One with this id that is kept already is a bug and throws. */
  saveSupportRequest(request: SupportRequest): void;
  setSupportStanding(id: SupportRequestId, standing: SupportStanding): void;
}
