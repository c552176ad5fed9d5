import { describe, expect, it } from 'vitest';
import { createIds } from './create-ids.ts';

describe('ids', () => {
  it('STA-3 are UUIDv7 with the time in front', () => {
    const id = createIds(() => 0x19a_9d00_1234).next();
    expect(id).toMatch(/^019a9d00-1234-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('STA-3 sort in the order in which they were made, also within a millisecond and when the clock goes back', () => {
    const times = [...Array(9000).fill(1000), 999, 500, 1001];
    const ids = createIds(() => times.shift() ?? 2000);
    const made = Array.from({ length: 9004 }, () => ids.next());
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
  });
});
