import { measureJobsList } from '../parts/jobs-list.ts';
import { runListBench } from '../parts/list-bench.ts';

// `npm run bench:jobs`: the jobs page in a real browser with 10,000 and with 100,000 jobs, beside a bare TanStack table of the same rows,
// and the station's answer with as many.
// README.md one folder up says how to read the figures.

await runListBench({
  page: 'jobs-bench.html',
  ready: 'measureJobs',
  rows: 'jobs',
  rowCounts: [10_000, 100_000],
  result: 'jobs',
  measures: [
    { name: 'open', what: 'open the page, until its rows' },
    { name: 'hide', what: 'hide or show columns, until they are' },
    { name: 'search', what: 'search by text, until its rows' },
    { name: 'filter', what: 'filter by status, until its rows' },
    { name: 'sort', what: 'sort by a column, until its rows' },
    { name: 'scroll', what: 'scroll by 30 rows, until the frame' },
  ],
  others: measureJobsList,
});
