import { createManualClock, type ManualClock } from '../time/sim-clock.ts';
import type { VirtualUnitOptions } from '../unit-options.ts';
import { latin1Bytes, latin1Text } from '../units/latin1.ts';
import { createVirtualUnit, type VirtualUnit } from '../virtual-unit.ts';

/** A unit under a hand-moved clock with a host that notes what arrives, for tests of this folder. */
export interface Conversation {
  readonly unit: VirtualUnit;
  readonly clock: ManualClock;
  /** Sends text, lets time pass and returns what came meanwhile. */
  ask(text: string, waitMs?: number): string;
  /** Lets time pass and returns what came meanwhile. */
  wait(durationMs: number): string;
  /** Pieces in which the bytes arrived, since the last call. */
  takeChunks(): readonly string[];
  /** Why the port went, once it has; `busy` or `absent` where it could not be opened. */
  loss(): string | undefined;
  /** Opens the port again. */
  reconnect(): void;
}

export const testImei = '350424063817363';
export const testStartMs = Date.UTC(2026, 10, 20, 12, 0, 0);

export function converse(options: Partial<VirtualUnitOptions> = {}): Conversation {
  const clock = createManualClock(testStartMs);
  const unit = createVirtualUnit({ family: 'teltonika', imei: testImei, seed: 7, clock, ...options });
  let chunks: string[] = [];
  let heard = '';
  let loss: string | undefined;
  let send: (bytes: Uint8Array) => Promise<unknown> = async () => undefined;

  function reconnect(): void {
    loss = undefined;
    const attaching = unit.attach({
      receive: (bytes) => {
        chunks.push(latin1Text(bytes));
        heard += latin1Text(bytes);
      },
      lost: (detail) => {
        loss = detail;
      },
    });
    if (attaching.kind === 'attached') {
      send = attaching.cable.send;
    } else {
      loss = attaching.kind;
      send = async () => undefined;
    }
  }

  function wait(durationMs: number): string {
    clock.advance(durationMs);
    const text = heard;
    heard = '';
    return text;
  }

  reconnect();
  return {
    unit,
    clock,
    ask(text, waitMs = 1_000) {
      void send(latin1Bytes(text));
      return wait(waitMs);
    },
    wait,
    takeChunks() {
      const taken = chunks;
      chunks = [];
      return taken;
    },
    loss: () => loss,
    reconnect,
  };
}
