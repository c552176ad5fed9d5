import { latin1Bytes } from '../units/latin1.ts';
import type { FaultDefinition } from './fault-definition.ts';
import type { ToHost, WireEvent, WireStage } from './wire.ts';

/* What goes wrong at the station's end: its port, other programs on it, its sleep (link.md §10 groups 13 and 18). */

/** What ModemManager asks a port that has just appeared, in its order. */
const modemManagerAsks = ['AT', 'AT+GCAP', 'ATI', 'AT+CGMI', 'AT+CGMM', 'AT+CPIN?'] as const;

/** Types commands at the unit every second, whoever else has the port; the answers go to whoever reads. */
function typing(seconds: number): WireStage {
  let typed = 0;
  const make = (atMs: number): readonly WireEvent[] => {
    const command = modemManagerAsks[typed % modemManagerAsks.length] ?? 'AT';
    typed += 1;
    return [{ kind: 'to-unit', bytes: latin1Bytes(`${command}\r`), atMs }];
  };
  return { tick: { everyMs: 1_000, times: seconds, make } };
}

/** Half an answer, then nothing runs for a while, then the other half at once. */
function asleep(chosen: number, forMs: number): WireStage {
  let number = 0;
  return {
    toHost(event): readonly WireEvent[] {
      number += event.isAnswer ? 1 : 0;
      if (!event.isAnswer || number !== chosen) {
        return [event];
      }
      const middle = Math.floor(event.bytes.length / 2);
      const second: ToHost = { kind: 'to-host', bytes: event.bytes.slice(middle), atMs: event.atMs };
      return [{ ...event, bytes: event.bytes.slice(0, middle) }, { kind: 'suspend', forMs, atMs: event.atMs }, second];
    },
  };
}

const sleepMs = 30_000;

export const hostFaults = {
  'port-busy': {
    group: 13,
    says: 'Another program holds the port at first.',
    amount: { means: 'milliseconds until it lets go', usual: 10_000 },
    effect: { kind: 'busy' },
  },
  'modem-manager': {
    group: 13,
    says: 'ModemManager types its own commands at the unit once a second.',
    amount: { means: 'commands typed', usual: 10 },
    effect: { kind: 'wire', create: (_random, amount) => typing(amount) },
  },
  suspend: {
    group: 18,
    says: 'In the middle of one answer the station falls asleep for half a minute.',
    amount: { means: 'number of the answer, from 1', usual: 3 },
    effect: { kind: 'wire', create: (_random, amount) => asleep(amount, sleepMs) },
  },
} as const satisfies Record<string, FaultDefinition>;
