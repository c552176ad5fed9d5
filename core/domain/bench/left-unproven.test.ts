import { describe, expect, it } from 'vitest';
import type { BenchEventBody } from './bench-event.ts';
import { isLeftUnproven } from './left-unproven.ts';
import {
  change,
  configured,
  connected,
  identified,
  sheet,
  sheetAfter,
  steps,
  verdicts,
} from './testing/sample-sheet.ts';

const pulled: BenchEventBody = { kind: 'write-ended', changes: [change('apn', 'unknown')], why: 'port-lost' };
const backup = { backupId: 'backup-1', backupTakenAt: '2026-11-20T12:00:00.000Z', backupKeys: 1 };
const line = { key: 'apn', value: 'internet', found: 'other', reason: null } as const;
const putBack = (...ended: readonly ('verified' | 'unknown')[]): readonly BenchEventBody[] => [
  { kind: 'restore-begun', purpose: 'roll-back', ...backup, lines: [{ ...line, state: 'to-write' }] },
  ...ended.map(
    (state): BenchEventBody => ({
      kind: 'restore-ended',
      lines: [{ ...line, state }],
      why: state === 'verified' ? null : 'port-lost',
    }),
  ),
];
const order = { sha256: 'a'.repeat(64), file: 'a.bin', model: 'BU-1', from: '1', to: '2', direction: 'newer' } as const;
const flash = (after: string | null): readonly BenchEventBody[] => [
  { kind: 'firmware-begun', ...order },
  { kind: 'firmware-ended', after, why: 'port-lost' },
];
const written = () => sheetAfter(connected(), steps.compare, steps.beginWrite);
const owned = () => sheetAfter(sheet(verdicts.customerOwned), identified());

describe('INST-3 a unit that nobody knows for certain', () => {
  it.each([
    ['a fresh sheet', sheet, false],
    ['a compared unit', () => sheetAfter(connected(), steps.compare), false],
    ['a write whose cable was pulled', () => sheetAfter(written(), pulled), true],
    ['the same, read again', () => sheetAfter(written(), pulled, steps.identify, steps.compare), false],
    ['a write that was read back', configured, false],
    ['values put back and read back', () => sheetAfter(configured(), ...putBack('verified')), false],
    ['values put back, cable pulled', () => sheetAfter(configured(), ...putBack('unknown')), true],
    [
      'the same, then written and read back',
      () =>
        sheetAfter(configured(), ...putBack('unknown'), steps.identify, steps.compare, steps.beginWrite, steps.verify),
      false,
    ],
    ['a firmware of which nothing was heard', () => sheetAfter(owned(), ...flash(null)), true],
    ['a firmware that was not taken', () => sheetAfter(owned(), ...flash('1')), false],
  ] as const)('%s: %s', (_name, session, expected) => {
    expect(isLeftUnproven(session())).toBe(expected);
  });
});
