import {
  type AnswerLine,
  type ExchangeRequest,
  type ExchangeState,
  startExchange,
  stepExchange,
  wakeAtMs,
} from '#core/protocol/command-exchange.ts';
import { latin1Bytes, latin1Text } from '#core/protocol/latin1.ts';
import { MAX_LINE_BYTES } from '#core/protocol/line-framer.ts';
import type { Spoiler } from './create-spoiler.ts';
import type { Exchange, FuzzPath, PathRun, Told } from './fuzz-family.ts';

/** The codec of a question-and-answer family by itself: framer, command exchange and reading of answers, without driver and event loop. */
export interface ExchangePathPlan extends Pick<FuzzPath, 'name' | 'told'> {
  readonly resync: CodecQuestion;
  /** Asked in order, once a run. */
  readonly questions: readonly CodecQuestion[];
}

export interface CodecQuestion {
  readonly request: ExchangeRequest;
  /** What the unit answers. */
  readonly answer: string;
  /** What the codec makes of the lines of an answer that ended; a driver asks twice where a line has no end, so these stay out. */
  readonly read: (line: AnswerLine) => readonly Told[];
}

/** Every command may be preceded by a resync question, and each ends with its own cap. */
export function exchangePath(plan: ExchangePathPlan): FuzzPath {
  const capsMs = plan.questions.map(({ request }) => request.capMs + plan.resync.request.capMs);
  return {
    name: plan.name,
    told: plan.told,
    timesTold: () => 1,
    maxMs: capsMs.reduce((sum, capMs) => sum + capMs, 0),
    run: async (spoiler) => converse(plan, spoiler),
  };
}

interface Arrival {
  readonly atMs: number;
  readonly bytes: Uint8Array;
}

function converse({ resync, questions }: ExchangePathPlan, spoiler: Spoiler): PathRun {
  const exchanges: { asked: string; sent: string; heard: string }[] = [{ asked: '', sent: '', heard: '' }];
  const shown: Told[] = [];
  const faults: string[] = [];
  const arrivals: Arrival[] = [];
  let state: ExchangeState = startExchange(resync.request);
  let nowMs = 0;
  let waiting: CodecQuestion | null = null;

  const send = (command: string) => {
    const asked = [resync, ...questions].find(({ request }) => request.command + request.lineEnding === command);
    const answer = asked?.answer ?? '';
    exchanges.push({ asked: command, sent: answer, heard: '' });
    let atMs = Math.max(nowMs, arrivals.at(-1)?.atMs ?? 0);
    for (const { bytes, afterMs } of spoiler.spoil(latin1Bytes(answer))) {
      atMs += afterMs;
      arrivals.push({ atMs, bytes });
    }
  };
  const feed = (input: Parameters<typeof stepExchange>[1]) => {
    const step = stepExchange(state, input);
    state = step.state;
    for (const effect of step.effects) {
      if (effect.kind === 'write') {
        send(effect.text);
      } else if (effect.kind === 'answer') {
        const lines = effect.outcome.kind === 'answered' ? effect.outcome.lines : [];
        shown.push(...lines.filter((line) => line.terminated).flatMap((line) => waiting?.read(line) ?? []));
        waiting = null;
      }
    }
    if (state.phase !== 'lost' && state.framer.pending.length > MAX_LINE_BYTES) {
      faults.push(`${state.framer.pending.length} bytes are held of one line`);
    }
  };
  for (const question of questions) {
    waiting = question;
    feed({ kind: 'ask', request: question.request, nowMs });
    while (waiting !== null) {
      const [arrival] = arrivals;
      const wakeMs = wakeAtMs(state);
      if (arrival !== undefined && (wakeMs === null || arrival.atMs <= wakeMs)) {
        arrivals.shift();
        nowMs = Math.max(nowMs, arrival.atMs);
        heard(exchanges, arrival.bytes);
        feed({ kind: 'bytes', bytes: arrival.bytes, nowMs });
      } else if (wakeMs !== null) {
        nowMs = Math.max(nowMs, wakeMs);
        feed({ kind: 'time', nowMs });
      } else {
        return { conversation: exchanges, shown, tookMs: null, faults };
      }
    }
  }
  return { conversation: exchanges, shown, tookMs: nowMs, faults };
}

function heard(exchanges: { heard: string }[], bytes: Uint8Array): void {
  const now: { heard: string } | undefined = exchanges.at(-1);
  if (now !== undefined) {
    now.heard += latin1Text(bytes);
  }
}

/**
 * The lines of one side of a conversation that have an end, whatever they were cut into. For `told` of line dialects. A question begins a new
 * line: what came before it cannot be part of its answer. Zero bytes and terminal sequences in front of a line are no part of it either:
 * ports yield them when they open.
 */
export function endedLines(conversation: readonly Exchange[], side: 'sent' | 'heard'): readonly string[] {
  return conversation.flatMap((exchange) =>
    exchange[side]
      .split(/\r\n|\r|\n/)
      .slice(0, -1)
      .map((line) => line.replace(LEADING_CONTROLS, '')),
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const LEADING_CONTROLS = /^(?:\x1b\[[0-9;]{0,16}[A-Za-z]|[\x00-\x1f\x7f])+/;
