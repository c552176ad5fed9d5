import { describe, expect, it } from 'vitest';
import { catalogues } from '#resources/texts/catalogues.ts';
import { findingCodes, operationCodes, partnerCodes, reversalCodes, scanCodes } from './codes.ts';

describe('STA-6 words for every code', () => {
  it.each(Object.entries(catalogues))(
    '%s has title, text and next step of each code, and of no other',
    (_language, texts) => {
      const wanted = [...findingCodes, ...scanCodes, ...operationCodes, ...reversalCodes].flatMap((code) =>
        ['title', 'text', 'next'].map((part) => `codes.${code}.${part}`),
      );
      expect(
        Object.keys(texts)
          .filter((key) => key.startsWith('codes.'))
          .sort(),
      ).toEqual(wanted.sort());
    },
  );

  it.each(Object.entries(catalogues))('%s says each reason about partners in one sentence', (_language, texts) => {
    expect(
      Object.keys(texts)
        .filter((key) => key.startsWith('partner-code.'))
        .sort(),
    ).toEqual(partnerCodes.map((code) => `partner-code.${code}`).sort());
  });
});
