import type { PinChange } from '../domain/access/pin-change.ts';
import type { LogSeal } from '../domain/audit/log-seal.ts';
import type { OrganizationAuditRow } from '../domain/audit/organization-audit-row.ts';
import type { UnitFacts } from '../domain/ownership/unit-facts.ts';
import type { ChangesPage } from '../domain/sync/changes.ts';
import type { PushRequest, PushResponse } from '../domain/sync/push.ts';
import type { OrganizationId, PersonId, StationId } from '../kernel/entity-ids.ts';
import type { IsoTime } from '../kernel/iso-time.ts';
import type { CancelSignal } from './clock.ts';

/** The central API as a station sees it. Never retries: retrying lives in the sync loop, nowhere else (reliability.md §3.7). */
export interface CloudClient {
  /** Whether it can be reached at all, within seconds: a question that costs it nothing and proves nobody. */
  answers(cancel?: CancelSignal): Promise<boolean>;
  /** Units with a serial, fresh from the registry. `timeoutMs` bounds how long the bench waits. */
  lookUpUnits(serial: string, timeoutMs: number): Promise<FoundUnits | CloudFailure>;
  /** Units with any of up to 100 serials, in one question. */
  lookUpManyUnits(serials: readonly string[], timeoutMs: number): Promise<FoundUnits | CloudFailure>;
  push(
    request: PushRequest,
    cancel?: CancelSignal,
  ): Promise<{ readonly kind: 'pushed'; readonly response: PushResponse } | CloudFailure>;
  changes(
    cursor: string | null,
    cancel?: CancelSignal,
  ): Promise<{ readonly kind: 'changes'; readonly page: ChangesPage } | { readonly kind: 'resync' } | CloudFailure>;
  /** A new PIN for the old one; the cloud judges both. */
  changePin(change: {
    readonly personId: PersonId;
    readonly oldPin: string;
    readonly newPin: string;
  }): Promise<PinChange | CloudFailure>;
  organizationAudit(
    organizationId: OrganizationId,
    query: {
      readonly sessionId?: string;
      readonly unit?: string;
      readonly transferId?: string;
      readonly limit: number;
    },
  ): Promise<{ readonly kind: 'rows'; readonly rows: readonly OrganizationAuditRow[] } | CloudFailure>;
  /** Proof that an entry of a station stands in an organization's log. Whether it holds is for the caller to check. */
  auditProof(wish: {
    readonly organizationId: OrganizationId;
    readonly stationId: StationId;
    readonly generation: number;
    readonly seq: number;
    readonly head: string;
  }): Promise<{ readonly kind: 'proof'; readonly seal: LogSeal } | { readonly kind: 'not-in-log' } | CloudFailure>;
}

export interface FoundUnits {
  readonly kind: 'found';
  readonly units: readonly UnitFacts[];
  readonly asOf: IsoTime;
}

export type CloudFailure =
  /** No answer: network, name, connection, time-out. Everything stays queued. */
  | { readonly kind: 'unreachable'; readonly detail: string }
  /** 401, or a token of another station: this one's is not taken. Everything stays queued; somebody must enrol again. */
  | { readonly kind: 'not-enrolled'; readonly detail: string }
  /** The same, and people ended the enrolment on purpose. */
  | { readonly kind: 'revoked'; readonly detail: string }
  /** 426: the centre does not understand this version of the program any more. Everything stays queued until it is updated. */
  | { readonly kind: 'too-old'; readonly detail: string }
  /** 403: the station is known, but may not have this. `code` is the problem's, e.g. `not-your-organization`. */
  | { readonly kind: 'not-allowed'; readonly code: string; readonly detail: string }
  /** 429 or 503: come back after. */
  | { readonly kind: 'busy'; readonly retryAfterMs: number }
  /** 5xx or an answer that does not fit the contract. */
  | { readonly kind: 'faulty'; readonly detail: string }
  /** 409: another disk speaks with this station's name (reliability.md §3.3). Pushing stops. */
  | { readonly kind: 'forked'; readonly detail: string };
