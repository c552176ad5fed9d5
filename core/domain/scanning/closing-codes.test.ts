import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ARMED_FOR_MS, type ClosingState, type ScannedOnSheet, stepClosing, UNARMED } from './closing-codes.ts';
import { CONTROL_COMMANDS } from './control-command.ts';

const on = (command: ScannedOnSheet['command'], atMs: number, sessionId = 'a'): ScannedOnSheet => ({
  command,
  atMs,
  sessionId,
});

function play(scans: readonly ScannedOnSheet[]): readonly string[] {
  let state: ClosingState = UNARMED;
  return scans.map((scan) => {
    const step = stepClosing(state, scan);
    state = step.state;
    return step.kind;
  });
}

describe('SCAN-4 a sheet is given up by two different codes', () => {
  it.each<readonly [string, readonly ScannedOnSheet[], readonly string[]]>([
    ['both in turn', [on('close', 0), on('close-confirm', 900)], ['armed', 'close']],
    ['the second alone', [on('close-confirm', 0)], ['not-armed']],
    ['the first twice', [on('close', 0), on('close', 500)], ['armed', 'armed']],
    ['too late', [on('close', 0), on('close-confirm', ARMED_FOR_MS)], ['armed', 'not-armed']],
    ['on another sheet', [on('close', 0), on('close-confirm', 9, 'b')], ['armed', 'not-armed']],
    [
      'with a unit in between',
      [on('close', 0), on(null, 5), on('close-confirm', 9)],
      ['armed', 'nothing', 'not-armed'],
    ],
    [
      'with another code in between',
      [on('close', 0), on('pass', 5), on('close-confirm', 9)],
      ['armed', 'nothing', 'not-armed'],
    ],
    ['once only', [on('close', 0), on('close-confirm', 5), on('close-confirm', 9)], ['armed', 'close', 'not-armed']],
  ])('%s', (_name, scans, expected) => {
    expect(play(scans)).toEqual(expected);
  });

  it('P: it is closed only right after the first code on the same sheet', () => {
    const scan = fc.record({
      command: fc.constantFrom(null, ...CONTROL_COMMANDS),
      sessionId: fc.constantFrom('a', 'b'),
      afterMs: fc.nat({ max: 20_000 }),
    });
    fc.assert(
      fc.property(fc.array(scan, { maxLength: 30 }), (plan) => {
        let atMs = 0;
        const scans = plan.map(({ afterMs, ...rest }) => {
          atMs += afterMs;
          return { ...rest, atMs };
        });
        for (const [index, kind] of play(scans).entries()) {
          const [before, now] = [scans[index - 1], scans[index]];
          const isRight =
            now?.command === 'close-confirm' &&
            before?.command === 'close' &&
            before.sessionId === now.sessionId &&
            now.atMs - before.atMs < ARMED_FOR_MS;
          expect(kind === 'close').toBe(isRight);
        }
      }),
    );
  });
});
