import type { EnrolmentFacts, EnrolmentFailure, EnrolmentWish } from '../domain/enrolment/enrolment.ts';
import type { StationId } from '../kernel/entity-ids.ts';

/** How a station enrols with a cloud by device code (STA-1, RFC 8628), and what it keeps of that. Never waits or repeats by itself. */
export interface EnrolmentDesk {
  /** Makes new keys and asks for a code. Nothing of the enrolment that holds is touched. */
  begin(wish: EnrolmentWish): Promise<EnrolmentBegin>;
  facts(): EnrolmentFacts;
}

export type EnrolmentBegin =
  | { readonly kind: 'begun'; readonly attempt: EnrolmentAttempt }
  | { readonly kind: 'failed'; readonly why: EnrolmentFailure; readonly detail: string };

/** One code and the keys it was asked for with. */
export interface EnrolmentAttempt {
  /** As the cloud calls itself. */
  readonly cloudUrl: string;
  readonly userCode: string;
  readonly verificationUri: string;
  readonly verificationUriComplete: string;
  /** One SVG path in a square of `size` units. */
  readonly qr: { readonly size: number; readonly path: string };
  /** Two digits. */
  readonly checkNumber: string;
  readonly lifetimeMs: number;
  readonly intervalMs: number;
  /** Asks once whether somebody has decided. `enrolled`: keys, token and identity are on disk when it answers so. */
  poll(): Promise<EnrolmentPoll>;
}

export type EnrolmentPoll =
  | { readonly kind: 'pending' }
  | { readonly kind: 'slow-down' }
  /** No answer this time; the code stays good. */
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'enrolled'; readonly stationId: StationId; readonly organizationName: string }
  | { readonly kind: 'failed'; readonly why: 'denied' | 'expired' | 'refused'; readonly detail: string };
