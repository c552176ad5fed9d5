import { type BusReading, type BusSession, type BusStep, vinIn } from './bus-session.ts';
import { type ElmAnswer, readElmAnswer } from './elm327.ts';

/**
 * Asks a vehicle for its VIN through an ELM327 or ELM329: on a truck PGN 65260 over J1939, in a car service 09, item 02. The adapter puts
 * longer messages together itself; headers are off, so answers of several control units cannot be told apart and are not believed.
 */
export interface ElmState {
  readonly phase: number;
  readonly heard: string;
  readonly deadlineMs: number;
}

interface ElmCommand {
  readonly command: string;
  readonly withinMs: number;
}

const setUp = (protocol: string): readonly ElmCommand[] => [
  // A reset takes about a second; the others are answered at once.
  { command: 'ATZ', withinMs: 3_000 },
  { command: 'ATE0', withinMs: 1_000 },
  { command: 'ATL0', withinMs: 1_000 },
  { command: protocol, withinMs: 1_000 },
  { command: 'ATH0', withinMs: 1_000 },
];

/** In a car the protocol is searched for, which takes some seconds. */
export const elmTruckSession = createElmSession({
  commands: [...setUp('ATSPA'), { command: 'FEEC', withinMs: 6_000 }],
  vinOf: (bytes) => bytes,
});
export const elmCarSession = createElmSession({
  commands: [...setUp('ATSP0'), { command: '0902', withinMs: 15_000 }],
  vinOf: ([service, item, count, ...vin]) => (service === 0x49 && item === 0x02 && count === 0x01 ? vin : null),
});

interface ElmPlan {
  readonly commands: readonly ElmCommand[];
  /** The VIN's part of the answer; null where it is an answer to something else. */
  readonly vinOf: (bytes: readonly number[]) => readonly number[] | null;
}

/** Answers are short; more is noise. */
const LONGEST_ANSWER = 4_096;

function createElmSession(plan: ElmPlan): BusSession<ElmState> {
  return {
    // PC closes the protocol, so that nothing of ours stays on the bus.
    farewell: 'ATPC\r',
    start: (nowMs) => ask(plan, 0, nowMs),
    wakeAtMs: ({ deadlineMs }) => deadlineMs,
    hear(state, text, nowMs) {
      const heard = state.heard + text;
      if (heard.includes('>')) {
        return answered(plan, { ...state, heard: heard.slice(0, heard.indexOf('>')) }, nowMs);
      }
      return heard.length > LONGEST_ANSWER
        ? ended(state, { kind: 'unreadable', detail: 'an answer without an end' })
        : { state: { ...state, heard }, write: '', reading: null };
    },
    wake: (state) =>
      ended(state, state.phase === 0 ? { kind: 'no-adapter' } : { kind: 'bus-trouble', word: 'no prompt in time' }),
  };
}

function ask(plan: ElmPlan, phase: number, nowMs: number): BusStep<ElmState> {
  const { command, withinMs } = plan.commands[phase] ?? { command: '', withinMs: 0 };
  return { state: { phase, heard: '', deadlineMs: nowMs + withinMs }, write: `${command}\r`, reading: null };
}

function answered(plan: ElmPlan, state: ElmState, nowMs: number): BusStep<ElmState> {
  const { command } = plan.commands[state.phase] ?? { command: '' };
  const answer = readElmAnswer(state.heard, command);
  if (state.phase + 1 === plan.commands.length) {
    return ended(state, readingOf(plan, answer));
  }
  const isGood =
    answer.kind === 'text' && answer.lines.some((line) => (state.phase === 0 ? /^ELM32\d/.test(line) : line === 'OK'));
  if (isGood) {
    return ask(plan, state.phase + 1, nowMs);
  }
  const word = answer.kind === 'refused' ? answer.word : 'an answer that is none';
  return ended(
    state,
    state.phase === 0 ? { kind: 'no-adapter' } : { kind: 'bus-trouble', word: `${command}: ${word}` },
  );
}

function readingOf(plan: ElmPlan, answer: ElmAnswer): BusReading {
  switch (answer.kind) {
    case 'refused':
      return answer.word === 'NO DATA' ? { kind: 'no-answer' } : { kind: 'bus-trouble', word: answer.word };
    case 'broken':
      return { kind: 'unreadable', detail: 'the lines of the answer do not fit together' };
    case 'text':
      return { kind: 'unreadable', detail: 'the answer holds no bytes' };
    case 'bytes': {
      const told = vinIn(plan.vinOf(answer.bytes) ?? []);
      if (told.kind === 'vin') {
        return { kind: 'told', vins: [told.vin] };
      }
      return told.kind === 'none' ? { kind: 'no-answer' } : { kind: 'unreadable', detail: 'the bytes are no VIN' };
    }
  }
}

function ended(state: ElmState, reading: BusReading): BusStep<ElmState> {
  return { state, write: '', reading };
}
