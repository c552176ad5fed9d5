import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ConfigurationView } from '#core/contract/station/configuration.ts';
import { longestDraft } from '#core/contract/station/drafts.ts';
import type { BenchSession } from '#core/domain/bench/bench-session.ts';
import { inspected, mainJob, sheet, sheetAfter, steps, transferred } from '#core/domain/bench/testing/sample-sheet.ts';
import { longestReason } from '#core/kernel/reason.ts';
import { TypingKnown } from '../../station/kept-typing.tsx';
import { useStationQuery } from '../../station/station-provider.tsx';
import type { Answers } from '../../testing/answering-station.ts';
import { clearPage, renderOnPage } from '../../testing/render-on-page.tsx';
import { sheetOf } from '../../testing/sheet-of.ts';
import { GiveValue } from './give-value.tsx';
import { ManualChecks } from './manual-checks.tsx';
import { useEndOfTyping } from './sheet-typing.ts';
import { SignPanel } from './sign-panel.tsx';
import { useSheetAct } from './use-sheet-act.ts';
import { VinField } from './vin-field.tsx';

afterEach(clearPage);
const ready = () => sheetAfter(inspected(), steps.leaveUnpaired);
const place = 'sheet session-1';
const path = 'M1 1L5 5';

type Shelves = Record<string, Record<string, string>>;

/** A station that keeps what is typed by person, as the real one does, and forgets nothing when the page goes. */
function answersOf(shelves: Shelves, personId: string) {
  const shelf = () => {
    shelves[personId] ??= {};
    return shelves[personId];
  };
  return {
    'access.seat': () => ({ kind: 'signed-in', personId, displayName: personId, rights: [] }),
    'drafts.mine': () => ({
      owner: personId,
      drafts: Object.entries(shelf()).map(([at, text]) => ({ place: at, text })),
    }),
    'drafts.keep': (draft: { place: string; text: string }) => {
      shelf()[draft.place] = draft.text;
      return null;
    },
    'drafts.drop': (draft: { place: string }) => {
      delete shelf()[draft.place];
      return null;
    },
  };
}

interface Opened {
  readonly session?: BenchSession;
  readonly personId?: string;
  readonly answers?: Answers;
  readonly part?: ReactNode;
}

const nothingWanted: ConfigurationView = {
  profile: null,
  choices: [],
  overrideAllowed: false,
  lines: [],
  blanks: ['apn', 'apnPassword'],
  suggestions: [],
  known: null,
  backup: null,
  story: [],
};
const giving = {
  sheet: sheetOf(ready()),
  change: vi.fn(async () => true),
  view: nothingWanted,
  subject: 'blank' as const,
  onClose: () => {},
};

/** As in the frame, nothing is shown before it is known who is at work. */
function Seated({ children }: { readonly children: ReactNode }) {
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  return seat.data === undefined ? null : <TypingKnown>{children}</TypingKnown>;
}

function Parts({ session }: { readonly session: BenchSession }) {
  const act = useSheetAct(session.id);
  useEndOfTyping(session);
  return (
    <>
      <SignPanel sheet={sheetOf(session)} onOpen={() => {}} />
      {session.state === 'open' ? <VinField sessionId={session.id} act={act} /> : null}
      <ManualChecks sheet={sheetOf(session)} act={act} checks={[{ id: 'seal', kind: 'manual', required: true }]} />
    </>
  );
}

/** The page as it is after a reload: its own memory is empty, that of the station is not. */
async function open(
  shelves: Shelves,
  { session = ready(), personId = 'kaya', answers = {}, part = <Parts session={session} /> }: Opened = {},
) {
  clearPage();
  const station = await renderOnPage(<Seated>{part}</Seated>, { ...answersOf(shelves, personId), ...answers });
  await screen.findByRole('heading', { level: 2 });
  return station;
}

const remarks = () => screen.getByLabelText<HTMLTextAreaElement>('Remarks');
const vin = () => screen.getByLabelText<HTMLInputElement>('Type the VIN, or scan the plate');
const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const kept = (shelves: Shelves, personId = 'kaya') => JSON.parse(shelves[personId]?.[place] ?? '{}');
const signedWith = { 'signature customer': path, 'name of customer': 'R. Vos', 'signature own': path };

describe('STA-4 SCAN-5 what is typed on a sheet and not given yet', () => {
  it('stands there again after a reload: remarks, result, half a VIN, and what was seen', async () => {
    const shelves: Shelves = {};
    await open(shelves);
    type(remarks(), 'bracket renewed');
    type(vin(), 'WSM0000');
    fireEvent.click(within(screen.getByRole('radiogroup', { name: 'Seal is closed' })).getByText('Fail'));
    type(await screen.findByLabelText('What was seen'), 'seal torn');
    fireEvent.click(screen.getByRole('radio', { name: 'Failed' }));
    await waitFor(() => expect(kept(shelves)).toMatchObject({ 'note seal': 'seal torn', result: 'failed' }));

    await open(shelves);
    expect((await screen.findByLabelText<HTMLTextAreaElement>('Remarks (needed)')).value).toBe('bracket renewed');
    expect(screen.getByRole('radio', { name: 'Failed', checked: true })).toBeTruthy();
    expect(vin().value).toBe('WSM0000');
    expect(screen.getByLabelText<HTMLInputElement>('What was seen').value).toBe('seal torn');
  });

  it('is nobody else’s: another person on the same seat finds nothing of it', async () => {
    const shelves: Shelves = {};
    await open(shelves);
    type(remarks(), 'bracket renewed');
    await waitFor(() => expect(kept(shelves).remarks).toBe('bracket renewed'));
    await open(shelves, { personId: 'okafor' });
    expect(remarks().value).toBe('');
  });

  it('leaves the field in the moment in which somebody else sits down, and is back with its owner', async () => {
    const shelves: Shelves = {};
    let personId = 'kaya';
    const station = await open(shelves, {
      answers: {
        'access.seat': () => ({ kind: 'signed-in', personId, displayName: personId, rights: [] }),
        'drafts.mine': () => ({ owner: personId, drafts: [] }),
      },
    });
    type(remarks(), 'bracket renewed');
    for (const [who, seen] of [
      ['okafor', ''],
      ['kaya', 'bracket renewed'],
    ] as const) {
      personId = who;
      act(() => station.tell({ kind: 'changed', topics: ['seat'], sessionId: null }));
      await waitFor(() => expect(remarks().value).toBe(seen));
    }
  });

  it('REP-2 shows a drawing again, signs with it, and lets it be taken away', async () => {
    const shelves: Shelves = { kaya: { [place]: JSON.stringify({ ...signedWith, remarks: 'ok' }) } };
    const sign = vi.fn((_input: unknown) => ({ kind: 'no-such-sheet' }));
    await open(shelves, { answers: { 'bench.sign': sign } });
    const drawing = await screen.findByRole('img', { name: 'Signed by R. Vos' });
    expect(drawing.querySelector('path')?.getAttribute('d')).toBe(path);
    fireEvent.click(screen.getByRole('button', { name: 'Remove your signature' }));
    type(screen.getByLabelText('PIN'), '471902');
    fireEvent.keyDown(screen.getByLabelText('PIN'), { key: 'Enter' });
    await waitFor(() =>
      expect(sign).toHaveBeenCalledWith(
        expect.objectContaining({ signatureSvgPath: null, customerSignature: { name: 'R. Vos', path } }),
      ),
    );
    expect(kept(shelves)).toEqual({ remarks: 'ok', 'signature customer': path, 'name of customer': 'R. Vos' });
  });

  it('REP-2 goes on with a drawing that was not used yet, clears it, and forgets it when the question is closed', async () => {
    const begun = { 'drawing customer': path, 'drawing name': 'R. Vos' };
    const shelves: Shelves = { kaya: { [place]: JSON.stringify(begun) } };
    await open(shelves);
    const ask = () => fireEvent.click(screen.getByRole('button', { name: 'Let the customer sign' }));
    const use = () => screen.getByRole('button', { name: 'Use this signature' });
    ask();
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('Name in letters').value).toBe('R. Vos'));
    expect(use()).toHaveProperty('disabled', false);
    fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
    expect(use()).toHaveProperty('disabled', true);
    await waitFor(() => expect(kept(shelves)).toEqual({ 'drawing name': 'R. Vos' }));
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(shelves['kaya']).toEqual({}));
  });

  it('REP-2 a drawing that was used is no drawing in hand any more', async () => {
    const begun = { 'drawing customer': path, 'drawing name': 'R. Vos' };
    const shelves: Shelves = { kaya: { [place]: JSON.stringify(begun) } };
    await open(shelves);
    fireEvent.click(screen.getByRole('button', { name: 'Let the customer sign' }));
    fireEvent.click(screen.getByRole('button', { name: 'Use this signature' }));
    expect(await screen.findByRole('img', { name: 'Signed by R. Vos' })).toBeTruthy();
    await waitFor(() => expect(kept(shelves)).toEqual({ 'signature customer': path, 'name of customer': 'R. Vos' }));
  });

  it.each([
    ['signed', sheetAfter(sheet(), ...mainJob)],
    ['closed', sheetAfter(transferred(), { kind: 'abandoned', why: 'no time' })],
  ])('is dropped with a sheet that somebody %s, here or elsewhere', async (_how, session) => {
    const shelves: Shelves = { kaya: { [place]: JSON.stringify({ ...signedWith, remarks: 'bracket' }), other: 'x' } };
    await open(shelves, { session });
    await waitFor(() => expect(shelves['kaya']).toEqual({ other: 'x' }));
  });

  it('INSP-4 never holds the PIN', async () => {
    const shelves: Shelves = {};
    const station = await open(shelves, {
      answers: { 'bench.sign': () => ({ kind: 'wrong-pin', triesLeft: 8, waitMs: 0 }) },
    });
    type(remarks(), 'bracket renewed');
    type(screen.getByLabelText('PIN'), '471902');
    fireEvent.keyDown(screen.getByLabelText('PIN'), { key: 'Enter' });
    await screen.findByRole('alert');
    const told = station.calls.filter(({ name }) => name.startsWith('drafts.'));
    expect(JSON.stringify(told)).toContain('bracket renewed');
    expect(JSON.stringify(told)).not.toContain('471902');
  });

  it('keeps a reason until the act for it is stored', async () => {
    const shelves: Shelves = {};
    let answer: unknown = { kind: 'refused', reason: 'wrong-state', detail: {} };
    await open(shelves, { answers: { 'bench.abandon': () => answer } });
    const ask = () => {
      fireEvent.click(screen.getByRole('button', { name: 'Close without signing' }));
      return screen.findByRole('alertdialog');
    };
    const give = (dialog: HTMLElement) =>
      fireEvent.click(within(dialog).getByRole('button', { name: 'Close without signing' }));
    const dialog = await ask();
    type(within(dialog).getByRole('textbox'), 'the customer left');
    give(dialog);
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    await waitFor(() => expect(kept(shelves)).toEqual({ 'why close': 'the customer left' }));
    answer = { kind: 'updated' };
    const again = await ask();
    expect(within(again).getByRole<HTMLTextAreaElement>('textbox').value).toBe('the customer left');
    give(again);
    await waitFor(() => expect(shelves['kaya']).toEqual({}));
  });

  it('says of a reason that is too long how long it is, takes nothing away from it, and does not give it', async () => {
    await open({});
    fireEvent.click(screen.getByRole('button', { name: 'Close without signing' }));
    const dialog = await screen.findByRole('alertdialog');
    const close = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Close without signing' });
    type(within(dialog).getByRole('textbox'), 'w'.repeat(longestReason));
    expect(close.disabled).toBe(false);
    type(within(dialog).getByRole('textbox'), 'w'.repeat(longestReason + 12));
    expect(dialog.textContent).toContain('At most 500 characters; 512 stand here.');
    expect(close.disabled).toBe(true);
    expect(within(dialog).getByRole<HTMLTextAreaElement>('textbox').value).toHaveLength(512);
  });

  it('keeps what was seen until the answer is stored', async () => {
    const shelves: Shelves = {};
    let answer: unknown = { kind: 'refused', reason: 'wrong-state', detail: {} };
    const asked = vi.fn(() => answer);
    await open(shelves, { answers: { 'bench.answerCheck': asked } });
    fireEvent.click(within(screen.getByRole('radiogroup', { name: 'Seal is closed' })).getByText('Fail'));
    type(await screen.findByLabelText('What was seen'), 'seal torn');
    const save = () => fireEvent.keyDown(screen.getByLabelText('What was seen'), { key: 'Enter' });
    save();
    await waitFor(() => expect(asked).toHaveBeenCalledTimes(1));
    expect(screen.getByLabelText<HTMLInputElement>('What was seen').value).toBe('seal torn');
    answer = { kind: 'updated' };
    save();
    await waitFor(() => expect(screen.queryByLabelText('What was seen')).toBeNull());
    await waitFor(() => expect(shelves['kaya']).toEqual({}));
  });

  it('INST-7 keeps a value for this unit with its key, and no secret', async () => {
    const shelves: Shelves = {};
    await open(shelves, { part: <GiveValue {...giving} /> });
    type(screen.getByLabelText('Access point'), 'iot.example');
    await waitFor(() => expect(kept(shelves)).toEqual({ 'value apn': 'iot.example' }));
    type(screen.getByLabelText('Which value'), 'apnPassword');
    type(screen.getByLabelText('Access point password'), 'hunter2');
    await waitFor(() => expect(kept(shelves)['value of']).toBe('apnPassword'));
    expect(screen.getByLabelText<HTMLInputElement>('Access point password').value).toBe('hunter2');
    expect(JSON.stringify(shelves)).not.toContain('hunter2');
    type(screen.getByLabelText('Which value'), 'apn');
    expect(screen.getByLabelText<HTMLInputElement>('Access point').value).toBe('iot.example');
    fireEvent.click(screen.getByRole('button', { name: 'Use this value' }));
    await waitFor(() => expect(shelves['kaya']).toEqual({}));
    expect(giving.change).toHaveBeenCalledOnce();
  });

  it('fits into what the station keeps of one form, with every drawing as long as it may be', () => {
    const drawing = 'M'.padEnd(20_000, '1');
    const words = 'ü'.repeat(500);
    const most = {
      ...{
        'signature own': drawing,
        'signature customer': drawing,
        'drawing own': drawing,
        'drawing customer': drawing,
      },
      ...{ 'name of customer': 'R'.repeat(100), 'drawing name': 'R'.repeat(100), remarks: '\u0001'.repeat(2_000) },
      ...Object.fromEntries(Array.from({ length: 40 }, (_, number) => [`note of a check ${number}`, words])),
    };
    expect(JSON.stringify(most).length).toBeLessThan(longestDraft);
  });
});
