import { expect, it } from 'vitest';
import { groupedSerials } from './grouped-serials.ts';

it('SCAN-2 a number of a unit is read in groups and stays on one line; nothing else is touched', () => {
  expect(groupedSerials({ serial: '359315075384726', read: '', count: '15', text: '0359315075384726' })).toEqual({
    serial: '359\u00a0315\u00a0075\u00a0384726',
    read: '',
    count: '15',
    text: '0359315075384726',
  });
});
