import { describe, expect, it } from 'vitest';
import { profileDraft, toldProfileDraft } from '../../domain/installation/profile-template.ts';
import { jobTemplate, jobTemplateDraft } from '../../domain/jobs/job-exchange.ts';
import { askedView, listView } from '../../domain/lists/list-view.ts';
import { keyboardReader } from '../../domain/scanning/reader.ts';

const unseen = '\u202eTrailers\u200b';

/** At the door, and where it was kept or told. */
const things = [
  ['a view', askedView.shape.name, listView.shape.name],
  ['a profile', profileDraft.shape.name, toldProfileDraft.shape.name],
  ['a template', jobTemplateDraft.shape.name, jobTemplate.shape.name],
] as const;

describe('ORG-1 INST-3 JOB-3 the name of a thing can be seen', () => {
  it.each(things)(
    '%s is not taken by a name that hides signs, and one that was kept loses them',
    (_what, taken, kept) => {
      expect(taken.parse(' Trailers EU ')).toBe('Trailers EU');
      expect(taken.safeParse(unseen).success).toBe(false);
      expect(kept.parse(unseen)).toBe('Trailers');
      expect(kept.safeParse('  ').success).toBe(false);
    },
  );

  it('a reader that was learned is called by what can be seen of its name', () => {
    expect(keyboardReader.shape.name.parse(unseen)).toBe('Trailers');
  });
});
