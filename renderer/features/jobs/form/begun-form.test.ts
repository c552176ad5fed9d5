import { describe, expect, it } from 'vitest';
import { begunWith, readBegunForm } from './begun-form.ts';
import { newDraft, withField } from './job-draft.ts';

describe('JOB-2 a form that was begun', () => {
  const typed = withField(withField(newDraft('maintenance'), 'plate', ' kl '), 'values', { '2001': '' });
  const form = {
    ...begunWith(newDraft('maintenance'), { version: 3, name: 'x' }),
    draft: { ...typed, steps: [...typed.steps] },
  };

  it('comes back from the station as it was typed, not judged and not trimmed', () => {
    expect(readBegunForm(JSON.stringify(form))).toEqual(form);
  });

  it.each([
    ['no JSON', '{'],
    ['another thing', '{"a":1}'],
    ['a field that is no more', JSON.stringify(form).replaceAll('"plate"', '"licence"')],
    ['a field of another shape', JSON.stringify(form).replace('"checklist":[]', '"checklist":"x"')],
    ['a kind that is none', JSON.stringify(form).replaceAll('maintenance', 'repair')],
  ])('is forgotten where it is %s', (_what, text) => {
    expect(readBegunForm(text)).toBeNull();
  });
});
