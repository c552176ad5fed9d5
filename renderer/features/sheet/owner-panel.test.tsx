import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sheet, sheetAfter, steps, verdictOn, verdicts } from '#core/domain/bench/testing/sample-sheet.ts';
import { customer, oddSerial, partner } from '#core/domain/ownership/testing/sample-question.ts';
import type { Verdict } from '#core/domain/ownership/verdict.ts';
import { clearPage, renderOnPage } from '../../testing/render-on-page.tsx';
import { sheetOf } from '../../testing/sheet-of.ts';
import { OwnerPanel } from './owner-panel.tsx';

afterEach(clearPage);
const filled = () => [...document.querySelectorAll('.button-go')].map((button) => button.textContent);
const show = (verdict: Verdict, answers = {}) =>
  renderOnPage(<OwnerPanel sheet={sheetOf(sheet(verdict))} onOpen={() => {}} />, answers);

describe('OWN-15 each verdict has one title and exactly one filled button', () => {
  it.each([
    ['partnerOwned', 'Ready to transfer', 'Transfer to Nordfracht Logistik'],
    ['customerOwned', 'Ready for work', 'Go on: Identity'],
    ['transferOnly', 'Transfer only', 'Transfer to Nordfracht Logistik'],
    ['expired', 'Transfer only', 'Transfer to Nordfracht Logistik'],
    ['unknown', 'Not allowed here', 'Contact support'],
    ['untrusted', 'The customer has to allow it', 'Text for their administrator'],
  ] as const)('%s', async (name, title, button) => {
    await show(verdicts[name]);
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe(title);
    expect(filled()).toEqual([button]);
  });

  it('OWN-5 asks for the type, each type a button of its own', async () => {
    const station = await show(verdicts.ambiguous, { 'bench.chooseType': () => ({ kind: 'no-such-sheet' }) });
    fireEvent.click(screen.getByRole('button', { name: /^Evo Pulse/ }));
    expect(filled()).toEqual([]);
    await waitFor(() =>
      expect(station.calls).toContainEqual({
        name: 'bench.chooseType',
        input: { sessionId: 'session-1', unitType: 'evopulse' },
      }),
    );
  });

  it('SCAN-3 a number whose digit fails and that nobody knows waits for a person', async () => {
    const unknown = verdictOn({}, { candidates: [], serial: oddSerial });
    const station = await renderOnPage(
      <OwnerPanel sheet={sheetOf(sheet(unknown, ['SERIAL_CHECKDIGIT']))} onOpen={() => {}} />,
      { 'bench.confirmCheckDigit': () => ({ kind: 'no-such-sheet' }) },
    );
    fireEvent.click(screen.getByRole('button', { name: 'It is what the label says' }));
    await waitFor(() => expect(station.calls.map(({ name }) => name)).toContain('bench.confirmCheckDigit'));
  });
});

describe('OWN-3 a transfer is confirmed by hand', () => {
  const ask = async () => {
    const transfer = vi.fn(() => ({ kind: 'no-such-sheet' }));
    await show(verdicts.partnerOwned, { 'bench.transfer': transfer });
    fireEvent.click(screen.getByRole('button', { name: 'Transfer to Nordfracht Logistik' }));
    return { transfer, dialog: await screen.findByRole('alertdialog') };
  };

  it('names both organizations, and gives the keyboard to Cancel', async () => {
    const { transfer, dialog } = await ask();
    expect(dialog.textContent).toContain(partner.name);
    expect(dialog.textContent).toContain(customer.name);
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Cancel'));
    expect(transfer).not.toHaveBeenCalled();
  });

  it('sends what was shown: both organizations and the owner epoch', async () => {
    const { transfer, dialog } = await ask();
    fireEvent.click(within(dialog).getByRole('button', { name: 'Transfer to Nordfracht Logistik' }));
    await waitFor(() =>
      expect(transfer).toHaveBeenCalledWith({
        sessionId: 'session-1',
        fromId: partner.id,
        toId: customer.id,
        expectedEpoch: 4,
        unpairFirst: false,
      }),
    );
  });
});

describe('OWN-11 a transfer is never shown as done before the centre said so', () => {
  it.each([
    ['requested', [steps.requestTransfer], 'Transfer requested', 'mark-wait'],
    ['acknowledged', [steps.requestTransfer, steps.acceptTransfer], 'Transferred to Nordfracht Logistik', 'mark-ok'],
    ['overtaken', [steps.requestTransfer, steps.refuseTransfer], 'The transfer was refused', 'mark-stop'],
  ] as const)('%s', async (_name, events, title, mark) => {
    await renderOnPage(<OwnerPanel sheet={sheetOf(sheetAfter(sheet(), ...events))} onOpen={() => {}} />);
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe(title);
    expect(document.querySelector('.panel-head .mark')?.classList).toContain(mark);
  });

  it('OWN-10 says who was first', async () => {
    const refused = sheetAfter(sheet(), steps.requestTransfer, steps.refuseTransfer);
    await renderOnPage(<OwnerPanel sheet={sheetOf(refused)} onOpen={() => {}} />);
    expect(screen.getByText(/^Hall South was first/)).toBeTruthy();
  });
});
