import { parseSearchWith, stringifySearchWith } from '@tanstack/react-router';
import { describe, expect, it } from 'vitest';
import { type JobsAddress, readJobsAddress, withFacet, withRange } from './jobs-search.ts';

const write = stringifySearchWith(JSON.stringify, JSON.parse);
const read = parseSearchWith(JSON.parse);

describe('JOB-5 filters in the address', () => {
  it.each<[string, JobsAddress]>([
    ['nothing', {}],
    ['a tab', { tab: 'maintenance' }],
    ['a number that is searched for', { text: '1042' }],
    [
      'everything at once',
      {
        tab: 'maintenance',
        text: 'KL 99',
        status: ['pending', 'failed'],
        partner: ['a-b', '-'],
        template: ['Truck, 4', '42'],
        day: ['today', 'none'],
        from: '2026-12-01',
        to: '2026-12-24',
        sort: 'plate',
        down: true,
      },
    ],
  ])('come back as they were: %s', (_what, address) => {
    expect(readJobsAddress(read(write(address)))).toEqual(address);
  });

  it('are none where somebody wrote nonsense', () => {
    const nonsense = {
      tab: 'x',
      status: ['x', 7],
      day: 'today',
      sort: 'x',
      down: 'yes',
      text: {},
      partner: null,
      from: '2026-13-01',
      to: 7,
    };
    expect(readJobsAddress(nonsense)).toEqual({});
  });

  it('are set and taken away one by one', () => {
    const failed = withFacet({ text: 'x', sort: 'plate' }, 'status', ['failed']);
    expect(failed).toEqual({ text: 'x', sort: 'plate', status: ['failed'] });
    expect(withFacet(failed, 'status', [])).toEqual({ text: 'x', sort: 'plate' });
    const ranged = withRange(failed, { from: '2026-12-01', to: null });
    expect(withFacet(ranged, 'status', [])).toEqual({ text: 'x', sort: 'plate', from: '2026-12-01' });
    expect(withRange(ranged, { from: null, to: null })).toEqual(failed);
  });
});
