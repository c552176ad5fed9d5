import type { Step } from '#core/kernel/step-machine.ts';
import type { DriverContext } from '#core/ports/unit-driver.ts';
import {
  type ReceiveJob,
  type ReceiveOutcome,
  receivingWakeAtMs,
  startReceiving,
  stepReceiving,
} from '#core/protocol/xmodem/receive-files.ts';
import {
  type SendJob,
  type SendOutcome,
  sendingWakeAtMs,
  startSending,
  stepSending,
} from '#core/protocol/xmodem/send-files.ts';
import type { TransferInput } from '#core/protocol/xmodem/transfer-machine.ts';
import { createAlarm } from './create-alarm.ts';

/** What a transfer needs of a driver's context. */
export type TransferContext = Pick<DriverContext, 'link' | 'clock' | 'cancel'>;

/** Sends files by XMODEM or YMODEM over a link that nobody else uses meanwhile (INST-5). Ends in every case; the link stays open. */
export function sendFiles(
  context: TransferContext,
  job: SendJob,
  onProgress: (sentBytes: number, totalBytes: number) => void = () => {},
): Promise<SendOutcome> {
  return runTransfer(context, {
    start: (nowMs) => startSending(job, nowMs),
    step: stepSending,
    wakeAtMs: sendingWakeAtMs,
    watch: (effect) => {
      if (effect.kind === 'progress') {
        onProgress(effect.sentBytes, effect.totalBytes);
      }
    },
  });
}

/** Receives files in the same way. */
export function receiveFiles(context: TransferContext, job: ReceiveJob): Promise<ReceiveOutcome> {
  return runTransfer(context, {
    start: (nowMs) => startReceiving(job, nowMs),
    step: stepReceiving,
    wakeAtMs: receivingWakeAtMs,
    watch: () => {},
  });
}

type TransferEffect<Outcome> =
  | { readonly kind: 'send'; readonly bytes: Uint8Array }
  | { readonly kind: 'ended'; readonly outcome: Outcome };

interface Transfer<State, Effect> {
  start(nowMs: number): Step<State, Effect>;
  step(state: State, input: TransferInput): Step<State, Effect>;
  wakeAtMs(state: State): number | null;
  watch(effect: Effect): void;
}

/** Performs what a transfer machine asks for, and decides nothing. */
function runTransfer<State, Outcome, Effect extends TransferEffect<Outcome> | { readonly kind: 'progress' }>(
  { link, clock, cancel }: TransferContext,
  transfer: Transfer<State, Effect>,
): Promise<Outcome> {
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
  const began = transfer.start(clock.monotonicMs());
  let state = began.state;
  const alarm = createAlarm(clock, (nowMs) => feed({ kind: 'time', nowMs }), reject);

  const take = (step: Step<State, Effect>) => {
    state = step.state;
    for (const effect of step.effects) {
      transfer.watch(effect);
      if (effect.kind === 'send') {
        link.write(effect.bytes).then((written) => {
          if (written.kind === 'port-lost') {
            feed({ kind: 'lost', detail: written.detail, nowMs: clock.monotonicMs() });
          }
        }, reject);
      } else if (effect.kind === 'ended') {
        resolve(effect.outcome);
      }
    }
    alarm.set(transfer.wakeAtMs(state));
  };
  const feed = (input: TransferInput) => take(transfer.step(state, input));
  const onCancel = () => feed({ kind: 'cancel', nowMs: clock.monotonicMs() });
  const unhear = link.onBytes((bytes) => feed({ kind: 'bytes', bytes, nowMs: clock.monotonicMs() }));
  cancel?.addEventListener('abort', onCancel, { once: true });
  take(began);
  // A link that is lost already says so at once.
  const unlose = link.onLost((why) => feed({ kind: 'lost', detail: why.detail, nowMs: clock.monotonicMs() }));
  return promise.finally(() => {
    alarm.set(null);
    unhear();
    unlose();
    cancel?.removeEventListener('abort', onCancel);
  });
}
