import { type BusReading, type BusSession, type BusStep, vinIn } from './bus-session.ts';
import { hearFrame, noMessages, requestFrame, type TransportRules, type TransportState } from './j1939-transport.ts';
import { readSlcan, type SlcanWord, writeSlcanFrame } from './slcan.ts';

/**
 * Asks a truck for its VIN through a SLCAN adapter: J1939 at 250 kbit/s, PGN 65260, as the off-board diagnostic tool (address F9). One request
 * to all and, where a control unit answers to us alone, its CTS and the acknowledgement are all that is ever sent.
 */
export interface SlcanState {
  /** Which of the commands before the request is being answered; `asking` afterwards. */
  readonly phase: number | 'asking';
  /** Whether it has answered like an adapter. */
  readonly hasSpoken: boolean;
  readonly rest: string;
  readonly transport: TransportState;
  readonly vins: readonly string[];
  readonly unreadable: boolean;
  readonly heardFrames: number;
  readonly deadlineMs: number;
}

const rules: TransportRules = { wantedGroup: 65_260, ownAddress: 0xf9 };

interface SetupCommand {
  readonly command: string;
  /** Whether a no is as good as a yes: an adapter that is closed says no to being closed. */
  readonly mayRefuse: boolean;
}
/** The first C ends whatever another program left half typed. Speed before opening; S5 is 250 kbit/s. */
const setup: readonly SetupCommand[] = [
  { command: 'C', mayRefuse: true },
  { command: 'C', mayRefuse: true },
  { command: 'V', mayRefuse: true },
  { command: 'S5', mayRefuse: false },
  { command: 'O', mayRefuse: false },
];
/** Until then a real adapter has said something. Some never say yes, so silence alone ends nothing later. */
const commandsBeforeDoubt = 3;

const answerWithinMs = 500;
/** A control unit answers within 1.25 s, and the packets of three frames take 0.6 s at most (J1939-21). */
const vinWithinMs = 3_000;
/** Other control units may tell one too, and perhaps another. */
const othersWithinMs = 800;

export const slcanSession: BusSession<SlcanState> = {
  farewell: 'C\r',
  start: (nowMs) => command({ ...fresh, deadlineMs: nowMs }, 0, nowMs),
  wakeAtMs: ({ deadlineMs }) => deadlineMs,
  hear(state, text, nowMs) {
    const { words, rest } = readSlcan(state.rest + text);
    return words.reduce<BusStep<SlcanState>>(
      (step, word) => {
        if (step.reading !== null) {
          return step;
        }
        const next = hearWord(step.state, word, nowMs);
        return { ...next, write: step.write + next.write };
      },
      going({ ...state, rest }, ''),
    );
  },
  wake(state, nowMs) {
    if (state.phase === 'asking') {
      return ended(state, conclusion(state));
    }
    return state.phase + 1 >= commandsBeforeDoubt && !state.hasSpoken
      ? ended(state, { kind: 'no-adapter' })
      : command(state, state.phase + 1, nowMs);
  },
};

const fresh: Omit<SlcanState, 'deadlineMs'> = {
  phase: 0,
  hasSpoken: false,
  rest: '',
  transport: noMessages,
  vins: [],
  unreadable: false,
  heardFrames: 0,
};

function hearWord(state: SlcanState, word: SlcanWord, nowMs: number): BusStep<SlcanState> {
  if (state.phase === 'asking') {
    return word.kind === 'no' && state.heardFrames === 0
      ? ended(state, { kind: 'bus-trouble', word: 'BEL' })
      : hearBus(state, word, nowMs);
  }
  const asked = setup[state.phase];
  const isAnswer = word.kind === 'yes' || word.kind === 'no' || (asked?.command === 'V' && word.kind !== 'frame');
  if (asked === undefined || !isAnswer) {
    return going(state, '');
  }
  return word.kind === 'no' && !asked.mayRefuse
    ? ended(state, { kind: 'bus-trouble', word: `${asked.command}: BEL` })
    : command({ ...state, hasSpoken: true }, state.phase + 1, nowMs);
}

/** Gives the next command, or where all are given the one question. */
function command(state: SlcanState, phase: number, nowMs: number): BusStep<SlcanState> {
  const next = setup[phase];
  return next === undefined
    ? going({ ...state, phase: 'asking', deadlineMs: nowMs + vinWithinMs }, writeSlcanFrame(requestFrame(rules)))
    : going({ ...state, phase, deadlineMs: nowMs + answerWithinMs }, `${next.command}\r`);
}

function hearBus(state: SlcanState, word: SlcanWord, nowMs: number): BusStep<SlcanState> {
  if (word.kind !== 'frame') {
    return going(state, '');
  }
  const { state: transport, send, message } = hearFrame(state.transport, word.frame, rules);
  const heard = { ...state, transport, heardFrames: state.heardFrames + 1 };
  const write = send.map(writeSlcanFrame).join('');
  if (message === null) {
    return going(heard, write);
  }
  const told = vinIn(message.data);
  if (told.kind !== 'vin') {
    return going({ ...heard, unreadable: heard.unreadable || told.kind === 'unreadable' }, write);
  }
  const vins = heard.vins.includes(told.vin) ? heard.vins : [...heard.vins, told.vin];
  return going({ ...heard, vins, deadlineMs: Math.min(heard.deadlineMs, nowMs + othersWithinMs) }, write);
}

function conclusion({ vins, unreadable, heardFrames }: SlcanState): BusReading {
  if (vins.length > 0) {
    return { kind: 'told', vins };
  }
  if (unreadable) {
    return { kind: 'unreadable', detail: 'the bytes are no VIN' };
  }
  return { kind: heardFrames === 0 ? 'silent-bus' : 'no-answer' };
}

function going(state: SlcanState, write: string): BusStep<SlcanState> {
  return { state, write, reading: null };
}

function ended(state: SlcanState, reading: BusReading): BusStep<SlcanState> {
  return { state, write: '', reading };
}
