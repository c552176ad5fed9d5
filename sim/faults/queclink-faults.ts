import { latin1Bytes, latin1Text } from '../units/latin1.ts';
import type { FaultDefinition } from './fault-definition.ts';
import type { ToHost, WireEvent, WireStage } from './wire.ts';

/* Faults that only units of the @Track family can have (link.md §2B; §10 groups 3, 8 and 16). They stand next to the unit. */

/** The number in front of send time and count. */
const sequence = /[0-9A-F]{4}(?=,\d{14},[0-9A-F]{4}\$+$)/;

/** Every n-th acknowledgement carries the number of another command. */
function strangeNumbers(step: number): WireStage {
  let number = 0;
  return {
    toHost(event) {
      const text = latin1Text(event.bytes);
      if (!event.isAnswer || !text.startsWith('+ACK:')) {
        return [event];
      }
      number += 1;
      const strange = text.replace(sequence, (own) => hex(Number.parseInt(own, 16) + 1));
      return [number % step === 0 ? { ...event, bytes: latin1Bytes(strange) } : event];
    },
  };
}

/** In front of every report comes one of the same kind that was made earlier and tells other values, and one from the buffer. */
function earlierReports(): WireStage {
  return {
    toHost(event) {
      const text = latin1Text(event.bytes);
      if (!event.isAnswer || !text.startsWith('+RESP:')) {
        return [event];
      }
      const earlier = text
        .replace(/[0-9A-F]{4}(?=\$$)/, (count) => hex(Number.parseInt(count, 16) - 0x40))
        .replaceAll('example', 'elsewhere')
        .replace(',0A03,', ',0909,');
      return [unasked(earlier, event), unasked(earlier.replace('+RESP', '+BUFF'), event), event];
    },
  };
}

/** Header, type, mask, length and a body in which every byte may stand, the end mark of text messages too. */
const binaryReport = '+RSP\x07\x00\xfe\xff\xbf\x00\x1d$,$\x0d\x0a\x00\xff\x1a\x24\x41\x0d\x0a';

function betweenMessages(): WireStage {
  return { toHost: (event) => (event.isAnswer ? [unasked(binaryReport, event), event] : [event]) };
}

function unasked(text: string, { atMs }: ToHost): WireEvent {
  return { kind: 'to-host', bytes: latin1Bytes(text), atMs };
}

function hex(value: number): string {
  return (value & 0xffff).toString(16).toUpperCase().padStart(4, '0');
}

export const queclinkFaults = {
  'wrong-sequence': {
    group: 8,
    says: 'Acknowledgements carry the number of another command (Queclink).',
    amount: { means: 'which acknowledgements: every n-th', usual: 3 },
    effect: { kind: 'wire', create: (_random, amount) => strangeNumbers(amount) },
  },
  'earlier-reports': {
    group: 3,
    says: 'Before every report comes an older one of the same kind with other values (Queclink).',
    effect: { kind: 'wire', create: () => earlierReports() },
  },
  'binary-reports': {
    group: 16,
    says: 'Reports in binary form stand between the messages (Queclink).',
    effect: { kind: 'wire', create: () => betweenMessages() },
  },
} as const satisfies Record<string, FaultDefinition>;
