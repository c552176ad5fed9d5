import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { BenchActResult, JobView } from '#core/contract/station/jobs.ts';
import type { Job } from '#core/domain/jobs/job.ts';
import { sessionId } from '#core/kernel/entity-ids.ts';
import { TypingKnown } from '../../../station/kept-typing.tsx';
import type { Answers } from '../../../testing/answering-station.ts';
import { clearPage, renderOnPage } from '../../../testing/render-on-page.tsx';
import { JobWork } from './job-work.tsx';
import { aJob, aRun, aView, okafor } from './testing/job-at-work.ts';

afterEach(clearPage);

const done = { kind: 'done', sessionId: null, at: '2026-11-23T09:00:00.000Z', by: 'M. Kaya' } as const;

const draftsIn = (shelves: Readonly<Record<string, string | undefined>>) =>
  Object.entries(shelves).flatMap(([place, text]) => (text === undefined ? [] : [{ place, text }]));

async function show(job: Job, changed: Partial<JobView> = {}, answer?: BenchActResult, answers: Answers = {}) {
  const view = (
    <TypingKnown>
      <JobWork view={aView(job, changed)} />
    </TypingKnown>
  );
  const station = await renderOnPage(view, {
    'drafts.mine': () => ({ owner: 'kaya', drafts: [] }),
    'access.seat': () => ({ kind: 'signed-in', personId: 'kaya', displayName: 'M. Kaya', rights: [] }),
    'ownership.unitTypes': () => [],
    'jobs.act': () => answer ?? { kind: 'done', job },
    ...answers,
  });
  await screen.findByRole('heading', { name: 'What the job wants' });
  return {
    wishes: () => station.calls.filter(({ name }) => name === 'jobs.act').map(({ input }) => input),
  };
}

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const dialog = () => within(screen.getByRole('alertdialog'));
const pressThere = (name: string) => fireEvent.click(dialog().getByRole('button', { name }));
const type = (label: string | RegExp, text: string) =>
  fireEvent.change(dialog().getByRole('textbox', { name: label }), { target: { value: text } });
const isOff = (button: HTMLElement) => button.hasAttribute('disabled');

describe('JOB-7 the next act on a job', () => {
  it('starts what waits', async () => {
    const { wishes } = await show(aJob());
    press('Start the job');
    await waitFor(() => expect(wishes()).toEqual([{ id: 'job-1', wish: { act: 'start' } }]));
  });

  it('says for whom it waits where somebody else is named', async () => {
    await show(aJob({ technician: okafor }));
    expect(screen.getByText('Your supervisor named A. Okafor for it.')).toBeTruthy();
    expect(isOff(screen.getByRole('button', { name: 'Start the job' }))).toBe(true);
  });

  it('says why the station refused', async () => {
    await show(aJob(), {}, { kind: 'refused', code: 'JOB_NO_TRUST' });
    press('Start the job');
    expect((await screen.findByRole('alert')).textContent).toContain('does not trust this workshop now');
  });

  it('takes over only after an answer', async () => {
    const technician = aJob({ technician: okafor }).technician ?? aRun().technician;
    const { wishes } = await show(aJob({ run: aRun({ technician }) }));
    press('Take over');
    expect(wishes()).toEqual([]);
    pressThere('Take over');
    await waitFor(() => expect(wishes()).toEqual([{ id: 'job-1', wish: { act: 'hand-over' } }]));
  });

  it('pauses with a note and goes on', async () => {
    const { wishes } = await show(aJob({ run: aRun() }));
    press('Pause');
    type(/^Note/, 'Bracket is missing');
    pressThere('Pause');
    await waitFor(() =>
      expect(wishes()).toEqual([{ id: 'job-1', wish: { act: 'pause', note: 'Bracket is missing' } }]),
    );
  });
});

describe('JOB-7 X4 points of the checklist', () => {
  const checklist = ['Plug is locked', 'Box is closed'];
  const settled = { point: 0, at: done.at, by: 'M. Kaya' };

  it('are ticked, and a tick is taken back', async () => {
    const fields = { plate: 'KL 99', checklist };
    const { wishes } = await show(aJob({ fields, run: aRun({ points: [{ kind: 'done', ...settled }] }) }));
    expect(screen.getByText('1 of 2 points')).toBeTruthy();
    expect(screen.getByText(/^Done: M. Kaya,/)).toBeTruthy();
    fireEvent.click(screen.getByRole('checkbox', { name: 'Box is closed' }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Plug is locked' }));
    await waitFor(() =>
      expect(wishes()).toEqual([
        { id: 'job-1', wish: { act: 'tick', point: 1, to: { kind: 'done' } } },
        { id: 'job-1', wish: { act: 'tick', point: 0, to: { kind: 'open' } } },
      ]),
    );
  });

  it('are left out with a reason', async () => {
    const { wishes } = await show(aJob({ fields: { plate: 'KL 99', checklist }, run: aRun() }));
    press('Leave out: Box is closed');
    type('Reason', 'There is no box');
    pressThere('Leave out');
    const to = { kind: 'waived', reason: 'There is no box' };
    await waitFor(() => expect(wishes()).toEqual([{ id: 'job-1', wish: { act: 'tick', point: 1, to } }]));
  });

  it('hold up the end, and say so', async () => {
    await show(aJob({ steps: [], fields: { plate: 'KL 99', checklist }, run: aRun() }));
    expect(isOff(screen.getByRole('button', { name: 'Finish the job' }))).toBe(true);
    expect(screen.getByText(/^Still open: 2 points of the checklist\./)).toBeTruthy();
  });

  it('are only read by whoever does not have the job', async () => {
    const points = [{ kind: 'waived' as const, reason: 'None here', ...settled }];
    const may = { tick: { kind: 'may-not', code: 'JOB_ENDED' } } as const;
    await show(aJob({ fields: { plate: 'KL 99', checklist }, run: aRun({ points }) }), { may });
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(screen.getByText(/^Left out: None here/)).toBeTruthy();
  });
});

describe('JOB-1 the end of a job', () => {
  it('names what is open and does not finish', async () => {
    await show(aJob({ run: aRun({ steps: { configure: done } }) }));
    expect(isOff(screen.getByRole('button', { name: 'Finish the job' }))).toBe(true);
    expect(screen.getByText(/^Still open: Inspect\./)).toBeTruthy();
  });

  it('finishes what is settled, with a comment or without', async () => {
    const { wishes } = await show(aJob({ run: aRun({ steps: { configure: done, inspect: done } }) }));
    press('Finish the job');
    pressThere('Finish the job');
    await waitFor(() => expect(wishes()).toEqual([{ id: 'job-1', wish: { act: 'succeed', comment: null } }]));
  });

  it('fails only with one of the reasons and with words', async () => {
    const { wishes } = await show(aJob({ run: aRun() }));
    press('It failed …');
    const end = () => dialog().getByRole('button', { name: 'End as failed' });
    expect(isOff(end())).toBe(true);
    type('What happened, in your words', 'No voltage at the plug');
    expect(isOff(end())).toBe(true);
    fireEvent.click(dialog().getByRole('radio', { name: 'No power' }));
    expect(isOff(end())).toBe(false);
    fireEvent.click(end());
    const wish = { act: 'fail', failure: 'no-power', explanation: 'No voltage at the plug' };
    await waitFor(() => expect(wishes()).toEqual([{ id: 'job-1', wish }]));
  });
});

describe('JOB-7 steps', () => {
  it('leaves a step out with a reason; what was typed outlives the closed question', async () => {
    const { wishes } = await show(aJob({ run: aRun() }));
    press('Leave out: Inspect');
    expect(isOff(dialog().getByRole('button', { name: 'Leave out' }))).toBe(true);
    type('Reason', 'The fleet inspects');
    pressThere('Cancel');
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    press('Leave out: Inspect');
    pressThere('Leave out');
    const wish = { act: 'waive', step: 'inspect', reason: 'The fleet inspects' };
    await waitFor(() => expect(wishes()).toEqual([{ id: 'job-1', wish }]));
  });

  it('keeps what was typed while the station refuses', async () => {
    await show(aJob({ run: aRun() }), {}, { kind: 'refused', code: 'JOB_OTHER_TECHNICIAN' });
    press('Leave out: Inspect');
    type('Reason', 'The fleet inspects');
    pressThere('Leave out');
    await dialog().findByRole('alert');
    expect(dialog().getByRole('textbox', { name: 'Reason' })).toHaveProperty('value', 'The fleet inspects');
  });

  it('STA-4 keeps a reason over a reload, for whoever typed it, until it is given or the job is over', async () => {
    const shelves: Record<string, string | undefined> = {};
    const reopen = async (job: Job) => {
      clearPage();
      await show(job, {}, undefined, {
        'drafts.mine': () => ({ owner: 'kaya', drafts: draftsIn(shelves) }),
        'drafts.keep': (draft: { place: string; text: string }) => {
          shelves[draft.place] = draft.text;
          return null;
        },
        'drafts.drop': (draft: { place: string }) => {
          shelves[draft.place] = undefined;
          return null;
        },
      });
    };
    const words = () => dialog().getByRole<HTMLTextAreaElement>('textbox', { name: 'Reason' }).value;
    await reopen(aJob({ run: aRun() }));
    press('Leave out: Inspect');
    type('Reason', 'The fleet inspects');
    await waitFor(() => expect(shelves['job job-1']).toContain('The fleet inspects'));
    await reopen(aJob({ run: aRun() }));
    press('Leave out: Inspect');
    expect(words()).toBe('The fleet inspects');
    pressThere('Leave out');
    await waitFor(() => expect(shelves['job job-1']).toBeUndefined());

    press('Leave out: Inspect');
    type('Reason', 'The fleet inspects');
    await waitFor(() => expect(shelves['job job-1']).toContain('The fleet inspects'));
    const end = { kind: 'succeeded', comment: null, at: done.at, by: 'A. Okafor' } as const;
    await reopen({ ...aJob({ run: aRun() }), status: 'succeeded', end });
    await waitFor(() => expect(shelves['job job-1']).toBeUndefined());
  });

  it('marks a step by hand and takes the mark back', async () => {
    const { wishes } = await show(aJob({ run: aRun({ steps: { configure: done } }) }));
    press('Done: Inspect');
    press('Undo: Configure');
    await waitFor(() =>
      expect(wishes()).toEqual([
        { id: 'job-1', wish: { act: 'do', step: 'inspect' } },
        { id: 'job-1', wish: { act: 'reopen', step: 'configure' } },
      ]),
    );
  });

  it('OWN-11 takes nobody’s word for whose the unit is: that step is left out, or done by a scan', async () => {
    await show({ ...aJob({ run: aRun() }), steps: ['owner', 'configure'] });
    expect(screen.queryByRole('button', { name: 'Done: Owner' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Leave out: Owner' })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Done: Configure' })).toBeTruthy();
  });

  it('says whether the unit’s sheet shows that a step is done, or somebody only said so', async () => {
    const shown = { ...done, sessionId: sessionId.parse('sheet-1') };
    await show(aJob({ run: aRun({ steps: { configure: { ...done, sessionId: null }, inspect: shown } }) }));
    expect(screen.getAllByText(/^Done by hand: M. Kaya,/)).toHaveLength(1);
    expect(screen.getAllByText(/^Done: M. Kaya,/)).toHaveLength(1);
  });

  it('offers none of it while the job is paused', async () => {
    const paused = { note: null, at: '2026-11-23T09:00:00.000Z', by: 'M. Kaya' } as const;
    await show(aJob({ run: aRun({ paused }) }));
    expect(screen.queryByRole('button', { name: 'Done: Inspect' })).toBeNull();
    expect(screen.getByRole('button', { name: 'Go on' })).toBeTruthy();
  });
});

describe('ORG-5 INST-4 prescribed fields', () => {
  const prescribed = { plate: 'KL 99', values: { reportStoppedS: '1800' } };

  it('are locked for everybody where the fleet allows no departure', async () => {
    await show(aJob({ fields: prescribed, run: aRun() }), { overrideAllowed: false });
    expect(screen.queryByRole('button', { name: /^Override/ })).toBeNull();
    expect(screen.getAllByText('Prescribed')).toHaveLength(2);
  });

  it('are departed from with something else and a reason', async () => {
    const { wishes } = await show(aJob({ fields: prescribed, run: aRun() }));
    press('Override: Plate');
    const depart = () => dialog().getByRole('button', { name: 'Override' });
    type('Reason', 'It wears new plates');
    expect(isOff(depart())).toBe(true);
    type('Instead', 'KL 100');
    fireEvent.click(depart());
    const wish = { act: 'override', field: 'plate', instead: 'KL 100', reason: 'It wears new plates' };
    await waitFor(() => expect(wishes()).toEqual([{ id: 'job-1', wish }]));
  });

  it('show a departure as a difference, with who and why', async () => {
    const what = { field: 'plate', prescribed: 'KL 99', instead: 'KL 100', reason: 'New plates' };
    await show(aJob({ fields: prescribed, run: aRun({ overrides: [{ ...what, at: done.at, by: done.by }] }) }));
    expect(document.querySelector('del')?.textContent).toBe('KL 99');
    expect(document.querySelector('ins')?.textContent).toBe('KL 100');
    expect(screen.getByText('M. Kaya: New plates')).toBeTruthy();
  });

  it('fills in what was left open, and nothing else', async () => {
    const { wishes } = await show(aJob({ fields: prescribed, run: aRun() }));
    press('Fill in what is open');
    expect(dialog().queryByRole('textbox', { name: 'Plate' })).toBeNull();
    type('Serial of the unit', '359315075384726');
    pressThere('Keep');
    await waitFor(() => expect(wishes()).toHaveLength(1));
    expect(wishes()).toMatchObject([{ wish: { act: 'fill', fields: { unitSerial: '359315075384726', plate: null } } }]);
  });
});
