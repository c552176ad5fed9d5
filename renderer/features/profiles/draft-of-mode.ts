import { draftOf, type ProfileDraft, type ProfileTemplate } from '#core/domain/installation/profile-template.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import type { WriteMode } from './profiles-search.ts';

const empty: ProfileDraft = { name: '', baseId: null, unitTypes: [], minimumFirmware: null, entries: [] };

/** What a person begins to write with: the profile itself, an empty one on top of it, or a copy of what it sets. */
export function draftOfMode(texts: Texts, mode: WriteMode, subject: ProfileTemplate | null): ProfileDraft {
  if (subject === null || mode === 'new') {
    return empty;
  }
  switch (mode) {
    case 'change':
      return draftOf(subject);
    case 'derive':
      return {
        ...empty,
        name: texts.t('profiles.derived-name', { name: subject.name }),
        baseId: subject.id,
        unitTypes: [...subject.unitTypes],
      };
    case 'copy':
      return { ...draftOf(subject), name: texts.t('profiles.copied-name', { name: subject.name }) };
  }
}
