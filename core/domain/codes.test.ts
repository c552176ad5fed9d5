import { describe, expect, it } from 'vitest';
import { catalogues } from '#resources/texts/catalogues.ts';
import { findingCodes, operationCodes, scanCodes } from './codes.ts';

describe('STA-6 words for every code', () => {
  it.each(Object.entries(catalogues))(
    '%s has title, text and next step of each code, and of no other',
    (_language, texts) => {
      const wanted = [...findingCodes, ...scanCodes, ...operationCodes].flatMap((code) =>
        ['title', 'text', 'next'].map((part) => `codes.${code}.${part}`),
      );
      expect(
        Object.keys(texts)
          .filter((key) => key.startsWith('codes.'))
          .sort(),
      ).toEqual(wanted.sort());
    },
  );
});
