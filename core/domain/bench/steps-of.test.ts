import { describe, expect, it } from 'vitest';
import { catalogues } from '#resources/texts/catalogues.ts';
import { matrix } from '../ownership/testing/sample-question.ts';
import { entryOf } from '../ownership/unit-type-matrix.ts';
import { benchRefusals } from './bench-refusal.ts';
import { type BenchSession, stepView } from './bench-session.ts';
import { benchMissing } from './missing-for-sign-off.ts';
import { benchBlocks, benchStepStates } from './sheet-line.ts';
import { stepsOf } from './steps-of.ts';
import {
  configured,
  connected,
  identified,
  inspected,
  measured,
  sheet,
  sheetAfter,
  sign,
  steps,
  transferred,
  verdicts,
} from './testing/sample-sheet.ts';

function lines(session: BenchSession) {
  const entry = session.unit === null ? null : entryOf(matrix, session.unit.unitType);
  return stepsOf(session, entry).map((line) => stepView.parse(line));
}
/** `step state mark`, with `>` before the current line and what blocks it behind. */
function drawn(session: BenchSession) {
  return lines(session).map(
    ({ step, state, mark, current, blockedBy }) =>
      `${current ? '> ' : ''}${step} ${state} ${mark}${blockedBy === null ? '' : ` (${blockedBy})`}`,
  );
}
const line = (session: BenchSession, step: string) => lines(session).find((one) => one.step === step);

describe('the lines of a sheet', () => {
  it('before the transfer: the owner decides, the cable may come already', () => {
    expect(drawn(sheet())).toEqual([
      'identity not-read idle',
      '> owner ready idle',
      'configure optional idle (transfer-first)',
      'inspect open idle (transfer-first)',
      'pair open idle (transfer-first)',
      'sign-off open idle (missing)',
    ]);
    expect(line(sheet(), 'owner')?.detail).toEqual({ from: 'Hansen Trailer Service', to: 'Nordfracht Logistik' });
  });

  it('OWN-11 a requested transfer is a clock, never a tick, and work goes on', () => {
    expect(drawn(sheetAfter(sheet(), steps.requestTransfer)).slice(0, 3)).toEqual([
      '> identity not-read idle',
      'owner requested wait',
      'configure not-read idle (identity-first)',
    ]);
  });

  it('walks down the sheet as it is worked on', () => {
    const current = (session: BenchSession) => lines(session).find((one) => one.current)?.step;
    const open = [transferred(), connected(), configured(), inspected(), sheetAfter(inspected(), steps.leaveUnpaired)];
    expect(open.map(current)).toEqual(['identity', 'configure', 'inspect', 'pair', 'sign-off']);
    expect(current(sheetAfter(inspected(), steps.leaveUnpaired, steps.sign))).toBeUndefined();
  });

  it('INST-1 another unit on the cable stops every line', () => {
    expect(drawn(sheetAfter(transferred(), identified(null)))).toEqual([
      '> identity mismatch stop',
      'owner transferred ok',
      'configure not-read idle (identity-mismatch)',
      'inspect open idle (identity-mismatch)',
      'pair open idle (identity-mismatch)',
      'sign-off open idle (missing)',
    ]);
  });

  it('OWN-6 a type that is only transferred names the other tool', () => {
    const done = sheetAfter(sheet(verdicts.transferOnly), steps.requestTransfer, steps.acceptTransfer);
    expect(drawn(done)).toEqual([
      'identity not-needed idle',
      'owner transferred ok',
      'configure other-tool idle',
      'inspect not-allowed idle (verdict)',
      'pair not-allowed idle (verdict)',
      '> sign-off ready idle',
    ]);
    expect(line(done, 'configure')?.detail).toEqual({ tool: 'TX-GO tool' });
  });

  it.each([
    ['ambiguous', 'choose-type', 'warn'],
    ['unknown', 'unknown', 'stop'],
    ['untrusted', 'not-allowed', 'stop'],
    ['customerOwned', 'home', 'ok'],
  ] as const)('the owner of a unit that is %s', (name, state, mark) => {
    expect(line(sheet(verdicts[name]), 'owner')).toMatchObject({ state, mark, current: state !== 'home' });
  });

  it('tells a repeat and a refusal from a transfer', () => {
    const requested = sheetAfter(sheet(), steps.requestTransfer);
    const repeated = { ...steps.acceptTransfer, answer: { ...steps.acceptTransfer.answer, repeated: true } };
    expect(line(sheetAfter(requested, repeated), 'owner')).toMatchObject({ state: 'repeated', mark: 'ok' });
    expect(line(sheetAfter(requested, steps.refuseTransfer), 'owner')).toMatchObject({
      state: 'refused',
      mark: 'stop',
      current: true,
      detail: { code: 'OWNER_OTHER', winner: 'Hall South' },
    });
  });

  it('INST-3 counts what is to be written and what is proved', () => {
    const comparing = sheetAfter(connected(), steps.compare);
    expect(line(comparing, 'configure')).toMatchObject({
      state: 'compared',
      mark: 'warn',
      detail: { toWrite: '1', verified: '0' },
    });
    expect(line(sheetAfter(comparing, steps.beginWrite), 'configure')).toMatchObject({
      state: 'writing',
      mark: 'work',
    });
    expect(line(configured(), 'configure')).toMatchObject({
      state: 'verified',
      mark: 'ok',
      detail: { toWrite: '0', verified: '1' },
    });
  });

  it.each([
    [[steps.measure], 'undecided', 'work'],
    [[steps.measure, steps.answer], 'pass', 'ok'],
    [[measured('warn'), steps.answer], 'warn', 'warn'],
    [[measured('not-possible'), steps.answer], 'not-possible', 'warn'],
    [[measured('fail'), steps.answer], 'fail', 'stop'],
  ] as const)('INSP-2 the inspection %#', (bodies, state, mark) => {
    expect(line(sheetAfter(configured(), ...bodies), 'inspect')).toMatchObject({ state, mark });
  });

  it('a closed sheet offers nothing any more', () => {
    const failed = sheetAfter(sheet(), sign('failed', 'does not power up'));
    expect(drawn(failed)).toEqual([
      'identity not-read idle (sheet-closed)',
      'owner ready idle (sheet-closed)',
      'configure optional idle (sheet-closed)',
      'inspect open idle (sheet-closed)',
      'pair open idle (sheet-closed)',
      'sign-off failed stop',
    ]);
    const abandoned = sheetAfter(sheet(), { kind: 'abandoned', why: 'the vehicle left' });
    expect(line(abandoned, 'sign-off')).toMatchObject({ state: 'abandoned', mark: 'idle' });
  });
});

describe('STA-6 words for everything a sheet can say', () => {
  const keys = [
    ...benchRefusals.map((reason) => `bench.refused.${reason}`),
    ...benchMissing.map((what) => `bench.missing.${what}`),
    ...benchBlocks.map((reason) => `bench.blocked.${reason}`),
    ...Object.entries(benchStepStates).flatMap(([step, states]) =>
      states.map((state) => `bench.step.${step}.${state}`),
    ),
  ];

  it.each(Object.entries(catalogues))('%s has exactly these', (_language, texts) => {
    const spoken = Object.keys(texts).filter((key) => /^bench\.(refused|missing|blocked|step)\./.test(key));
    expect(spoken.sort()).toEqual(keys.sort());
  });
});
