import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { PairingView } from '#core/contract/station/bench.ts';
import type { BenchSession } from '#core/domain/bench/bench-session.ts';
import { at, inspected, sheetAfter, standing, steps, unpairing } from '#core/domain/bench/testing/sample-sheet.ts';
import { asset } from '#core/domain/pairing/asset.ts';
import { clearPage, renderOnPage } from '../../testing/render-on-page.tsx';
import { sheetOf } from '../../testing/sheet-of.ts';
import { PairPanel } from './pair-panel.tsx';

const vin = 'WSM00000003111444';
type Candidate = PairingView['candidates'][number];

function candidate(id: string, changes: Partial<Candidate> = {}): Candidate {
  const base = asset.parse({
    id,
    organizationId: 'customer',
    category: 'trailer',
    plate: id,
    vin,
    code: null,
    unit: null,
  });
  return { ...base, match: 'exact', occupied: false, named: false, ...changes };
}
function pairing(changes: Partial<PairingView> = {}): PairingView {
  return {
    scanned: vin,
    scannedFrom: 'plate',
    fromUnit: vin,
    unitAskedAt: at,
    candidates: [candidate('KL 99')],
    others: 0,
    prediction: 'AutoPair',
    agreement: 'all-agree',
    standing: null,
    issue: null,
    canWriteVin: false,
    ...changes,
  };
}

afterEach(clearPage);
const filled = () => [...document.querySelectorAll('.button-go')].map((button) => button.textContent);
async function show(
  view: PairingView,
  { session = inspected(), answers = {} }: { session?: BenchSession; answers?: object } = {},
) {
  const station = await renderOnPage(<PairPanel sheet={sheetOf(session)} onOpen={() => {}} />, {
    'bench.pairing': () => ({ kind: 'pairing', pairing: view }),
    'demo.tray': () => ({ kind: 'not-a-demo' }),
    'vehicleBus.setting': () => ({ kind: 'off' }),
    ...answers,
  });
  await screen.findByRole('heading', { level: 2 });
  return station;
}

describe('PAIR-5 what will happen by itself, and the one thing that helps', () => {
  it.each([
    [pairing(), 'It will find its vehicle by itself', ['Let the unit pair itself']],
    [pairing({ prediction: 'off' }), 'Choose the vehicle', ['Pair with KL 99']],
    [pairing({ prediction: 'InvalidData', candidates: [] }), 'The unit has no usable VIN', []],
    [
      pairing({ prediction: 'NotFound', candidates: [candidate('KL 99', { match: 'none' })] }),
      'No vehicle has this VIN',
      [],
    ],
    [
      pairing({
        prediction: 'MultipleMatchFound',
        candidates: [candidate('HH 31', { match: 'partial' }), candidate('HH 74', { match: 'partial' })],
      }),
      'Several vehicles fit',
      [],
    ],
    [
      pairing({ prediction: 'occupied', candidates: [candidate('B 905', { occupied: true })] }),
      'Its vehicle has another unit',
      [],
    ],
    [pairing({ scanned: '1M8GDM9AXKP042788', agreement: 'partly' }), 'Plate and unit name two vehicles', []],
    [
      pairing({ scanned: '1M8GDM9AXKP042788', prediction: 'NotFound', agreement: 'differ' }),
      'Plate and unit name two vehicles',
      [],
    ],
    [
      pairing({ fromUnit: null, unitAskedAt: null, prediction: 'not-read', agreement: 'incomplete' }),
      'The unit was not asked for its VIN',
      ['Ask the unit for its VIN'],
    ],
    [pairing({ standing }), 'Paired with HH AB 31 already', ['Keep it with HH AB 31']],
    [pairing({ fromUnit: 'F03111444' }), 'It will find its vehicle by itself', ['Let the unit pair itself']],
  ])('%#: %s', async (view, title, buttons) => {
    await show(view);
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe(title);
    expect(filled()).toEqual(buttons);
  });

  it('PAIR-2 does not offer a vehicle that has another unit', async () => {
    await show(
      pairing({
        prediction: 'occupied',
        candidates: [candidate('B 905', { occupied: true }), candidate('KL 12', { match: 'none' })],
      }),
    );
    expect(
      screen.getAllByRole('button', { name: /^Pair with/ }).map((button) => button.getAttribute('aria-label')),
    ).toEqual(['Pair with KL 12']);
  });
});

describe('PAIR-1 pairing by hand', () => {
  it('asks with the name of the vehicle, and warns where its VIN was not seen', async () => {
    const station = await show(
      pairing({ prediction: 'off', candidates: [candidate('KL 12', { match: 'none', vin: null })] }),
      {
        answers: { 'bench.pair': () => ({ kind: 'no-such-sheet' }) },
      },
    );
    fireEvent.click(screen.getByRole('button', { name: 'Pair with KL 12' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Pair with KL 12?' });
    expect(dialog.textContent).toContain('neither scanned nor told by the unit');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Pair with KL 12' }));
    await waitFor(() =>
      expect(station.calls).toContainEqual({ name: 'bench.pair', input: { sessionId: 'session-1', assetId: 'KL 12' } }),
    );
  });

  it('is left open only with a reason', async () => {
    const station = await show(pairing({ prediction: 'NotFound', candidates: [] }), {
      answers: { 'bench.leaveUnpaired': () => ({ kind: 'no-such-sheet' }) },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Leave open, with a reason' }));
    const dialog = await screen.findByRole('alertdialog');
    const give = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Leave open, with a reason' });
    expect(give.disabled).toBe(true);
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: 'the trailer is not here yet' } });
    fireEvent.click(give);
    await waitFor(() =>
      expect(station.calls).toContainEqual({
        name: 'bench.leaveUnpaired',
        input: { sessionId: 'session-1', why: 'the trailer is not here yet' },
      }),
    );
  });

  it('a request is a clock, never a tick', async () => {
    await show(pairing(), { session: sheetAfter(inspected(), steps.requestPairing) });
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Requested: KL 99');
    expect(document.querySelector('.panel-head .mark')?.classList).toContain('mark-wait');
  });
});

describe('PAIR-1 unpairing', () => {
  it('asks with both names, and is a clock until the centre has answered', async () => {
    const kept = sheetAfter(inspected(), { kind: 'pairing-kept', pairing: standing });
    const station = await show(pairing({ standing }), {
      session: kept,
      answers: { 'bench.unpair': () => ({ kind: 'no-such-sheet' }) },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Unpair from HH AB 31' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Unpair from HH AB 31?' });
    expect(dialog.textContent).toContain('without a unit afterwards');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Unpair from HH AB 31' }));
    await waitFor(() =>
      expect(station.calls).toContainEqual({ name: 'bench.unpair', input: { sessionId: 'session-1' } }),
    );
    clearPage();
    await show(pairing({ standing }), { session: sheetAfter(kept, unpairing) });
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Unpairing requested: HH AB 31');
    expect(document.querySelector('.panel-head .mark')?.classList).toContain('mark-wait');
    expect(filled()).toEqual([]);
  });
});

describe('PAIR-5 what the centre found, and the VIN in the unit', () => {
  const issue: PairingView['issue'] = {
    trouble: 'NotFound',
    sensorVin: '1M8GDM9AXKP042788',
    count: 27,
    firstAt: '2026-11-19T08:00:00.000Z',
    lastAt: '2026-11-20T10:00:00.000Z',
    outlook: { kind: 'over', endedAt: '2026-11-20T11:00:00.000Z' },
  };

  it('stands there as one thing with how often and since when', async () => {
    await show(pairing({ prediction: 'NotFound', issue }));
    const part = screen.getByRole('region', { name: 'What the centre found' });
    expect(part.textContent).toContain('1M8 GDM9AX KP042788');
    expect(part.textContent).toContain('27 times since');
    expect(part.textContent).toContain('Not tried any more');
  });

  it('is corrected only after a question that names both VINs', async () => {
    const station = await show(
      pairing({ fromUnit: '1M8GDM9AXKP042788', prediction: 'NotFound', agreement: 'partly', canWriteVin: true }),
      { answers: { 'bench.writeUnitVin': () => ({ kind: 'no-such-sheet' }) } },
    );
    fireEvent.click(screen.getByRole('button', { name: 'Write this VIN into the unit' }));
    const dialog = await screen.findByRole('alertdialog');
    expect(dialog.textContent).toContain('1M8 GDM9AX KP042788');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Write this VIN into the unit' }));
    await waitFor(() =>
      expect(station.calls).toContainEqual({
        name: 'bench.writeUnitVin',
        input: { sessionId: 'session-1', vin },
      }),
    );
  });

  it('is not offered where the unit keeps none, nor where it is right', async () => {
    await show(pairing({ fromUnit: '1M8GDM9AXKP042788', prediction: 'NotFound', agreement: 'partly' }));
    expect(screen.queryByRole('button', { name: /Write this VIN/ })).toBeNull();
    expect(screen.getByText(/keeps no VIN of its own/)).toBeTruthy();
    clearPage();
    await show(pairing({ canWriteVin: true }));
    expect(screen.queryByRole('button', { name: /Write this VIN/ })).toBeNull();
  });
});

describe('PAIR-6 a typed VIN', () => {
  it('says while typing that I, O and Q are never in it', async () => {
    await show(pairing({ prediction: 'off', candidates: [] }));
    fireEvent.change(screen.getByLabelText('Type the VIN, or scan the plate'), {
      target: { value: 'WSM0000000311144O' },
    });
    expect(await screen.findByText(/A VIN never has I, O or Q/)).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Take it' }).disabled).toBe(true);
  });

  it('SCAN-5 keeps what was typed when the station does not take it', async () => {
    await show(pairing({ prediction: 'off', candidates: [] }), {
      answers: { 'bench.setVin': () => ({ kind: 'bad-vin', codes: ['VIN_FORMAT'] }) },
    });
    const field = screen.getByLabelText<HTMLInputElement>('Type the VIN, or scan the plate');
    fireEvent.change(field, { target: { value: vin } });
    fireEvent.click(screen.getByRole('button', { name: 'Take it' }));
    expect(await screen.findByText(/A VIN has 17 letters and digits/)).toBeTruthy();
    expect(field.value).toBe(vin);
  });
});
