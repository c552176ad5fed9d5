import {
  type ReceiveJob,
  type ReceiveOutcome,
  receivingWakeAtMs,
  startReceiving,
  stepReceiving,
} from '../receive-files.ts';
import { type SendJob, type SendOutcome, sendingWakeAtMs, startSending, stepSending } from '../send-files.ts';

/** Pieces in which bytes come out of the line, each after its own delay; none for bytes that were lost. */
export type Line = (bytes: Uint8Array) => readonly { readonly bytes: Uint8Array; readonly afterMs: number }[];

export interface Exchange {
  readonly sent: SendOutcome | null;
  readonly received: ReceiveOutcome | null;
  /** All that left either side, in order: `>` from the sender, `<` from the receiver. */
  readonly traffic: readonly { readonly from: '>' | '<'; readonly bytes: Uint8Array }[];
}

export interface TwoEnds {
  readonly send: SendJob;
  readonly receive: ReceiveJob;
  readonly toReceiver?: Line;
  readonly toSender?: Line;
}

const clean: Line = (bytes) => [{ bytes, afterMs: 1 }];
/** Far beyond what ten repeats of everything could take. */
const stepsAtMost = 200_000;

/** Runs both machines against each other over a line that may be faulty, in time that costs nothing, until both are over. */
export function runTwoEnds({ send, receive, toReceiver = clean, toSender = clean }: TwoEnds): Exchange {
  const traffic: { from: '>' | '<'; bytes: Uint8Array }[] = [];
  const mail: { atMs: number; to: 'sender' | 'receiver'; bytes: Uint8Array }[] = [];
  let nowMs = 0;
  let sent: SendOutcome | null = null;
  let received: ReceiveOutcome | null = null;
  const post = (to: 'sender' | 'receiver', bytes: Uint8Array, line: Line) => {
    traffic.push({ from: to === 'receiver' ? '>' : '<', bytes });
    for (const piece of line(bytes)) {
      const behind = mail.filter((one) => one.to === to).at(-1)?.atMs ?? 0;
      // A line delays, and never lets one byte pass another.
      mail.push({ atMs: Math.max(behind, nowMs + piece.afterMs), to, bytes: piece.bytes });
    }
  };
  const ofSender = (step: ReturnType<typeof startSending>) => {
    for (const effect of step.effects) {
      if (effect.kind === 'send') {
        post('receiver', effect.bytes, toReceiver);
      } else if (effect.kind === 'ended') {
        sent = effect.outcome;
      }
    }
    return step.state;
  };
  const ofReceiver = (step: ReturnType<typeof startReceiving>) => {
    for (const effect of step.effects) {
      if (effect.kind === 'send') {
        post('sender', effect.bytes, toSender);
      } else if (effect.kind === 'ended') {
        received = effect.outcome;
      }
    }
    return step.state;
  };
  let sender = ofSender(startSending(send, nowMs));
  let receiver = ofReceiver(startReceiving(receive, nowMs));
  for (let steps = 0; steps < stepsAtMost && (sent === null || received === null); steps += 1) {
    mail.sort((left, right) => left.atMs - right.atMs);
    const [next] = mail;
    const alarms = [sendingWakeAtMs(sender), receivingWakeAtMs(receiver)].filter((alarm) => alarm !== null);
    const alarmMs = Math.min(...alarms);
    if (next !== undefined && next.atMs <= alarmMs) {
      mail.shift();
      nowMs = Math.max(nowMs, next.atMs);
      if (next.to === 'sender') {
        sender = ofSender(stepSending(sender, { kind: 'bytes', bytes: next.bytes, nowMs }));
      } else {
        receiver = ofReceiver(stepReceiving(receiver, { kind: 'bytes', bytes: next.bytes, nowMs }));
      }
    } else {
      nowMs = Math.max(nowMs, alarmMs);
      sender = ofSender(stepSending(sender, { kind: 'time', nowMs }));
      receiver = ofReceiver(stepReceiving(receiver, { kind: 'time', nowMs }));
    }
  }
  return { sent, received, traffic };
}
