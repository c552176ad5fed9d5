import type { Step } from '#core/kernel/step-machine.ts';
import { latin1Bytes, latin1Text } from '#core/protocol/latin1.ts';
import type { TransferInput } from '#core/protocol/xmodem/transfer-machine.ts';
import type { Spoiler } from './create-spoiler.ts';
import type { Exchange } from './fuzz-family.ts';

/** One half of a file transfer as a machine, against another end that obeys to the letter. Bytes to the other end arrive unharmed. */
export interface TransferRun<State, Effect> {
  readonly begin: Step<State, Effect>;
  readonly step: (state: State, input: TransferInput) => Step<State, Effect>;
  readonly wakeAtMs: (state: State) => number | null;
  /** The bytes of an effect that sends; null for another one. */
  readonly bytesOf: (effect: Effect) => Uint8Array | null;
  /** What the other end says by itself at first. */
  readonly opening: readonly string[];
  /** What it answers, frame by frame. */
  readonly answer: (heard: string) => readonly string[];
  /** What a bad station makes of bytes before it looks at them. */
  readonly habit: (bytes: Uint8Array) => Uint8Array;
}

export interface TransferEnd<Effect> {
  readonly conversation: readonly Exchange[];
  readonly effects: readonly Effect[];
  /** Null where it never ended. */
  readonly tookMs: number | null;
}

/** Longer than all repeats of everything. */
const NEVER_MS = 36_000_000;

export function runTransfer<State, Effect>(run: TransferRun<State, Effect>, spoiler: Spoiler): TransferEnd<Effect> {
  const exchanges: { asked: string; sent: string; heard: string }[] = [];
  const effects: Effect[] = [];
  const arrivals: { readonly atMs: number; readonly bytes: Uint8Array }[] = [];
  let { state } = run.begin;
  let nowMs = 0;
  const exchange = (asked: string, frames: readonly string[]) => {
    exchanges.push({ asked, sent: frames.join(''), heard: '' });
    let atMs = Math.max(nowMs, arrivals.at(-1)?.atMs ?? 0);
    for (const { bytes, afterMs } of frames.flatMap((frame) => spoiler.spoil(latin1Bytes(frame)))) {
      atMs += afterMs;
      arrivals.push({ atMs, bytes });
    }
  };
  const perform = (step: Step<State, Effect>) => {
    state = step.state;
    effects.push(...step.effects);
    for (const bytes of step.effects.flatMap((effect) => run.bytesOf(effect) ?? [])) {
      const asked = latin1Text(bytes);
      exchange(asked, run.answer(asked));
    }
  };
  exchange('', run.opening);
  perform(run.begin);
  for (let wakeMs = run.wakeAtMs(state); wakeMs !== null; wakeMs = run.wakeAtMs(state)) {
    const [arrival] = arrivals;
    if (nowMs > NEVER_MS) {
      return { conversation: exchanges, effects, tookMs: null };
    }
    if (arrival === undefined || arrival.atMs > wakeMs) {
      nowMs = Math.max(nowMs, wakeMs);
      perform(run.step(state, { kind: 'time', nowMs }));
      continue;
    }
    arrivals.shift();
    nowMs = Math.max(nowMs, arrival.atMs);
    const now = exchanges.at(-1);
    if (now !== undefined) {
      now.heard += latin1Text(arrival.bytes);
    }
    perform(run.step(state, { kind: 'bytes', bytes: run.habit(arrival.bytes), nowMs }));
  }
  return { conversation: exchanges, effects, tookMs: nowMs };
}
