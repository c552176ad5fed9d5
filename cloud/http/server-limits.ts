/**
 * How long and how large a call may be. Fastify and Node wait for ever, or take more than is good, unless they are told (reliability.md §6.3).
 */
export interface ServerTimeouts {
  /** All headers of a request, from its first byte. */
  readonly headersMs: number;
  /** A whole request, from its first byte to the last of its body. */
  readonly requestMs: number;
  /** A connection on which nothing moves; longer than a handler may take, or it would cut its answer off. */
  readonly connectionMs: number;
  /** From the request to the answer. */
  readonly handlerMs: number;
  /** A connection that waits for its next request. */
  readonly keepAliveMs: number;
  /** How often Node looks for headers and requests that took too long. */
  readonly checkMs: number;
}

export const serverTimeouts: ServerTimeouts = {
  headersMs: 10_000,
  requestMs: 30_000,
  connectionMs: 40_000,
  handlerMs: 30_000,
  keepAliveMs: 15_000,
  checkMs: 5_000,
};

export const bodyLimits = {
  /** Unless the path says otherwise. */
  usualBytes: 64 * 1024,
  /** A push holds up to 100 operations and 500 audit entries. */
  pushBytes: 2 * 1024 * 1024,
  /** A request to support with a capture. */
  supportBytes: 1024 * 1024,
  /** A photo of a mebibyte, which base64 makes a third larger, and the rest of its message. */
  photoBytes: 1_536 * 1_024,
  /** A thousand jobs, each with long instructions. */
  jobsBytes: 12 * 1024 * 1024,
  headerBytes: 16 * 1024,
} as const;
