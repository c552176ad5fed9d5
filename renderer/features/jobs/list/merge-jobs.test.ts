import { describe, expect, it } from 'vitest';
import { aJobRow, manyJobs } from '../../../testing/jobs-bench-rows.ts';
import { type KnownJobs, mergeJobs } from './merge-jobs.ts';

const rows = manyJobs(5);
const known: KnownJobs = { rows, stamp: 7, asOf: null };
const news = { isWhole: false, rows: [], gone: [], stamp: 8, asOf: null };

describe('JOB-8 what changed is put into what the page knows', () => {
  it('changes and adds the ones that are told of, and leaves the others as they are', () => {
    const [first, second, ...others] = rows;
    const changed = aJobRow({ ...second, status: 'failed', version: 2 });
    const added = aJobRow({ ...first, id: aJobRow().id, number: 99 });
    const merged = mergeJobs(known, { ...news, rows: [added, changed] });
    expect(merged.rows).toEqual([first, changed, ...others, added]);
    expect(merged.rows[0]).toBe(first);
    expect(merged.stamp).toBe(8);
  });

  it('takes out those that are gone', () => {
    const gone = rows.slice(0, 2).map(({ id }) => id);
    expect(mergeJobs(known, { ...news, gone }).rows).toEqual(rows.slice(2));
  });

  it('forgets everything that is not in a whole answer', () => {
    const whole = { ...news, isWhole: true, rows: rows.slice(3) };
    expect(mergeJobs(known, whole).rows).toEqual(rows.slice(3));
    expect(mergeJobs(undefined, { ...whole, isWhole: false }).rows).toEqual(rows.slice(3));
  });

  it('hands the same list on where nothing changed, so that nothing is drawn', () => {
    expect(mergeJobs(known, news).rows).toBe(rows);
  });
});
