// The page of `npm run bench:jobs`: the jobs page as it is, with as many jobs as asked for, beside a bare table of the same rows, both measured in the
// browser itself.
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { JobRow } from '#core/contract/station/jobs.ts';
import type { KeptList, ListLayout } from '#core/domain/lists/list-view.ts';
import { createJobFind } from '../features/jobs/list/find-jobs.ts';
import { todayOf } from '../features/jobs/list/job-day.ts';
import { usualLayout } from '../features/jobs/list/jobs-columns.ts';
import { JobsPage } from '../features/jobs/list/jobs-page.tsx';
import { type JobsFilter, readJobsAddress } from '../features/jobs/list/jobs-search.ts';
import { createJobSort } from '../features/jobs/list/sort-jobs.ts';
import { type AnsweringStation, createAnsweringStation } from './answering-station.ts';
import { clearedPlace, createPageAlone, each, type Goal, scrollDown } from './bench-page.tsx';
import { untilFrame, untilShown } from './frame-time.ts';
import { JobsPeer, type PeerAddress } from './jobs-bench-peer.tsx';
import { manyJobs } from './jobs-bench-rows.ts';
import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/controls.css';
import '../ui/parts.css';
import '../ui/grid.css';

export interface JobsTimes {
  /** Milliseconds from nothing to the first rows, and for each repetition of the others. */
  readonly open: number;
  readonly hide: readonly number[];
  readonly search: readonly number[];
  readonly filter: readonly number[];
  readonly sort: readonly number[];
  readonly scroll: readonly number[];
}

declare global {
  interface Window {
    measureJobs?: (count: number, what: 'product' | 'bare') => Promise<JobsTimes>;
  }
}

/** What a measured list can be made to do; each answers how long it took. */
interface Subject {
  open(): Promise<number>;
  show(filter: JobsFilter): Promise<number>;
  /** Which columns are not shown. */
  hide(columns: readonly string[]): Promise<number>;
  readonly scroller: () => HTMLElement | null;
  close(): void;
}

const hidden = [['vin'], ['vin', 'note'], ['note'], []] as const;
const texts = ['8', '86', '860', 'kl 5', 'wsm00000', 'trailer 3'];
const statuses = ['failed', 'running', 'pending', 'succeeded'] as const;
const sorts = ['plate', 'serviceDate', 'status', 'vin', 'partner'] as const;
const pixelsPerScroll = 1_440;

window.measureJobs = async (count, what) => {
  const rows = manyJobs(count);
  const place = clearedPlace();
  const subject = what === 'product' ? createProduct(rows, place) : createBare(rows, place);
  const open = await subject.open();
  const hide = await each(hidden, (columns) => subject.hide(columns));
  const search = await each(texts, (text) => subject.show({ text }));
  const filter = await each(statuses, (status) => subject.show({ status: [status] }));
  const sort = await each(sorts, (by) => subject.show({ sort: by, down: true }));
  await subject.show({});
  const scroll = await scrollDown(subject.scroller, pixelsPerScroll);
  subject.close();
  return { open, hide, search, filter, sort, scroll };
};

function goalOf(rows: readonly JobRow[], filter: JobsFilter): Goal {
  const order = { sort: filter.sort ?? 'number', isDescending: filter.sort === undefined || filter.down === true };
  const found = createJobFind()(createJobSort()(rows, order), { filter, today: todayOf(Date.now()) }).rows;
  return { rows: found.length, first: found[0]?.id ?? '' };
}

function layoutWithout(columns: readonly string[]): ListLayout {
  return {
    ...usualLayout,
    columns: usualLayout.columns.map((column) => (columns.includes(column.id) ? { ...column, shown: false } : column)),
  };
}

function createProduct(rows: readonly JobRow[], place: HTMLElement): Subject {
  let kept: KeptList = { layout: null, views: [] };
  const station: AnsweringStation = createAnsweringStation({
    'jobs.list': () => ({ isWhole: true, rows, gone: [], stamp: 1, asOf: null }),
    'jobTemplates.list': () => ({ templates: [], asOf: null }),
    'lists.mine': () => kept,
    'ownership.unitTypes': () => [],
    'partners.list': () => ({ kind: 'live', rows: [], asOf: '2026-11-21T09:00:00.000Z' }),
    'sync.status': () => ({ state: 'online' }),
  });
  const page = createPageAlone({ path: '/jobs', component: JobsPage, validateSearch: readJobsAddress }, station, place);
  const grid = (): HTMLElement | null => place.querySelector('[role="grid"]');
  const shows = (goal: Goal) => () => page.isShown(goal);
  return {
    open: () => untilShown(page.draw, shows(goalOf(rows, {}))),
    show(filter) {
      const goal = goalOf(rows, filter);
      return untilShown(() => page.go(filter), shows(goal));
    },
    hide(columns) {
      const layout = layoutWithout(columns);
      const wanted = String(layout.columns.filter(({ shown }) => shown).length + 1);
      const isDrawn = () =>
        grid()?.getAttribute('aria-colcount') === wanted &&
        place.querySelectorAll('[role="row"][aria-rowindex="2"] [role="gridcell"]').length === Number(wanted);
      return untilShown(() => {
        kept = { ...kept, layout };
        station.tell({ kind: 'changed', topics: ['seat'], sessionId: null });
      }, isDrawn);
    },
    scroller: () => place.querySelector('.grid-place'),
    close: page.close,
  };
}

function createBare(rows: readonly JobRow[], place: HTMLElement): Subject {
  const react = createRoot(place);
  let address: PeerAddress = { text: '', status: null, sort: 'number', down: true, hidden: [] };
  const draw = () => flushSync(() => react.render(<JobsPeer rows={rows} address={address} />));
  const shows = (count: number) => () => place.querySelector(`[data-rows="${count}"]`) !== null;
  return {
    open: () => untilShown(draw, shows(rows.length)),
    show({ text = '', status = [], sort, down = false }) {
      const order = sort === undefined ? { sort: 'number', down: true } : { sort, down };
      address = { ...address, ...order, text, status: status[0] ?? null };
      return untilFrame(draw);
    },
    hide(columns) {
      address = { ...address, hidden: columns };
      return untilFrame(draw);
    },
    scroller: () => place.querySelector('.bench-place'),
    close: () => react.unmount(),
  };
}
