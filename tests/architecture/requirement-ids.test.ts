import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const projectRoot = join(import.meta.dirname, '..', '..');

/** How many requirements each area has; their ids count from 1. A test that names another id proves nothing that was asked for. */
const requirementCounts: Readonly<Record<string, number>> = {
  ORG: 7,
  SCAN: 5,
  OWN: 15,
  INST: 7,
  INSP: 4,
  PAIR: 7,
  UNIT: 3,
  JOB: 8,
  REP: 4,
  STA: 7,
};
const idPattern = new RegExp(`\\b(${Object.keys(requirementCounts).join('|')})-(\\d+)\\b`, 'g');

function findUnknownIds(text: string): readonly string[] {
  return [...text.matchAll(idPattern)]
    .filter(([, area = '', number]) => Number(number) < 1 || Number(number) > (requirementCounts[area] ?? 0))
    .map(([id]) => id);
}

describe('requirement ids', () => {
  it('named in tests exist', () => {
    const tests = globSync('{core,electron,renderer,cloud,sim,tools,resources,tests,bench}/**/*.{test,spec}.{ts,tsx}', {
      cwd: projectRoot,
    }).filter((file) => !file.endsWith('requirement-ids.test.ts'));
    expect(tests.length).toBeGreaterThan(10);
    const unknown = tests.flatMap((file) =>
      findUnknownIds(readFileSync(join(projectRoot, file), 'utf8')).map((id) => `${file}: ${id}`),
    );
    expect(unknown).toEqual([]);
  });

  it('that do not exist are found', () => {
    expect(findUnknownIds('OWN-15 OWN-16 SCAN-0 JOB-8 INSP-9')).toEqual(['OWN-16', 'SCAN-0', 'INSP-9']);
  });
});
