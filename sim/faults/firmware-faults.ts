import { latin1Text } from '../units/latin1.ts';
import type { FirmwareQuirk } from '../units/unit-quirks.ts';
import type { FaultDefinition, FaultEffect } from './fault-definition.ts';
import type { ToUnit, WireEvent, WireStage } from './wire.ts';

/* What goes wrong while a unit takes a firmware (link.md §10 group 15, and of group 6 the cable that is pulled meanwhile). */

function firmware(make: (amount: number) => FirmwareQuirk): FaultEffect {
  return { kind: 'unit', change: (quirks, amount) => ({ ...quirks, firmware: [...quirks.firmware, make(amount)] }) };
}

/** Counts from the first byte of block 0 of YMODEM on. */
function pullInFirmware(limit: number): WireStage {
  let passed = -1;
  let isSpent = false;
  return {
    toUnit(event: ToUnit): readonly WireEvent[] {
      if (passed === -1 && !latin1Text(event.bytes).startsWith('\x01\x00\xff')) {
        return [event];
      }
      const before = Math.max(0, passed);
      passed = before + event.bytes.length;
      if (isSpent || passed <= limit) {
        return [event];
      }
      isSpent = true;
      return [
        { ...event, bytes: event.bytes.slice(0, limit - before) },
        { kind: 'unplug', atMs: event.atMs + 20 },
      ];
    },
  };
}

const blockNumber = { means: 'number of the block, from 1 to 255', usual: 3 } as const;

export const firmwareFaults = {
  'firmware-bad-block': {
    group: 15,
    says: 'One block of a firmware arrives damaged.',
    amount: blockNumber,
    effect: firmware((block) => ({ kind: 'bad-block', block })),
  },
  'firmware-repeated-block': {
    group: 15,
    says: 'The answer to one block of a firmware is lost, so that the block comes twice.',
    amount: blockNumber,
    effect: firmware((block) => ({ kind: 'lost-answer', block })),
  },
  'firmware-broken-off': {
    group: 15,
    says: 'The unit breaks a firmware off.',
    amount: blockNumber,
    effect: firmware((block) => ({ kind: 'breaks-off', block })),
  },
  'firmware-never-called': {
    group: 15,
    says: 'The unit never calls for the first block of a firmware.',
    effect: firmware(() => ({ kind: 'never-calls' })),
  },
  'firmware-end-refused': {
    group: 15,
    says: 'The end of a firmware is refused once.',
    effect: firmware(() => ({ kind: 'end-refused' })),
  },
  'firmware-ignored': {
    group: 15,
    says: 'The unit takes a firmware and goes on with the old one.',
    effect: firmware(() => ({ kind: 'ignored' })),
  },
  'firmware-kills': {
    group: 15,
    says: 'The unit takes a firmware and is silent for ever.',
    effect: firmware(() => ({ kind: 'dead' })),
  },
} as const satisfies Record<string, FaultDefinition>;

/** Counted where the host is, as the other pulled cables. */
export const firmwareUnplugFaults = {
  'unplug-mid-firmware': {
    group: 6,
    says: 'The cable is pulled while a firmware is on its way.',
    amount: { means: 'bytes of the firmware and its blocks that still arrive', usual: 20_000 },
    effect: { kind: 'wire', create: (_random, amount) => pullInFirmware(amount) },
  },
} as const satisfies Record<string, FaultDefinition>;
