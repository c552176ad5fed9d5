import { describe, expect, it } from 'vitest';
import { openByDay, partJobs, readMyJobsAddress, vehicleName } from './my-jobs.ts';
import { aRow } from './testing/job-at-work.ts';

describe('JOB-7 the jobs of a bench', () => {
  it('keeps what is at work apart from what waits, in the order in which they came', () => {
    const rows = [aRow({ number: 3 }), aRow({ number: 1, status: 'running' }), aRow({ number: 2 })];
    const { begun, waiting } = partJobs(rows);
    expect([begun.map(({ number }) => number), waiting.map(({ number }) => number)]).toEqual([[1], [3, 2]]);
  });

  it('orders the workshop by day, without a day last, and leaves out what is over', () => {
    const rows = [
      aRow({ number: 1, serviceDate: null }),
      aRow({ number: 3, serviceDate: '2026-12-01' }),
      aRow({ number: 2, serviceDate: '2026-12-01', status: 'running' }),
      aRow({ number: 4, serviceDate: '2026-11-24' }),
      aRow({ number: 5, serviceDate: '2026-11-20', status: 'succeeded' }),
    ];
    expect(openByDay(rows).map(({ number }) => number)).toEqual([4, 2, 3, 1]);
  });

  it.each([
    [{ plate: 'KL 99', customName: 'NF-1', vin: 'WSM' }, 'KL 99'],
    [{ plate: null, customName: 'NF-1', vin: 'WSM' }, 'NF-1'],
    [{ plate: null, customName: null, vin: 'WSM' }, 'WSM'],
    [{ plate: null, customName: null, vin: null }, null],
  ])('calls a vehicle %j by what is known', (known, name) => {
    expect(vehicleName(known)).toBe(name);
  });

  it.each([
    [{}, {}],
    [{ all: true }, { all: true }],
    [{ all: 'yes', ended: 'nothing', number: 'x' }, {}],
    [
      { ended: 'failed', number: 1042 },
      { ended: 'failed', number: 1042 },
    ],
  ])('reads the address %j', (search, address) => {
    expect(readMyJobsAddress(search)).toEqual(address);
  });
});
