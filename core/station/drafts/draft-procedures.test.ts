import { describe, expect, it } from 'vitest';
import { mostDrafts } from '../../contract/station/drafts.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { sessionId } from '../../kernel/entity-ids.ts';
import type { Principal } from '../principal.ts';
import { draftProcedures } from './draft-procedures.ts';

const of = (personId: string) => ({ principal: { kind: 'person', personId } as unknown as Principal });
const [meyer, brandt] = [of('meyer'), of('brandt')];
const noSheets = { session: () => null };

describe('JOB-2 what is typed and not saved', () => {
  it('is kept for whoever typed it and for nobody else, until it is dropped', async () => {
    const { mine, keep, drop } = draftProcedures(noSheets);
    await keep({ place: 'new', text: 'K' }, meyer);
    await keep({ place: 'new', text: 'KL' }, meyer);
    await keep({ place: 'edit', text: 'Hall' }, meyer);
    await keep({ place: 'new', text: 'HH' }, brandt);
    await drop({ place: 'edit' }, brandt);
    expect(await mine(undefined, meyer)).toEqual({
      owner: 'meyer',
      drafts: [
        { place: 'new', text: 'KL' },
        { place: 'edit', text: 'Hall' },
      ],
    });
    await drop({ place: 'new' }, meyer);
    expect((await mine(undefined, meyer)).drafts).toEqual([{ place: 'edit', text: 'Hall' }]);
    expect((await mine(undefined, brandt)).drafts).toEqual([{ place: 'new', text: 'HH' }]);
  });

  it('makes room for what is typed next: the oldest goes', async () => {
    const { mine, keep } = draftProcedures(noSheets);
    for (let number = 0; number <= mostDrafts; number += 1) {
      await keep({ place: `form ${number}`, text: '' }, meyer);
      await keep({ place: 'form 0', text: String(number) }, meyer);
    }
    const { drafts } = await mine(undefined, meyer);
    expect([drafts.length, drafts.some(({ place }) => place === 'form 0')]).toEqual([mostDrafts, true]);
    expect(drafts.some(({ place }) => place === 'form 1')).toBe(false);
  });
});

describe('STA-4 what is typed on a sheet', () => {
  const [first, second] = [sessionId.parse('first'), sessionId.parse('second')];
  const typedOn = (states: Readonly<Record<string, BenchSession['state']>>) =>
    draftProcedures({
      session(id) {
        const state = states[id];
        return state === undefined ? null : ({ id, state } as BenchSession);
      },
    });

  it.each(['signed', 'abandoned'] as const)('ends with the sheet, whoever left it %s', async (how) => {
    const states: Record<string, BenchSession['state']> = { first: 'open', second: 'open' };
    const { mine, keep } = typedOn(states);
    for (const who of [meyer, brandt]) {
      await keep({ place: 'sheet first', text: 'bracket', sessionId: first }, who);
    }
    await keep({ place: 'sheet second', text: 'seal', sessionId: second }, meyer);
    await keep({ place: 'new', text: 'KL' }, meyer);
    expect((await mine(undefined, meyer)).drafts).toHaveLength(3);
    states['first'] = how;
    expect((await mine(undefined, meyer)).drafts).toEqual([
      { place: 'sheet second', text: 'seal' },
      { place: 'new', text: 'KL' },
    ]);
    states['first'] = 'open';
    expect((await mine(undefined, brandt)).drafts, 'it is gone, not hidden').toEqual([]);
  });

  it('is not kept once the sheet is over, nor for one that is not here', async () => {
    const { mine, keep } = typedOn({ first: 'signed' });
    await keep({ place: 'sheet first', text: 'bracket', sessionId: first }, meyer);
    await keep({ place: 'sheet second', text: 'seal', sessionId: second }, meyer);
    expect((await mine(undefined, meyer)).drafts).toEqual([]);
  });
});
