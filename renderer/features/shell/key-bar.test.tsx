import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { clearPage, renderOnPage } from '../../testing/render-on-page.tsx';
import { answerScan } from '../scan/scan-intake.ts';
import { type KeyAct, useKeyActs } from './key-acts.ts';
import { KeyBar } from './key-bar.tsx';

function Keys({ owner, acts }: { readonly owner: string; readonly acts: readonly KeyAct[] }) {
  useKeyActs(owner, acts);
  return null;
}

afterEach(clearPage);
const press = (key: string, held = {}) => fireEvent.keyDown(document.body, { key, ...held });
const printed = () => screen.getAllByRole('button').map((button) => button.textContent);

describe('ux §9 keys', () => {
  it('prints the live keys in the order of a keyboard, help last', async () => {
    await renderOnPage(
      <>
        <Keys
          owner="frame"
          acts={[
            { key: 'F1', label: 'help', act: () => {} },
            { key: 'Ctrl+L', label: 'lock', act: () => {} },
          ]}
        />
        <Keys
          owner="sheet"
          acts={[
            { key: 'F12', label: 'report', act: () => {} },
            { key: 'Shift+F8', label: 'fail', act: () => {} },
            { key: 'F8', label: 'pass', act: () => {} },
          ]}
        />
        <KeyBar />
      </>,
    );
    expect(printed()).toEqual(['F8Pass', '⇧F8Fail', 'F12Report', 'Ctrl LLock', 'F1Help']);
  });

  it('gives a key to the newest that wants it, and back when that goes', async () => {
    const pageAct = vi.fn();
    const reportAct = vi.fn();
    await renderOnPage(
      <>
        <Keys owner="sheet" acts={[{ key: 'F12', label: 'report', act: pageAct }]} />
        <Keys owner="report" acts={[{ key: 'F12', label: 'print', act: reportAct }]} />
        <KeyBar />
      </>,
    );
    press('F12');
    expect([pageAct.mock.calls.length, reportAct.mock.calls.length]).toEqual([0, 1]);
  });

  it('tells a key from the same key with Shift or Ctrl', async () => {
    const pass = vi.fn();
    const fail = vi.fn();
    await renderOnPage(
      <>
        <Keys
          owner="inspect"
          acts={[
            { key: 'F8', label: 'pass', act: pass },
            { key: 'Shift+F8', label: 'fail', act: fail },
          ]}
        />
        <KeyBar />
      </>,
    );
    press('F8', { shiftKey: true });
    press('F8', { ctrlKey: true });
    expect([pass.mock.calls.length, fail.mock.calls.length]).toEqual([0, 1]);
  });

  it('does nothing behind an open question, except lock', async () => {
    const customer = vi.fn();
    const lock = vi.fn();
    await renderOnPage(
      <>
        <div role="alertdialog" />
        <Keys
          owner="frame"
          acts={[
            { key: 'F9', label: 'customer', act: customer },
            { key: 'Ctrl+L', label: 'lock', act: lock },
          ]}
        />
        <KeyBar />
      </>,
    );
    press('F9');
    press('l', { ctrlKey: true });
    expect([customer.mock.calls.length, lock.mock.calls.length]).toEqual([0, 1]);
  });

  it('ux rule 8: a control barcode does what its key does', async () => {
    const pass = vi.fn();
    await renderOnPage(
      <>
        <Keys owner="inspect" acts={[{ key: 'F8', label: 'pass', control: 'pass', act: pass }]} />
        <KeyBar />
      </>,
    );
    act(() =>
      answerScan({
        text: 'FB:PASS',
        source: 'wedge',
        rhythm: null,
        mark: 'ok',
        refusedBy: null,
        result: { kind: 'control', control: 'pass' },
      }),
    );
    expect(pass).toHaveBeenCalledTimes(1);
  });
});
