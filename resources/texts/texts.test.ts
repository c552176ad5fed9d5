import { readdirSync, readFileSync } from 'node:fs';
import { type CompiledMessage, compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import { describe, expect, it } from 'vitest';
import { catalogues } from './catalogues.ts';

const folder = new URL('.', import.meta.url);
const sourceEntries = Object.entries(catalogues.en);
const translations = Object.entries(catalogues).filter(([language]) => language !== 'en');

/** `name:type` of each placeholder, sorted; inside plural and select branches too. */
function placeholders(message: CompiledMessage): readonly string[] {
  const found = message.flatMap((token) => {
    if (typeof token === 'string') return [];
    const [name, type, cases] = token;
    const inner = typeof cases === 'object' && cases !== null ? Object.values(cases).filter(Array.isArray) : [];
    return [`${name}:${type ?? 'text'}`, ...inner.flatMap((branch) => placeholders(branch))];
  });
  return [...new Set(found)].sort();
}

describe('STA-6 every language says everything', () => {
  it.each(translations)('%s has exactly the keys of English', (_language, catalogue) => {
    expect(Object.keys(catalogue).sort()).toEqual(sourceEntries.map(([key]) => key).sort());
  });

  it.each(translations)('%s has the same placeholders', (_language, catalogue) => {
    const texts = new Map<string, string>(Object.entries(catalogue));
    const differing = sourceEntries.filter(([key, source]) => {
      const translated = placeholders(compileMessageOrThrow(texts.get(key) ?? ''));
      return translated.join() !== placeholders(compileMessageOrThrow(source)).join();
    });
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it.each(Object.entries(catalogues))('%s compiles and has no empty text', (_language, catalogue) => {
    const bad = Object.entries(catalogue).filter(([, message]) => {
      compileMessageOrThrow(message);
      return message.trim() === '' || message !== message.trim();
    });
    expect(bad.map(([key]) => key)).toEqual([]);
  });

  it.each(Object.entries(catalogues))('%s takes in every area file, each key under its area', (language, catalogue) => {
    const files = readdirSync(new URL(`${language}/`, folder)).filter((name) => name.endsWith('.json'));
    const keys = files.flatMap((name) => {
      const area = Object.keys(JSON.parse(readFileSync(new URL(`${language}/${name}`, folder), 'utf8')) as object);
      const prefix = `${name.slice(0, -'.json'.length)}.`;
      expect(area.filter((key) => !key.startsWith(prefix))).toEqual([]);
      return area;
    });
    expect(keys.sort()).toEqual(Object.keys(catalogue).sort());
  });

  it.each([
    ['a unit', /Einheit/],
    ['pairing', /\b(?:gepaart|paaren|Paarung)/i],
  ])('German has one word for %s on every page', (_thing, otherWord) => {
    const found = Object.entries(catalogues.de).filter(([, text]) => otherWord.test(text));
    expect(found).toEqual([]);
  });

  it('German says what a scan will do as a sentence: Ein Scan …', () => {
    const words = Object.entries(catalogues.de).filter(([key]) => key.startsWith('scan-will.'));
    expect(words.filter(([, text]) => !/^\p{Ll}+t[ ,]/u.test(text))).toEqual([]);
  });
});
