import { latin1Bytes } from '../units/latin1.ts';
import type { FaultDefinition } from './fault-definition.ts';
import type { ToHost, WireEvent, WireStage } from './wire.ts';

/*
 * Faults that treat whole answers (link.md §10 groups 1, 3, 7, 8, 10 and 16). They stand next to the unit, where one
 * event is one answer; what cuts bytes comes after them.
 */

const debugNoise = '[2004.01.01 13:36:56]-[CMD.DEBUG]\tCommand not found! From:3 (AT)\r\n';
/** Reports that a family sends by itself and that begin like its answers (link.md §1.3, §2B). */
const lookalikes = [
  '\r\n+CREG: 1,84CD,00D30156\r\n',
  '+RESP:GTFRI,1A0102,135790246811220,,0,0,1,1,4.3,92,70.0,121.354335,31.222073,20090214013254,0460,0000,18D8,6141,00,,20090214093254,11F0$',
];

function toHost(text: string, atMs: number): ToHost {
  return { kind: 'to-host', bytes: latin1Bytes(text), atMs };
}

/** A stage that changes the answers whose number (from 1) is chosen and lets the others pass. */
function onAnswers(isChosen: (number: number) => boolean, change: (event: ToHost) => readonly WireEvent[]): WireStage {
  let number = 0;
  return {
    toHost(event) {
      if (!event.isAnswer) {
        return [event];
      }
      number += 1;
      return isChosen(number) ? change(event) : [event];
    },
  };
}

const everyAnswer = () => true;
const only = (chosen: number) => (number: number) => number === chosen;
const everyNth = (step: number) => (number: number) => number % step === 0;

function halves(event: ToHost): readonly [ToHost, ToHost] {
  const middle = Math.floor(event.bytes.length / 2);
  return [
    { ...event, bytes: event.bytes.slice(0, middle) },
    { kind: 'to-host', bytes: event.bytes.slice(middle), atMs: event.atMs },
  ];
}

const answerNumber = { means: 'number of the answer, from 1', usual: 3 } as const;

function staleAnswers(chosen: number): WireStage {
  let before: ToHost | undefined;
  let number = 0;
  return {
    toHost(event) {
      if (!event.isAnswer) {
        return [event];
      }
      number += 1;
      const answer = number === chosen && before !== undefined ? { ...before, atMs: event.atMs } : event;
      before = event;
      return [answer];
    },
  };
}

function echoing(isOn: (line: number) => boolean): WireStage {
  let line = 0;
  return {
    toUnit(event) {
      const back: readonly WireEvent[] = isOn(line) ? [{ kind: 'to-host', bytes: event.bytes, atMs: event.atMs }] : [];
      line += event.bytes.filter((byte) => byte === 0x0d).length;
      return [...back, event];
    },
  };
}

export const answerFaults = {
  'echo-on': {
    group: 1,
    says: 'Everything typed comes back before the answer.',
    effect: { kind: 'wire', create: () => echoing(() => true) },
  },
  'echo-switching': {
    group: 1,
    says: 'Every second command comes back as echo.',
    effect: { kind: 'wire', create: () => echoing((line) => line % 2 === 1) },
  },
  'swallow-answer': {
    group: 8,
    says: 'One answer never comes.',
    amount: answerNumber,
    effect: { kind: 'wire', create: (_random, amount) => onAnswers(only(amount), () => []) },
  },
  silent: {
    group: 8,
    says: 'The unit never answers.',
    effect: { kind: 'wire', create: () => onAnswers(everyAnswer, () => []) },
  },
  'late-answer': {
    group: 8,
    says: 'One answer comes four seconds late, when the next command is already under way.',
    amount: answerNumber,
    effect: {
      kind: 'wire',
      create: (_random, amount) => onAnswers(only(amount), (event) => [{ ...event, atMs: event.atMs + 4_000 }]),
    },
  },
  'duplicate-answer': {
    group: 8,
    says: 'Every answer comes twice.',
    effect: {
      kind: 'wire',
      create: () => onAnswers(everyAnswer, (event) => [event, { ...event, atMs: event.atMs + 30 }]),
    },
  },
  'stale-answer': {
    group: 8,
    says: 'One command gets the answer of the command before it.',
    amount: answerNumber,
    effect: { kind: 'wire', create: (_random, amount) => staleAnswers(amount) },
  },
  'reboot-mid-command': {
    group: 10,
    says: 'In the middle of one answer the unit restarts.',
    amount: answerNumber,
    effect: {
      kind: 'wire',
      create: (_random, amount) =>
        onAnswers(only(amount), (event) => [
          halves(event)[0],
          toHost(`\r\n${debugNoise}`, event.atMs + 5),
          { kind: 'restart', atMs: event.atMs + 20 },
        ]),
    },
  },
  'log-before-answer': {
    group: 3,
    says: 'A debug line stands before every answer.',
    effect: {
      kind: 'wire',
      create: () => onAnswers(everyAnswer, (event) => [toHost(debugNoise, event.atMs), event]),
    },
  },
  'log-inside-answer': {
    group: 3,
    says: 'A debug line cuts through every n-th answer.',
    amount: { means: 'which answers: every n-th', usual: 3 },
    effect: {
      kind: 'wire',
      create: (_random, amount) =>
        onAnswers(everyNth(amount), (event) => {
          const [first, second] = halves(event);
          return [first, toHost(`\r\n${debugNoise}`, event.atMs), second];
        }),
    },
  },
  'log-after-answer': {
    group: 3,
    says: 'A debug line follows every answer.',
    effect: {
      kind: 'wire',
      create: () => onAnswers(everyAnswer, (event) => [event, toHost(debugNoise, event.atMs)]),
    },
  },
  'lookalike-line': {
    group: 3,
    says: 'Before every answer come reports that look like one.',
    effect: {
      kind: 'wire',
      create: () =>
        onAnswers(everyAnswer, (event) => [
          ...lookalikes.map((line) => toHost(line, event.atMs)),
          toHost(debugNoise, event.atMs),
          event,
        ]),
    },
  },
  'log-spam': {
    group: 3,
    says: 'Ten debug lines a second, for a minute.',
    effect: {
      kind: 'wire',
      create: () => ({ tick: { everyMs: 100, times: 600, make: (atMs) => [toHost(debugNoise, atMs)] } }),
    },
  },
  'oversize-line': {
    group: 16,
    says: 'A line of one megabyte without an end comes before one answer.',
    amount: answerNumber,
    effect: {
      kind: 'wire',
      create: (_random, amount) =>
        onAnswers(only(amount), (event) => [toHost('x'.repeat(1_048_576), event.atMs), event]),
    },
  },
  'nul-bytes': {
    group: 16,
    says: 'Zero bytes stand before every answer.',
    effect: {
      kind: 'wire',
      create: () => onAnswers(everyAnswer, (event) => [toHost('\0\0\0', event.atMs), event]),
    },
  },
  'escape-bytes': {
    group: 16,
    says: 'Escape sequences stand before every answer.',
    effect: {
      kind: 'wire',
      create: () => onAnswers(everyAnswer, (event) => [toHost('\x1b[2J\x1b', event.atMs), event]),
    },
  },
  'invalid-utf8': {
    group: 16,
    says: 'A line that is no UTF-8 comes before every answer.',
    effect: {
      kind: 'wire',
      create: () => onAnswers(everyAnswer, (event) => [toHost('\xc3\x28\xff\xfe\r\n', event.atMs), event]),
    },
  },
} as const satisfies Record<string, FaultDefinition>;
