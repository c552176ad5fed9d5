import { oc } from '@orpc/contract';

/**
 * What the central API demands of a call beside its form, declared with the procedure and carried out in one place for all of them
 * (`cloud/http/`). The OpenAPI document shows it.
 */
export interface CallRules {
  /** Which calls are counted together; left out: `reads` for GET, else `writes`. */
  readonly bucket?: RateBucket;
  /** What a repetition of the same call does; every write says it. */
  readonly repeat?: CallRepeat;
  /** The row version that the caller saw, as `If-Match`; an edit of anything else changes nothing (412). */
  readonly version?: SeenVersion;
  /** Fields of the input whose parts are judged one by one, so that one that nobody can store holds up none of the others (P12). */
  readonly judgedInParts?: readonly string[];
  /** Where in the answer the version stands that goes out as `ETag`; the first path that leads to one counts. */
  readonly tag?: readonly string[];
}

/** Calls that are counted together, so that one kind cannot use up what another needs. */
export type RateBucket = 'sync' | 'reads' | 'writes' | 'messages';

export type CallRepeat =
  /** Changes nothing, although it is no GET. */
  | { readonly kind: 'only-reads' }
  /** Its own content says that it is the same; `why` tells how. */
  | { readonly kind: 'harmless'; readonly why: string }
  /** Done once per `Idempotency-Key`, which the input holds as `field`; under another body it is `reused` (422). */
  | { readonly kind: 'by-key'; readonly field: string; readonly reused: string };

export interface SeenVersion {
  /** Field of the input. */
  readonly field: string;
  /** Code of the contract's own refusal when it is another one by now. */
  readonly changed: string;
}

/** How a procedure of the central API begins. */
export const cloudCall = oc.$meta<CallRules>({});

/** So long the answer to an `Idempotency-Key` is kept; after that the key is as good as new. */
export const keptKeyDays = 7;
