import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineOf } from './json-line.ts';

const text = `{
  "version": 2,
  "note": "a \\"quoted\\" { brace, and a } too",
  "types": [
    { "unitType": "a", "tags": [] },
    {
      "unitType": "b"
    }
  ]
}`;

describe('the line of a value in a JSON text', () => {
  it.each([
    [[], 1],
    [['version'], 2],
    [['note'], 3],
    [['types'], 4],
    [['types', 0, 'unitType'], 5],
    [['types', 1], 6],
    [['types', 1, 'unitType'], 7],
    [['types', 1, 'missing'], 6],
    [['missing'], 1],
  ] as const)('%j is on line %i', (path, line) => {
    expect(lineOf(text, path)).toBe(line);
  });

  it('finds every value of every document where it stands', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const document = JSON.stringify(value, null, 2);
        const walk = (part: unknown, path: readonly (string | number)[]): void => {
          const line = document.split('\n')[lineOf(document, path) - 1] ?? '';
          const shown = JSON.stringify(part, null, 2).split('\n')[0] ?? '';
          expect(line).toContain(shown);
          if (typeof part === 'object' && part !== null) {
            for (const [key, inner] of Object.entries(part)) {
              walk(inner, [...path, Array.isArray(part) ? Number(key) : key]);
            }
          }
        };
        walk(value, []);
      }),
    );
  });
});
