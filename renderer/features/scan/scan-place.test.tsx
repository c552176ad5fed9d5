import { act, cleanup, render } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { currentPlace, type ScanArrival, useScanPlace, useScanPlaces } from './scan-place.ts';

function Place({ id, context }: { readonly id: string; readonly context: ScanArrival }) {
  useScanPlace(id, context);
  return null;
}

const bench: ScanArrival = { screen: 'bench', sessionId: null, awaiting: 'unit' };
const sheet = (awaiting: ScanArrival['awaiting']): ScanArrival => ({ screen: 'sheet', sessionId: 's-1', awaiting });
const question: ScanArrival = { screen: 'dialog', sessionId: 's-1', awaiting: 'anything' };
const here = () => currentPlace(useScanPlaces.getState());

afterEach(() => {
  cleanup();
  expect(useScanPlaces.getState().stack).toEqual([]);
});

describe('SCAN-4 a scan arrives where the person is', () => {
  it('belongs to no screen while none says otherwise', () => {
    expect(here()).toEqual({ screen: 'other', sessionId: null, awaiting: 'anything' });
  });

  it('counts the newest place, and the one before when that goes', () => {
    const bottom = render(<Place id="sheet" context={sheet('unit')} />);
    const top = render(<Place id="confirm" context={question} />);
    expect(here()).toEqual(question);
    top.unmount();
    expect(here()).toEqual(sheet('unit'));
    bottom.unmount();
  });

  it('follows the step of the sheet', () => {
    const { rerender } = render(<Place id="sheet" context={sheet('unit')} />);
    rerender(<Place id="sheet" context={sheet('vin')} />);
    expect(here().awaiting).toBe('vin');
  });

  it('a sheet that changes under an open question does not take its scans', () => {
    const { rerender } = render(<Place id="sheet" context={sheet('unit')} />);
    render(<Place id="confirm" context={question} />);
    act(() => rerender(<Place id="sheet" context={sheet('vin')} />));
    expect(here()).toEqual(question);
  });

  it('a place that is left in the middle leaves the others in order', () => {
    const first = render(<Place id="bench" context={bench} />);
    render(<Place id="sheet" context={sheet('unit')} />);
    render(<Place id="confirm" context={question} />);
    first.unmount();
    expect(useScanPlaces.getState().stack.map(({ id }) => id)).toEqual(['sheet', 'confirm']);
  });
});
