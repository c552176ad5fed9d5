import { latin1Text } from '../units/latin1.ts';
import type { FaultDefinition } from './fault-definition.ts';
import type { ToHost, ToUnit, WireEvent, WireStage } from './wire.ts';

/* The cable is pulled (link.md §10 group 6). Each does it once; pulled again it is only by setting the fault again. */

const writeCommand =
  /^\.?setparam |^:cfg_(?:setparam|save)|^AT\+CGDCONT=|^AT\$APP PARAM \d|^AT\+GT(?!RTO)[A-Z]{3}=|^>[0-9A-F]{2} SET /i;

/** Passes the bytes before position `at`, then the cable is gone. */
function pull(event: ToHost | ToUnit, at: number): readonly WireEvent[] {
  // A moment later, so that the last bytes are read before the port goes: the host should see exactly these.
  return [
    { ...event, bytes: event.bytes.slice(0, at) },
    { kind: 'unplug', atMs: event.atMs + 20 },
  ];
}

function pullAtByte(limit: number): (event: ToHost | ToUnit) => readonly WireEvent[] {
  let passed = 0;
  return (event) => {
    const before = passed;
    passed += event.bytes.length;
    return before <= limit && passed > limit ? pull(event, limit - before) : [event];
  };
}

/** Watches the host's lines; pulls when a write command has come so many bytes far. */
function pullInWrite(limit: number): WireStage {
  let line = '';
  let isSpent = false;
  return {
    toUnit(event) {
      for (const [index, character] of [...latin1Text(event.bytes)].entries()) {
        line = endsLine(line, character) ? '' : `${line}${character}`;
        if (!isSpent && line.length >= limit && writeCommand.test(line)) {
          isSpent = true;
          line = '';
          return pull(event, index + 1);
        }
      }
      return [event];
    },
  };
}

/** Queclink commands have no line end; in other families a dollar sign is a character like any. */
function endsLine(line: string, character: string): boolean {
  return character === '\r' || character === '\n' || (character === '$' && /^,?$|^AT\+GT/.test(line));
}

function pullAtAnswer(chosen: number, keepsHalf: boolean): WireStage {
  let number = 0;
  return {
    toHost(event) {
      number += event.isAnswer ? 1 : 0;
      return event.isAnswer && number === chosen
        ? pull(event, keepsHalf ? Math.ceil(event.bytes.length / 2) : 0)
        : [event];
    },
  };
}

function pullWhenIdle(afterMs: number): WireStage {
  let isSpent = false;
  const make = (atMs: number): readonly WireEvent[] => {
    const events: readonly WireEvent[] = isSpent ? [] : [{ kind: 'unplug', atMs }];
    isSpent = true;
    return events;
  };
  return { tick: { everyMs: afterMs, times: 1, make } };
}

const answerNumber = { means: 'number of the answer, from 1', usual: 2 } as const;

/** Pulled at an answer: next to the unit, where answers are still whole. */
export const answerUnplugFaults = {
  'unplug-before-reply': {
    group: 6,
    says: 'The cable is pulled after a command, before its answer.',
    amount: answerNumber,
    effect: { kind: 'wire', create: (_random, amount) => pullAtAnswer(amount, false) },
  },
  'unplug-mid-reply': {
    group: 6,
    says: 'The cable is pulled in the middle of an answer.',
    amount: answerNumber,
    effect: { kind: 'wire', create: (_random, amount) => pullAtAnswer(amount, true) },
  },
} as const satisfies Record<string, FaultDefinition>;

/** Pulled at a byte, counted where the host is: after everything that cuts and slows bytes. */
export const byteUnplugFaults = {
  'unplug-mid-write': {
    group: 6,
    says: 'The cable is pulled while a write command is on its way.',
    amount: { means: 'bytes of the command that still arrive, at least 10 to be seen as a write', usual: 20 },
    effect: { kind: 'wire', create: (_random, amount) => pullInWrite(amount) },
  },
  'unplug-to-unit': {
    group: 6,
    says: 'The cable is pulled when so many bytes have reached the unit.',
    amount: { means: 'bytes that still arrive', usual: 30 },
    effect: {
      kind: 'wire',
      create: (_random, amount) => ({ toUnit: pullAtByte(amount) }),
    },
  },
  'unplug-to-host': {
    group: 6,
    says: 'The cable is pulled when so many bytes have reached the station.',
    amount: { means: 'bytes that still arrive', usual: 60 },
    effect: {
      kind: 'wire',
      create: (_random, amount) => ({ toHost: pullAtByte(amount) }),
    },
  },
  'unplug-idle': {
    group: 6,
    says: 'The cable is pulled while nothing happens.',
    amount: { means: 'milliseconds after connecting', usual: 5_000 },
    effect: { kind: 'wire', create: (_random, amount) => pullWhenIdle(amount) },
  },
  'replug-same': {
    group: 6,
    says: 'After a pulled cable the same unit is plugged in again.',
    amount: { means: 'milliseconds without a cable', usual: 2_000 },
    effect: { kind: 'replug', which: 'same' },
  },
  'replug-other': {
    group: 6,
    says: 'After a pulled cable another unit is plugged in at the same place.',
    amount: { means: 'milliseconds without a cable', usual: 2_000 },
    effect: { kind: 'replug', which: 'other' },
  },
  'replug-elsewhere': {
    group: 6,
    says: 'After a pulled cable the same unit comes back under another path.',
    amount: { means: 'milliseconds without a cable', usual: 2_000 },
    effect: { kind: 'replug', which: 'elsewhere' },
  },
  'half-command-kept': {
    group: 6,
    says: 'The unit does not notice the pulled cable: half a command still waits for its end.',
    effect: { kind: 'keep-half-command' },
  },
} as const satisfies Record<string, FaultDefinition>;
