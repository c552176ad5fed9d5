import { assertNever } from '../../kernel/assert-never.ts';
import { invariant } from '../../kernel/invariant.ts';
import { type Step, stay } from '../../kernel/step-machine.ts';
import { printable } from '../latin1.ts';
import type { LinkEffect, LinkInput } from '../link-machine.ts';
import {
  emptyQueclinkFramer,
  flushQueclinkFramer,
  frameQueclinkBytes,
  type QueclinkFrame,
  type QueclinkFramer,
} from './frames.ts';
import { isCountedBefore, type QueclinkMessage, readQueclinkMessage } from './messages.ts';
import { HALF_COMMAND_END, type QueclinkCommand, type QueclinkRequest } from './requests.ts';

/**
 * One command at a time over a link that may be late, noisy or cut; pure. An answer is an ack with the command's own sequence number and,
 * where something was asked, a report that the unit made after it. So a late answer needs no resync: it carries another number. A
 * refusal is silence in this family, and a wrong password too.
 */
export type QueclinkOutcome =
  | {
      readonly kind: 'answered';
      /** The one of the request's commands that the unit took. */
      readonly command: QueclinkCommand;
      readonly ack: QueclinkMessage;
      readonly report: QueclinkMessage | null;
    }
  | QueclinkSilence
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'port-lost'; readonly detail: string };

export interface QueclinkSilence {
  readonly kind: 'timed-out';
  /** What was acknowledged although its report never came; null where not even an ack did. */
  readonly taken: { readonly ack: QueclinkMessage; readonly command: QueclinkCommand } | null;
  /** The unit sent something of its own meanwhile: it is there, and does not take commands from us. */
  readonly heardReports: boolean;
  readonly detail: string;
}

type Input = LinkInput<QueclinkRequest>;
type Effect = LinkEffect<QueclinkOutcome>;
type Next = Step<QueclinkExchange, Effect>;

interface Idle {
  readonly phase: 'idle';
  readonly framer: QueclinkFramer;
}
interface Waiting {
  readonly phase: 'waiting';
  readonly framer: QueclinkFramer;
  readonly request: QueclinkRequest;
  readonly untilMs: number;
  /** What was acknowledged; null until it was. */
  readonly taken: QueclinkSilence['taken'];
  readonly heardReports: boolean;
}
interface Lost {
  readonly phase: 'lost';
  readonly detail: string;
}
export type QueclinkExchange = Idle | Waiting | Lost;

export const startQueclinkExchange: QueclinkExchange = { phase: 'idle', framer: emptyQueclinkFramer };

/** When the machine wants to be told the time; null when it waits for nothing. */
export function queclinkWakeAtMs(state: QueclinkExchange): number | null {
  return state.phase === 'waiting' ? state.untilMs : null;
}

/** Advances the machine by one input. Asking while a command is in flight is a bug of the caller. */
export function stepQueclinkExchange(state: QueclinkExchange, input: Input): Next {
  if (state.phase === 'lost') {
    return input.kind === 'ask' ? stay(state, answer({ kind: 'port-lost', detail: state.detail })) : stay(state);
  }
  switch (input.kind) {
    case 'ask':
      invariant(state.phase === 'idle', 'one command at a time');
      return ask(state, input.request, input.nowMs);
    case 'bytes':
      return hear(state, input.bytes, input.nowMs);
    case 'time':
      return state.phase === 'waiting' && input.nowMs >= state.untilMs ? giveUp(state) : stay(state);
    case 'cancel':
      return state.phase === 'waiting'
        ? stay({ phase: 'idle', framer: state.framer }, answer({ kind: 'cancelled' }))
        : stay(state);
    case 'lost':
      return lose(state, input.detail);
    default:
      return assertNever(input);
  }
}

function ask({ framer }: Idle, request: QueclinkRequest, nowMs: number): Next {
  const untilMs = nowMs + request.ackWithinMs;
  const lead = request.endsHalfCommand === true ? HALF_COMMAND_END : '';
  const text = lead + request.commands.map((command) => command.text).join('');
  return stay(
    { phase: 'waiting', framer, request, untilMs, taken: null, heardReports: false },
    { kind: 'write', text },
  );
}

function hear(state: Idle | Waiting, bytes: Uint8Array, nowMs: number): Next {
  const effects: Effect[] = [];
  let now: QueclinkExchange = state;
  if (now.phase === 'waiting' && nowMs > now.untilMs) {
    // The clock's own call is late, e.g. after a suspend: what comes now is no longer an answer.
    const ended: Next = giveUp(now);
    effects.push(...ended.effects);
    now = ended.state;
  }
  invariant(now.phase !== 'lost', 'giving up loses no link');
  const framed = frameQueclinkBytes(now.framer, bytes);
  now = { ...now, framer: framed.state };
  for (const frame of framed.frames) {
    const step: Next = take(now, frame, nowMs);
    effects.push(...step.effects);
    now = step.state;
  }
  return { state: now, effects };
}

function take(state: QueclinkExchange, frame: QueclinkFrame, nowMs: number): Next {
  const message = frame.kind === 'frame' ? readQueclinkMessage(frame.text) : null;
  if (state.phase !== 'waiting' || message === null) {
    return stay(state, logFrame(frame, state));
  }
  const { request, taken } = state;
  const isOurs = request.imei === null || message.imei === request.imei;
  const logged = logFrame(frame, state, 'answer');
  if (taken === null) {
    const command = isOurs ? commandOf(request, message) : undefined;
    if (command === undefined) {
      const heardReports = state.heardReports || message.kind !== 'ack';
      return stay({ ...state, heardReports }, logFrame(frame, state));
    }
    return request.report === null
      ? settle(state, { kind: 'answered', command, ack: message, report: null }, [logged])
      : stay({ ...state, taken: { ack: message, command }, untilMs: nowMs + request.reportWithinMs }, logged);
  }
  return isOurs && isReportOf(request, taken.ack, message)
    ? settle(state, { kind: 'answered', ...taken, report: message }, [logged])
    : stay(state, logFrame(frame, state));
}

function commandOf({ word, commands }: QueclinkRequest, message: QueclinkMessage): QueclinkCommand | undefined {
  return message.kind === 'ack' && message.word === word
    ? commands.find(({ sequence }) => sequence === message.sequence)
    : undefined;
}

/** A report that was made before the ack answers something earlier, or nothing at all. */
function isReportOf({ report }: QueclinkRequest, ack: QueclinkMessage, message: QueclinkMessage): boolean {
  return (
    message.kind === 'report' &&
    message.imei === ack.imei &&
    !isCountedBefore(message.count, ack.count) &&
    report?.(message) === true
  );
}

function giveUp(state: Waiting): Next {
  const { taken, heardReports } = state;
  const detail = taken === null ? 'no answer in time' : 'the unit took the question and did not answer it in time';
  return settle(state, { kind: 'timed-out', taken, heardReports, detail }, []);
}

function settle({ framer }: Waiting, outcome: QueclinkOutcome, effects: readonly Effect[]): Next {
  return { state: { phase: 'idle', framer }, effects: [...effects, answer(outcome)] };
}

function lose(state: Idle | Waiting, detail: string): Next {
  const rest = flushQueclinkFramer(state.framer);
  const effects: Effect[] = rest === null ? [] : [logFrame(rest, state, 'cut')];
  if (state.phase === 'waiting') {
    effects.push(answer({ kind: 'port-lost', detail }));
  }
  return { state: { phase: 'lost', detail }, effects };
}

function answer(outcome: QueclinkOutcome): Effect {
  return { kind: 'answer', outcome };
}

function logFrame(frame: QueclinkFrame, state: QueclinkExchange, role?: 'answer' | 'cut'): Effect {
  switch (frame.kind) {
    case 'oversize':
      return { kind: 'log', role: 'oversize', text: `${frame.byteCount} bytes without an end` };
    case 'binary':
      return { kind: 'log', role: role ?? 'noise', text: `${frame.byteCount} bytes of a report in HEX mode` };
    case 'frame':
    case 'damaged':
      return { kind: 'log', role: role ?? unused(state), text: printable(frame.text) };
    case 'other': {
      const isEcho =
        state.phase === 'waiting' &&
        [HALF_COMMAND_END, ...state.request.commands.map(({ text }) => text)].includes(frame.text);
      return { kind: 'log', role: role ?? (isEcho ? 'echo' : unused(state)), text: printable(frame.text) };
    }
    default:
      return assertNever(frame);
  }
}

function unused(state: QueclinkExchange): 'noise' | 'late' {
  return state.phase === 'waiting' ? 'noise' : 'late';
}
