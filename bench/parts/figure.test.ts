import { describe, expect, it } from 'vitest';
import { drawTable } from './figure.ts';

describe('the table of the bench', () => {
  it('puts every figure beside its peer, under its section', () => {
    const table = drawTable([
      { section: 'A', what: 'raw', unit: 'ms', median: 0.0123, p95: 0.02, repetitions: 9, peer: null },
      {
        section: 'A',
        what: 'ours',
        unit: 'ms',
        median: 1.5,
        p95: 2,
        repetitions: 9,
        peer: { what: 'raw', median: 0.0123, ratio: 121.9 },
      },
      { section: 'B', what: 'all', unit: 's', median: 120.4, p95: null, repetitions: 1, peer: null },
    ]);
    expect(table.split('\n').map((line) => line.replace(/ {2,}/g, '|'))).toEqual([
      'what|median|p95|times|peer|ratio|peer is',
      '',
      'A',
      'raw|0.0123 ms|0.0200 ms|9',
      'ours|1.50 ms|2.00 ms|9|0.0123 ms|122 ×|raw',
      '',
      'B',
      'all|120 s|1',
    ]);
  });
});
