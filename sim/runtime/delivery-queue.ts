import type { WireEvent } from '../faults/wire.ts';
import type { SimClock } from '../time/sim-clock.ts';

/** What is on its way through the cable in one direction. */
export interface DeliveryQueue {
  add(events: readonly WireEvent[]): void;
  /** Nothing arrives for so long; then everything does. */
  hold(forMs: number): void;
  /** Forgets what has not arrived: the cable is gone. */
  clear(): void;
}

/** Delivers events when they fall due and never lets one overtake another: a line has no lanes. */
export function createDeliveryQueue(clock: SimClock, deliver: (event: WireEvent) => void): DeliveryQueue {
  let waiting: WireEvent[] = [];
  let lastDueMs = 0;
  let cancelTimer: (() => void) | undefined;

  function arm(): void {
    const head = waiting[0];
    if (head !== undefined && cancelTimer === undefined) {
      cancelTimer = clock.after(Math.max(0, head.atMs - clock.nowMs()), flush);
    }
  }

  function flush(): void {
    cancelTimer = undefined;
    for (let event = takeDue(); event !== undefined; event = takeDue()) {
      deliver(event);
    }
    arm();
  }

  function takeDue(): WireEvent | undefined {
    const head = waiting[0];
    if (head === undefined || head.atMs > clock.nowMs()) {
      return undefined;
    }
    waiting.shift();
    return head.kind === 'to-host' && head.glued ? withGlued(head) : head;
  }

  function withGlued(head: Extract<WireEvent, { kind: 'to-host' }>): WireEvent {
    const parts = [head.bytes];
    for (let next = waiting[0]; next?.kind === 'to-host' && next.glued && next.atMs === head.atMs; next = waiting[0]) {
      parts.push(next.bytes);
      waiting.shift();
    }
    return { ...head, bytes: new Uint8Array(Buffer.concat(parts)) };
  }

  return {
    add(events) {
      for (const event of events) {
        lastDueMs = Math.max(lastDueMs, event.atMs);
        waiting.push({ ...event, atMs: lastDueMs });
      }
      arm();
    },
    hold(forMs) {
      const untilMs = clock.nowMs() + forMs;
      lastDueMs = Math.max(lastDueMs, untilMs);
      waiting = waiting.map((event) => ({ ...event, atMs: Math.max(event.atMs, untilMs) }));
      cancelTimer?.();
      cancelTimer = undefined;
      arm();
    },
    clear() {
      waiting = [];
      lastDueMs = 0;
      cancelTimer?.();
      cancelTimer = undefined;
    },
  };
}
