import { runListBench } from '../parts/list-bench.ts';

// `npm run bench:units`: the units page in a real browser with 2,000 and with 20,000 units, beside a bare TanStack table of the same rows.
// README.md one folder up says how to read the figures.

await runListBench({
  page: 'units-bench.html',
  ready: 'measureUnits',
  rows: 'units',
  rowCounts: [2_000, 20_000],
  result: 'units',
  measures: [
    { name: 'open', what: 'open the page, until its rows' },
    { name: 'search', what: 'search by text, until its rows' },
    { name: 'filter', what: 'filter by status, until its rows' },
    { name: 'sort', what: 'sort by a column, until its rows' },
    { name: 'scroll', what: 'scroll by 30 rows, until the frame' },
  ],
});
