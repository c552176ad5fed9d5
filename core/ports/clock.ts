import type { IsoTime } from '../kernel/iso-time.ts';

/** Time as the station sees it. Injected, so that tests own it. */
export interface Clock {
  /** Wall time in UTC. May jump (suspend, NTP, a person): evidence, never an order. */
  now(): IsoTime;
  /** Milliseconds that never run backwards; for durations and time-outs. */
  monotonicMs(): number;
  /**
   * How long this machine has run, sleep included, and which of its runs it is; nobody can set it. Left out where it cannot be told, then
   * `monotonicMs` alone counts.
   */
  sinceBoot?(): BootTime;
  /** Resolves after `durationMs`, or at once when `cancel` fires. Never rejects. */
  sleep(durationMs: number, cancel?: CancelSignal): Promise<void>;
}

export interface BootTime {
  /** Another one after each start of the machine; null where the machine has no name for it. */
  readonly bootId: string | null;
  readonly upMs: number;
}

/** The part of `AbortSignal` that core needs; a real `AbortSignal` fits. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
