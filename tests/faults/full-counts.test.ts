import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chosenCounts, environmentOf, fullCounts } from './full-counts.ts';

const sourceOf = (file: string) => readFileSync(join(import.meta.dirname, file), 'utf8');
const variables = /FITBAY_[A-Z_]+/g;

describe('P41 the full run', () => {
  it('runs every suite that has a number to raise, and raises no number that nobody reads', () => {
    const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
    const suites = files.filter((name) => name.endsWith('.test.ts'));
    for (const file of suites.filter((name) => name !== 'full-counts.test.ts')) {
      const read = new Set(sourceOf(file).match(variables) ?? []);
      read.delete('FITBAY_SEED');
      const raised = fullCounts.find((one) => one.file === file)?.counts ?? {};
      expect([...read].sort(), file).toEqual(Object.keys(raised).sort());
    }
    expect(fullCounts.filter(({ file }) => !suites.includes(file))).toEqual([]);
  });

  it('has in every suite a line for its table, and a sabotage that turns it red', () => {
    for (const { file } of fullCounts) {
      const source = sourceOf(file);
      expect(source, `${file} shows no result`).toContain('noteResult(');
      expect(source, `${file} cannot be turned red`).toMatch(/['"`]P41 /);
    }
  });

  it('can be narrowed by a word, and takes a number from outside', () => {
    expect(chosenCounts(['pin']).map(({ file }) => file)).toEqual(['kill-pin.test.ts']);
    expect(environmentOf(chosenCounts(['pin']), { FITBAY_PIN_KILLS: '7' })).toEqual({
      FITBAY_PIN_KILLS: '7',
      FITBAY_PIN_DEATHS: '10000',
    });
  });
});
