import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { BenchSession } from '#core/domain/bench/bench-session.ts';
import {
  change,
  compared,
  configured,
  connected,
  sheet,
  sheetAfter,
  steps,
} from '#core/domain/bench/testing/sample-sheet.ts';
import { clearPage, renderOnPage } from '../../testing/render-on-page.tsx';
import { sheetOf } from '../../testing/sheet-of.ts';
import { ConfigurePanel } from './configure-panel.tsx';

afterEach(clearPage);
const show = (session: BenchSession, answers = {}) =>
  renderOnPage(<ConfigurePanel sheet={sheetOf(session)} onOpen={() => {}} />, answers);
const title = () => screen.getByRole('heading', { level: 2 }).textContent;
const filled = () => [...document.querySelectorAll('.button-go')].map((button) => button.textContent);
const row = (key: string) => screen.getByRole('row', { name: new RegExp(`^${key}`) });
const markOf = (key: string) => row(key).querySelector('.mark')?.getAttribute('class');

describe('INST-3 what was written is told truthfully, value by value', () => {
  it('offers to write only what differs', async () => {
    const differing = sheetAfter(connected(), compared(change('apn', 'to-write'), change('serverHost', 'unsupported')));
    const station = await show(differing, { 'bench.writeConfiguration': () => ({ kind: 'no-such-sheet' }) });
    expect(title()).toBe('1 value differs');
    expect(filled()).toEqual(['Write 1 value']);
    expect(screen.getByText(/Leave cable and power connected/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Write 1 value' }));
    await waitFor(() => expect(station.calls.map(({ name }) => name)).toContain('bench.writeConfiguration'));
  });

  it('is green for nothing but what was read back', async () => {
    const states = [
      'to-write',
      'accepted',
      'rejected',
      'unknown',
      'not-sent',
      'verified',
      'differs',
      'unsupported',
    ] as const;
    const after = sheetAfter(connected(), steps.compare, steps.beginWrite, {
      kind: 'write-ended',
      changes: states.map((state) => change(state === 'to-write' ? 'apn' : state, state)),
      why: 'port-lost',
    });
    await show(after);
    const green = states.filter((state) => markOf(state === 'to-write' ? 'Access point' : state)?.includes('mark-ok'));
    expect(green).toEqual(['verified']);
    expect(title()).toBe('6 values are not proven');
    expect(screen.getByText(/The cable was pulled while writing/)).toBeTruthy();
    expect(
      screen.getByText('1 read back · 1 taken, not read back · 2 not known · 2 not sent · 1 refused by the unit'),
    ).toBeTruthy();
    expect(filled()).toEqual(['Go on writing']);
  });

  it('a write that nobody ended means: read the unit again', async () => {
    await show(sheetAfter(connected(), steps.compare, steps.beginWrite));
    expect(title()).toBe('Writing was interrupted');
    expect(filled()).toEqual(['Read again and compare']);
  });

  it('goes on once everything was read back', async () => {
    await show(configured());
    expect(title()).toBe('The unit holds what Trailer EU wants');
    expect(filled()).toEqual(['Go on: Inspect']);
    expect(within(row('Access point')).getByText('read back, equal')).toBeTruthy();
  });

  it('says what has to come first instead of failing', async () => {
    await show(sheet());
    expect(screen.getByText('Transfer the unit first')).toBeTruthy();
    expect(filled()).toEqual(['Go to “Owner”']);
  });

  it('shows what kept the station from talking to the unit, with the next step', async () => {
    await show(connected(), {
      'bench.compareConfiguration': () => ({ kind: 'link-problem', reason: 'silent', detail: '/dev/ttyUSB0' }),
    });
    fireEvent.click(screen.getByRole('button', { name: 'Read and compare' }));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('No unit answers on this cable.');
    expect(alert.textContent).toContain('/dev/ttyUSB0');
  });
});

describe('ux rule 18 cable work says whether the cable may be pulled', () => {
  const bay = (safeToUnplug: boolean) => ({
    bay: 1,
    port: 'sim:1',
    usb: null,
    state: 'working',
    sessionId: 'session-1',
    unit: null,
    name: null,
    answer: { kind: 'not-asked' },
    activity: { key: 'write', done: 3, total: 12, leftMs: null },
    safeToUnplug,
  });

  it.each([
    [true, 'The cable may be pulled'],
    [false, 'Leave cable and power connected until this has ended.'],
  ])('safe to unplug: %s', async (safe, words) => {
    await show(sheetAfter(connected(), steps.compare, steps.beginWrite), { 'cable.bays': () => [bay(safe)] });
    expect(await screen.findByText(new RegExp(words))).toBeTruthy();
    expect(screen.getByText('3 of 12')).toBeTruthy();
    expect(filled()).toEqual([]);
  });
});
