import { AsyncLocalStorage } from 'node:async_hooks';

/** Which call a line of the log and an answered problem belong to, without handing it through every function. */
export interface Traces {
  /** Everything that `work` sets going belongs to this call. */
  run<Result>(trace: CallTrace, work: () => Result): Result;
  /** Null outside of calls. */
  current(): CallTrace | null;
}

export interface CallTrace {
  /** 32 hexadecimal digits: the caller's, where it sent one, so that both logs are found by the same name. */
  readonly traceId: string;
  /** This one call of it. */
  readonly requestId: string;
}

export function createTraces(): Traces {
  const storage = new AsyncLocalStorage<CallTrace>();
  return {
    run: (trace, work) => storage.run(trace, work),
    current: () => storage.getStore() ?? null,
  };
}

/** `version "-" trace-id "-" parent-id "-" trace-flags`; a trace id of zeros is none, and version ff is forbidden (W3C Trace Context §3.2). */
const traceParent = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-|$)/;

/** The trace of a call: the one that its `traceparent` names, or a new one called like the request. */
export function traceOf(requestId: string, header: string | string[] | undefined): CallTrace {
  const given = typeof header === 'string' ? traceParent.exec(header)?.[1] : undefined;
  return { requestId, traceId: given ?? requestId };
}
