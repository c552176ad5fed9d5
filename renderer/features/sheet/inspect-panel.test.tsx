import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BenchSession } from '#core/domain/bench/bench-session.ts';
import { configured, sheetAfter } from '#core/domain/bench/testing/sample-sheet.ts';
import type { Checklist, CheckResult } from '#core/domain/inspection/checklist.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { sampleKey, useLive } from '../../station/live-store.ts';
import { clearPage, renderOnPage } from '../../testing/render-on-page.tsx';
import { sheetOf } from '../../testing/sheet-of.ts';
import { KeyBar } from '../shell/key-bar.tsx';
import { automaticChecks, checklistOf, manualChecks } from './checklists.ts';
import { InspectPanel } from './inspect-panel.tsx';

const list = evoPulseList();
const at = '2026-11-20T12:00:00.000Z';

function evoPulseList(): Checklist {
  const found = checklistOf('evopulse');
  invariant(found !== null, 'Evo Pulse has a checklist');
  return found;
}

/** The sheet after one run of all automatic checks, and after these answers by hand. */
function measuredSheet(answers: Readonly<Record<string, CheckResult>> = {}, supply = [24_600]): BenchSession {
  const runs = supply.map((value) => ({
    kind: 'measured' as const,
    checklist: list,
    checks: automaticChecks(list).map((check) => ({
      checkId: check.id,
      kind: 'automatic' as const,
      required: check.required,
      result: 'pass' as const,
      value: check.id === 'supply' ? value : 1,
      unit: check.id === 'supply' ? 'mV' : null,
      why: null,
      series: check.id === 'supply' ? [value, value + 40] : [],
      source: 'cable' as const,
      at,
    })),
  }));
  const answered = Object.entries(answers).map(([checkId, result]) => ({
    kind: 'check-answered' as const,
    checklist: list,
    checkId,
    result,
    note: null,
  }));
  return sheetAfter(configured(), ...runs, ...answered);
}

afterEach(clearPage);
const title = () => screen.getByRole('heading', { level: 2 }).textContent;
const filled = () => [...document.querySelectorAll('.button-go')].map((button) => button.textContent);
const row = (name: string) => screen.getByRole('row', { name: new RegExp(`^${name}`) });

async function show(session: BenchSession) {
  const answerCheck = vi.fn((_input: unknown) => ({ kind: 'no-such-sheet' }));
  await renderOnPage(
    <>
      <InspectPanel sheet={sheetOf(session)} onOpen={() => {}} />
      <KeyBar />
    </>,
    { 'bench.answerCheck': answerCheck, 'bench.measure': () => new Promise(() => {}) },
  );
  return answerCheck;
}

describe('INSP-1 INSP-2 the inspection as it is drawn', () => {
  it('begins with measuring, with what passes beside every check', async () => {
    await show(configured());
    expect(filled()).toEqual(['Measure 14 checks']);
    expect(row('Supply voltage').textContent).toContain('23 to 29.5 V or 11.5 to 15.5 V');
    expect(row('Satellites').textContent).toContain('6 or more');
    expect(row('Network registration').textContent).toContain('home network or roaming');
  });

  it('states the rule, the value in the unit people read, and the values for readers', async () => {
    await show(measuredSheet());
    expect(screen.getByText(/the newest run counts; the worst of them is the result/)).toBeTruthy();
    expect(row('Supply voltage').textContent).toContain('24.6 V');
    expect(row('Supply voltage').textContent).toContain('2 values from 24.6 V to 24.64 V');
    expect(row('Supply voltage').querySelector('polyline')).not.toBeNull();
  });

  it('keeps an earlier run in sight', async () => {
    await show(measuredSheet({}, [22_400, 24_600]));
    expect(row('Supply voltage').textContent).toContain('before: 22.4 V');
  });

  it('draws samples while they come in', async () => {
    await show(configured());
    fireEvent.click(screen.getByRole('button', { name: 'Measure 14 checks' }));
    const live = useLive.getState();
    act(() => live.addSample('session-1', 'supply', { elapsedMs: 0, value: 24_500, text: null }));
    act(() => live.addSample('session-1', 'supply', { elapsedMs: 400, value: 24_700, text: null }));
    expect(row('Supply voltage').textContent).toContain('24.7 V');
    expect(row('Supply voltage').textContent).toContain('measuring');
    expect(row('Supply voltage').querySelector('polyline')?.getAttribute('points')?.split(' ')).toHaveLength(2);
    expect(useLive.getState().samples[sampleKey('session-1', 'supply')]).toHaveLength(2);
    act(() => live.forgetSamples('session-1'));
  });

  it('leads on from measuring to looking, and from there to the next step', async () => {
    await show(measuredSheet());
    expect(title()).toBe('Some checks have no answer yet');
    expect(filled()).toEqual(['Look at 4 more points']);
    clearPage();
    const everything = Object.fromEntries(manualChecks(list).map(({ id }) => [id, 'pass' as const]));
    await show(measuredSheet(everything));
    expect(title()).toBe('Inspection passed');
    expect(filled()).toEqual(['Go on: Pair']);
  });
});

describe('INSP-1 what is looked at', () => {
  const press = (held = {}) => fireEvent.keyDown(document.body, { key: 'F8', ...held });

  it('F8 passes the next open check', async () => {
    const answerCheck = await show(measuredSheet({ mounting: 'pass' }));
    press();
    await waitFor(() =>
      expect(answerCheck).toHaveBeenCalledWith({
        sessionId: 'session-1',
        checkId: 'wiring',
        result: 'pass',
        note: null,
      }),
    );
  });

  it('Shift+F8 fails it after asking what was seen', async () => {
    const answerCheck = await show(measuredSheet());
    act(() => void press({ shiftKey: true }));
    const note = await screen.findByLabelText('What was seen');
    expect(answerCheck).not.toHaveBeenCalled();
    fireEvent.change(note, { target: { value: 'bracket cracked' } });
    fireEvent.keyDown(note, { key: 'Enter' });
    await waitFor(() =>
      expect(answerCheck).toHaveBeenCalledWith({
        sessionId: 'session-1',
        checkId: 'mounting',
        result: 'fail',
        note: 'bracket cracked',
      }),
    );
  });

  it('a press passes at once; arrows only move', async () => {
    const answerCheck = await show(measuredSheet());
    const seal = within(screen.getByRole('list', { name: 'Looked at by hand' })).getByRole('radiogroup', {
      name: 'Seal is closed',
    });
    const [pass] = within(seal).getAllByRole('radio');
    act(() => pass?.focus());
    fireEvent.keyDown(pass ?? document.body, { key: 'ArrowRight' });
    fireEvent.keyUp(document.activeElement ?? document.body, { key: 'ArrowRight' });
    expect(document.activeElement?.textContent).toBe('Check');
    expect(answerCheck).not.toHaveBeenCalled();
    fireEvent.click(pass ?? document.body);
    await waitFor(() =>
      expect(answerCheck).toHaveBeenCalledWith(expect.objectContaining({ checkId: 'seal', result: 'pass' })),
    );
  });
});
