import { describe, expect, it } from 'vitest';
import { mostDrafts } from '../../contract/station/drafts.ts';
import type { Principal } from '../principal.ts';
import { draftProcedures } from './draft-procedures.ts';

const of = (personId: string) => ({ principal: { kind: 'person', personId } as unknown as Principal });
const [meyer, brandt] = [of('meyer'), of('brandt')];

describe('JOB-2 what is typed and not saved', () => {
  it('is kept for whoever typed it and for nobody else, until it is dropped', async () => {
    const { mine, keep, drop } = draftProcedures();
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
    const { mine, keep } = draftProcedures();
    for (let number = 0; number <= mostDrafts; number += 1) {
      await keep({ place: `form ${number}`, text: '' }, meyer);
      await keep({ place: 'form 0', text: String(number) }, meyer);
    }
    const { drafts } = await mine(undefined, meyer);
    expect([drafts.length, drafts.some(({ place }) => place === 'form 0')]).toEqual([mostDrafts, true]);
    expect(drafts.some(({ place }) => place === 'form 1')).toBe(false);
  });
});
