import type { SupportAnswer, SupportRequest } from '../domain/support/support-request.ts';
import type { CloudFailure } from './cloud-client.ts';

/** The central API's service desk (REP-4). Never retries: the sender of the station does. */
export interface CloudSupport {
  /** Hands in a request. The same one again gets the number that it got before. */
  send(request: SupportRequest): Promise<SupportAnswer | SupportRefusal | CloudFailure>;
}

/** The centre will never take this request as it is. */
export interface SupportRefusal {
  readonly kind: 'refused';
  readonly why: 'too-large' | 'malformed';
}
