import { describe, expect, it } from 'vitest';
import { aJobRow } from '../../../testing/jobs-bench-rows.ts';
import { createJobFind } from './find-jobs.ts';
import { numbersIn, numbersText } from './job-numbers.ts';

describe('JOB-4 JOB-5 a run of jobs by their numbers', () => {
  it.each([
    ['J-1042..J-1050', { first: 1_042, last: 1_050 }],
    [' 7 .. j-9 ', { first: 7, last: 9 }],
    ['J-1042', null],
    ['KL 99', null],
    ['1..', null],
  ])('%j', (text, numbers) => {
    expect(numbersIn(text)).toEqual(numbers);
  });

  it('finds those and no other, whatever their plates look like', () => {
    const rows = [41, 42, 43, 44].map((number) => aJobRow({ number, plate: `KL ${number}..${number}` }));
    const text = numbersText({ first: 42, last: 43 });
    const found = createJobFind()(rows, { filter: { text }, today: '2026-11-21' });
    expect(found.rows.map(({ number }) => number)).toEqual([42, 43]);
  });
});
