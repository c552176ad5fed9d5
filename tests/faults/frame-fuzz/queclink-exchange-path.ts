import { latin1Bytes, latin1Text } from '#core/protocol/latin1.ts';
import { queclinkWakeAtMs, startQueclinkExchange, stepQueclinkExchange } from '#core/protocol/queclink/exchange.ts';
import { MAX_FRAME_BYTES } from '#core/protocol/queclink/frames.ts';
import type { QueclinkMessage } from '#core/protocol/queclink/messages.ts';
import type { QueclinkRequest } from '#core/protocol/queclink/requests.ts';
import type { Spoiler } from './create-spoiler.ts';
import type { FuzzPath, PathRun, Told } from './fuzz-family.ts';

/** The codec of the @Track family by itself: framer, exchange machine and reading of reports, without driver and event loop. */
export interface QueclinkCodecQuestion {
  readonly request: QueclinkRequest;
  /** The messages that the unit answers with. */
  readonly answers: readonly string[];
  readonly read: (report: QueclinkMessage) => readonly Told[];
}

export interface QueclinkPathPlan extends Pick<FuzzPath, 'name' | 'told'> {
  /** Asked in order, once a run. */
  readonly questions: readonly QueclinkCodecQuestion[];
}

export function queclinkExchangePath({ name, told, questions }: QueclinkPathPlan): FuzzPath {
  const capsMs = questions.map(({ request }) => request.ackWithinMs + request.reportWithinMs);
  return {
    name,
    told,
    timesTold: () => 1,
    maxMs: capsMs.reduce((sum, capMs) => sum + capMs, 0),
    run: async (spoiler) => converse(questions, spoiler),
  };
}

function converse(questions: readonly QueclinkCodecQuestion[], spoiler: Spoiler): PathRun {
  const exchanges: { asked: string; sent: string; heard: string }[] = [];
  const shown: Told[] = [];
  const faults: string[] = [];
  const arrivals: { readonly atMs: number; readonly bytes: Uint8Array }[] = [];
  let state = startQueclinkExchange;
  let nowMs = 0;
  let waiting: QueclinkCodecQuestion | null = null;

  const send = (asked: string) => {
    const answers = waiting?.answers ?? [];
    exchanges.push({ asked, sent: answers.join(''), heard: '' });
    let atMs = Math.max(nowMs, arrivals.at(-1)?.atMs ?? 0);
    for (const { bytes, afterMs } of answers.flatMap((answer) => spoiler.spoil(latin1Bytes(answer)))) {
      atMs += afterMs;
      arrivals.push({ atMs, bytes });
    }
  };
  const feed = (input: Parameters<typeof stepQueclinkExchange>[1]) => {
    const step = stepQueclinkExchange(state, input);
    state = step.state;
    for (const effect of step.effects) {
      if (effect.kind === 'write') {
        send(effect.text);
      } else if (effect.kind === 'answer') {
        const report = effect.outcome.kind === 'answered' ? effect.outcome.report : null;
        shown.push(...(report === null ? [] : (waiting?.read(report) ?? [])));
        waiting = null;
      }
    }
    if (state.phase !== 'lost' && state.framer.pending.length > MAX_FRAME_BYTES) {
      faults.push(`${state.framer.pending.length} bytes are held of one frame`);
    }
  };
  for (const question of questions) {
    waiting = question;
    feed({ kind: 'ask', request: question.request, nowMs });
    while (waiting !== null) {
      const [arrival] = arrivals;
      const wakeMs = queclinkWakeAtMs(state);
      if (wakeMs === null) {
        return { conversation: exchanges, shown, tookMs: null, faults };
      }
      if (arrival !== undefined && arrival.atMs <= wakeMs) {
        arrivals.shift();
        nowMs = Math.max(nowMs, arrival.atMs);
        const now: { heard: string } | undefined = exchanges.at(-1);
        if (now !== undefined) {
          now.heard += latin1Text(arrival.bytes);
        }
        feed({ kind: 'bytes', bytes: arrival.bytes, nowMs });
      } else {
        nowMs = Math.max(nowMs, wakeMs);
        feed({ kind: 'time', nowMs });
      }
    }
  }
  return { conversation: exchanges, shown, tookMs: nowMs, faults };
}
