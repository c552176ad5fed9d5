import { describe, expect, it } from 'vitest';
import { CONTROL_CODES } from './control-command.ts';
import { parseLabel } from './parse-label.ts';
import { scanAction } from './scan-action.ts';
import { SCAN_KINDS, type ScanContext, type ScanScreen } from './scan-context.ts';
import { acceptedScans, scanCell } from './scan-table.ts';
import { scanWill } from './scan-will.ts';

const UNIT = 'ABC-123456789123456';
const VIN = '1HGCM82633A004352';
const JOB = 'fitbay://job/7';
const BADGE = 'badge:T-100';
const REPORT = 'fitbay://report/9?head=ab12';
const CUSTOMER = 'fitbay://workshop/c-1';
const SIM = '89883070000007211665';

const SCREENS: readonly ScanScreen[] = [
  'sign-in',
  'locked',
  'home',
  'customers',
  'bench',
  'sheet',
  'carton',
  'dialog',
  'test',
  'asset',
  'other',
];
const CONTEXTS: readonly ScanContext[] = SCREENS.flatMap((screen) =>
  [true, false].flatMap((sheetOpen) =>
    (['unit', 'vin', 'anything'] as const).map((awaiting) => ({ screen, sheetOpen, awaiting })),
  ),
);

function on(screen: ScanScreen, awaiting: ScanContext['awaiting'] = 'anything', sheetOpen = false): ScanContext {
  return { screen, awaiting, sheetOpen };
}

function outcome(context: ScanContext, text: string): string {
  const action = scanAction(context, parseLabel(text));
  return action.kind === 'wrong-kind' ? `wrong-kind: ${action.reason}` : action.kind;
}

describe('SCAN-4 what a scan does where', () => {
  it.each<readonly [ScanContext, string, string]>([
    [on('home'), UNIT, 'open-unit'],
    [on('customers'), UNIT, 'open-unit'],
    [on('other'), UNIT, 'open-unit'],
    [on('bench'), UNIT, 'open-unit'],
    [on('bench', 'unit'), UNIT, 'open-unit'],
    [on('sheet', 'anything', true), UNIT, 'open-unit'],
    [on('sheet', 'vin', true), UNIT, 'wrong-kind: another-step'],
    [on('sign-in'), UNIT, 'wrong-kind: sign-in-first'],
    [on('locked'), UNIT, 'wrong-kind: sign-in-first'],
    [on('dialog'), UNIT, 'wrong-kind: answer-first'],
    [on('dialog', 'unit'), UNIT, 'open-unit'],
    [on('home'), VIN, 'wrong-kind: no-sheet'],
    [on('home', 'anything', true), VIN, 'offer-vin'],
    [on('sheet', 'anything', true), VIN, 'offer-vin'],
    [on('sheet', 'vin', true), VIN, 'offer-vin'],
    [on('bench', 'unit', true), VIN, 'wrong-kind: another-step'],
    [on('dialog', 'vin', true), VIN, 'offer-vin'],
    [on('dialog', 'anything', true), VIN, 'wrong-kind: answer-first'],
    [on('home'), JOB, 'open-job'],
    [on('sheet', 'vin', true), JOB, 'open-job'],
    [on('dialog'), JOB, 'wrong-kind: answer-first'],
    [on('sign-in'), JOB, 'wrong-kind: sign-in-first'],
    [on('sign-in'), BADGE, 'switch-user'],
    [on('locked'), BADGE, 'switch-user'],
    [on('bench', 'unit'), BADGE, 'switch-user'],
    [on('dialog'), BADGE, 'wrong-kind: answer-first'],
    [on('other'), REPORT, 'open-report'],
    [on('home'), CUSTOMER, 'open-customer'],
    [on('bench'), SIM, 'wrong-kind: not-a-unit'],
    [on('bench'), 'FB:PASS', 'control'],
    [on('sheet', 'vin', true), 'FB:LANE2', 'control'],
    [on('home'), 'FB:PASS', 'wrong-kind: bench-only'],
    [on('home'), 'FB:BACK', 'control'],
    [on('sheet', 'anything', true), 'FB:LANE8', 'control'],
    [on('sheet', 'vin', true), 'FB:CLOSE', 'control'],
    [on('sheet', 'anything', true), 'FB:CLOSE-YES', 'control'],
    [on('bench'), 'FB:CLOSE', 'wrong-kind: sheet-only'],
    [on('home', 'anything', true), 'FB:CLOSE-YES', 'wrong-kind: sheet-only'],
    [on('bench', 'unit'), VIN, 'wrong-kind: no-sheet'],
    [on('carton', 'unit'), UNIT, 'open-unit'],
    [on('carton', 'unit'), VIN, 'wrong-kind: no-sheet'],
    [on('carton', 'unit'), 'FB:CLOSE-YES', 'wrong-kind: sheet-only'],
    [on('carton', 'unit'), BADGE, 'switch-user'],
    [on('asset'), UNIT, 'tried'],
    [on('asset'), VIN, 'tried'],
    [on('asset'), BADGE, 'switch-user'],
    [on('asset'), 'FB:PASS', 'wrong-kind: bench-only'],
    [on('test'), UNIT, 'tried'],
    [on('test'), 'FB:CLOSE-YES', 'tried'],
    [on('test'), 'Hello World', 'tried'],
    [on('home'), 'Hello World', 'unreadable'],
  ])('%j, %s: %s', (context, text, expected) => {
    expect(outcome(context, text)).toBe(expected);
  });

  it('carries everything that the effect needs', () => {
    const bench = on('bench', 'anything', true);
    expect(scanAction(bench, parseLabel('tp:890123847562332'))).toEqual({
      kind: 'open-unit',
      serial: '890123847562332',
      unitType: 'tp',
      from: 'serial',
      warnings: ['SERIAL_CHECKDIGIT'],
    });
    expect(scanAction(bench, parseLabel('35-209900-176148-1'))).toMatchObject({
      serial: '352099001761481',
      from: 'imei',
    });
    expect(scanAction(bench, parseLabel('3520990017614823'))).toMatchObject({
      serial: '352099001761481',
      from: 'imeisv',
    });
    expect(scanAction(bench, parseLabel('VIN:F3D000001'))).toEqual({
      kind: 'offer-vin',
      vin: 'F3D000001',
      warnings: ['VIN_PARTIAL'],
    });
    expect(scanAction(bench, parseLabel(REPORT))).toEqual({ kind: 'open-report', report: '9', head: 'ab12' });
    expect(scanAction(bench, parseLabel(BADGE))).toEqual({ kind: 'switch-user', badge: 'T-100' });
    expect(scanAction(bench, parseLabel('FB:LANE4'))).toEqual({ kind: 'control', command: 'lane-4' });
  });

  it('SCAN-5 an unreadable scan keeps its reason', () => {
    expect(scanAction(on('bench'), parseLabel('ABC-12345678912345'))).toEqual({
      kind: 'unreadable',
      code: 'SERIAL_FORMAT',
      detail: 'too-short',
      part: '12345678912345',
    });
  });

  it('a scan of the wrong kind says what came and what was wanted', () => {
    expect(scanAction(on('bench', 'unit', true), parseLabel(VIN))).toMatchObject({
      kind: 'wrong-kind',
      got: ['vin'],
      wanted: expect.arrayContaining(['unit']),
    });
  });

  it('a label with unit and vehicle does what the step waits for', () => {
    const both = `IMEI:356938035643809 VIN:${VIN}`;
    expect(outcome(on('sheet', 'vin', true), both)).toBe('offer-vin');
    expect(outcome(on('sheet', 'unit', true), both)).toBe('open-unit');
    expect(outcome(on('home'), both)).toBe('open-unit');
  });

  it('a GS1 serial that is no unit serial opens nothing', () => {
    expect(outcome(on('bench'), '(01)09504000059101(21)12345678p901')).toBe('wrong-kind: not-a-unit');
  });
});

describe('SCAN-4 a scan cannot answer a question', () => {
  it.each(Object.values(CONTROL_CODES))('%s in a dialog', (code) => {
    expect(outcome(on('dialog'), code)).toBe(code === 'FB:BACK' ? 'control' : 'wrong-kind: answer-first');
  });

  it.each(Object.values(CONTROL_CODES))('%s before anybody is signed in', (code) => {
    expect(outcome(on('sign-in'), code)).toBe('wrong-kind: sign-in-first');
  });
});

describe('SCAN-4 the header says what a scan will do', () => {
  it.each<readonly [ScanContext, string]>([
    [on('sign-in'), 'sign-you-in'],
    [on('locked'), 'unlock'],
    [on('home'), 'open-unit-job-or-customer'],
    [on('customers'), 'open-unit-job-or-customer'],
    [on('other'), 'open-unit-or-job'],
    [on('bench'), 'open-unit'],
    [on('bench', 'unit'), 'open-unit'],
    [on('sheet', 'anything', true), 'open-unit-or-take-vin'],
    [on('sheet', 'vin', true), 'take-vin'],
    [on('dialog', 'vin', true), 'take-vin'],
    [on('dialog', 'unit'), 'open-unit'],
    [on('dialog'), 'nothing'],
    [on('asset'), 'fill-the-form'],
    [on('test'), 'show-what-it-reads'],
  ])('%j: %s', (context, words) => {
    expect(scanWill(context)).toBe(words);
  });

  it('never promises what the scan then does not do, nor hides what it does', () => {
    for (const context of CONTEXTS) {
      const words = scanWill(context);
      expect(words.includes('unit'), JSON.stringify(context)).toBe(outcome(context, UNIT) === 'open-unit');
      expect(words.includes('vin'), JSON.stringify(context)).toBe(outcome(context, VIN) === 'offer-vin');
      expect(/job/.test(words) && outcome(context, JOB) !== 'open-job', JSON.stringify(context)).toBe(false);
      expect(acceptedScans(context).length).toBeGreaterThan(0);
    }
  });

  it('the table and what a scan does are one: every place, every kind', () => {
    const samples = {
      unit: UNIT,
      vin: VIN,
      job: JOB,
      badge: BADGE,
      report: REPORT,
      customer: CUSTOMER,
      other: SIM,
      control: 'FB:PASS',
      back: 'FB:BACK',
      closing: 'FB:CLOSE',
    };
    for (const context of CONTEXTS.filter(({ screen }) => screen !== 'test')) {
      for (const kind of SCAN_KINDS) {
        const cell = scanCell(context, kind);
        const did = outcome(context, samples[kind]);
        expect(did.startsWith('wrong-kind'), `${JSON.stringify(context)} ${kind}`).toBe(cell !== 'acts');
        expect(cell === 'acts' || did === `wrong-kind: ${cell}`, `${JSON.stringify(context)} ${kind}`).toBe(true);
      }
    }
  });
});
