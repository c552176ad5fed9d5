import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BenchSession } from '#core/domain/bench/bench-session.ts';
import { inspected, mainJob, sheet, sheetAfter, steps, transferred } from '#core/domain/bench/testing/sample-sheet.ts';
import { clearPage, renderOnPage } from '../../testing/render-on-page.tsx';
import { sheetOf } from '../../testing/sheet-of.ts';
import { SignPanel } from './sign-panel.tsx';

afterEach(clearPage);
const title = () => screen.getByRole('heading', { level: 2 }).textContent;
const ready = () => sheetAfter(inspected(), steps.leaveUnpaired);

async function show(session: BenchSession, answer: unknown = { kind: 'no-such-sheet' }) {
  const onOpen = vi.fn();
  const sign = vi.fn((_input: unknown) => answer);
  await renderOnPage(<SignPanel sheet={sheetOf(session)} onOpen={onOpen} />, { 'bench.sign': sign });
  return { onOpen, sign };
}
const givePin = (pin: string) => {
  fireEvent.change(screen.getByLabelText('PIN'), { target: { value: pin } });
  fireEvent.keyDown(screen.getByLabelText('PIN'), { key: 'Enter' });
};

describe('INSP-4 signing', () => {
  it('lists what is missing, each the way to its step', async () => {
    const { onOpen } = await show(transferred());
    expect(title()).toBe('4 things are still open');
    fireEvent.click(screen.getByRole('button', { name: 'Go to “Configure”' }));
    expect(onOpen).toHaveBeenCalledWith('configure');
    expect(screen.queryByLabelText('PIN')).toBeNull();
  });

  it('signs with the PIN and what was remarked', async () => {
    const { sign } = await show(ready());
    fireEvent.change(screen.getByLabelText('Remarks'), { target: { value: ' bracket renewed ' } });
    givePin('471902');
    await waitFor(() =>
      expect(sign).toHaveBeenCalledWith({
        sessionId: 'session-1',
        pin: '471902',
        result: 'succeeded',
        remarks: 'bracket renewed',
        signatureSvgPath: null,
      }),
    );
  });

  it('needs no drawing, and takes none without a stroke and a name', async () => {
    await show(ready());
    fireEvent.click(screen.getByRole('button', { name: 'Let the customer sign' }));
    const use = () => screen.getByRole('button', { name: 'Use this signature' });
    expect(use()).toHaveProperty('disabled', true);
    fireEvent.change(screen.getByLabelText('Name in letters'), { target: { value: 'R. Vos' } });
    expect(use()).toHaveProperty('disabled', true);
    fireEvent.change(screen.getByLabelText('Name in letters'), { target: { value: '\u202e\u2066' } });
    expect(screen.getByText('Use up to 100 characters that can be seen.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(screen.getByRole('button', { name: 'Let the customer sign' })).toBeTruthy();
  });

  it('does not sign a failure that nobody explains', async () => {
    const { sign } = await show(transferred());
    fireEvent.click(screen.getByRole('radio', { name: 'Failed' }));
    givePin('471902');
    expect((await screen.findByRole('alert')).textContent).toContain('Write a remark');
    expect(sign).not.toHaveBeenCalled();
    fireEvent.change(screen.getByLabelText('Remarks (needed)'), { target: { value: 'no CAN traffic' } });
    givePin('471902');
    await waitFor(() =>
      expect(sign).toHaveBeenCalledWith(expect.objectContaining({ result: 'failed', remarks: 'no CAN traffic' })),
    );
  });

  it('a wrong PIN says how many tries are left and keeps the remarks', async () => {
    await show(ready(), { kind: 'wrong-pin', triesLeft: 8, waitMs: 0 });
    fireEvent.change(screen.getByLabelText('Remarks'), { target: { value: 'bracket renewed' } });
    givePin('111111');
    expect((await screen.findByRole('alert')).textContent).toContain('8 tries left');
    expect(screen.getByLabelText<HTMLTextAreaElement>('Remarks').value).toBe('bracket renewed');
    expect(screen.getByLabelText<HTMLInputElement>('PIN').value).toBe('');
  });

  it('shows the report of a signed sheet, and offers nothing to sign', async () => {
    await show(sheetAfter(sheet(), ...mainJob));
    expect(title()).toBe('Signed: report R-1');
    expect(screen.getByRole('button', { name: 'Open the report' })).toBeTruthy();
    expect(screen.queryByLabelText('PIN')).toBeNull();
  });
});
