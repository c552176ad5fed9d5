import { describe, expect, it } from 'vitest';
import { catalogues } from '#resources/texts/catalogues.ts';
import { findingCodes } from './codes.ts';

describe('STA-6 words for every finding code', () => {
  it.each(Object.entries(catalogues))(
    '%s has title, text and next step of each code, and of no other',
    (_language, texts) => {
      const wanted = findingCodes.flatMap((code) => ['title', 'text', 'next'].map((part) => `codes.${code}.${part}`));
      expect(
        Object.keys(texts)
          .filter((key) => key.startsWith('codes.'))
          .sort(),
      ).toEqual(wanted.sort());
    },
  );
});
