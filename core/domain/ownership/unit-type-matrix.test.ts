import { describe, expect, it } from 'vitest';
import evoguard from '#resources/checklists/evoguard.json' with { type: 'json' };
import evopulse from '#resources/checklists/evopulse.json' with { type: 'json' };
import unitTypes from '#resources/unit-types.json' with { type: 'json' };
import { unitTypeFile } from './unit-type-file.ts';
import { entryOf, unitTypeMatrix } from './unit-type-matrix.ts';

describe('OWN-6 the unit type matrix is data', () => {
  const matrix = unitTypeFile.parse(unitTypes).types;

  it.each([
    ['evopulse', 'FULL'],
    ['evoguard', 'FULL'],
    ['evocast', 'TRANSFER_ONLY'],
    ['txgo', 'TRANSFER_ONLY'],
    ['txtrailerguard', 'TRANSFER_ONLY'],
    ['tp', 'TRANSFER_ONLY'],
    ['krone', 'NONE'],
    ['tcu350', 'NONE'],
    ['tmd200', 'NONE'],
    ['nobody-listed-it', 'NONE'],
  ])('%s is %s', (unitType, unitClass) => {
    expect(entryOf(matrix, unitType).class).toBe(unitClass);
  });

  it('has a checklist that exists for every type inspected here, and for no other', () => {
    const known = [evopulse.id, evoguard.id];
    for (const entry of matrix) {
      expect(
        entry.class === 'FULL' ? known.includes(entry.checklist ?? '') : entry.checklist === null,
        entry.label,
      ).toBe(true);
    }
  });

  it('names what configures a type that is only transferred here', () => {
    expect(matrix.filter((entry) => entry.class === 'TRANSFER_ONLY').every((entry) => entry.vendorTool !== null)).toBe(
      true,
    );
  });

  it('refuses a matrix that lists a type twice', () => {
    expect(unitTypeMatrix.safeParse([...matrix, matrix[0]]).success).toBe(false);
  });
});
