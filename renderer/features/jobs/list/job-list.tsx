import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useDeferredValue, useMemo } from 'react';
import { Input, Label, SearchField } from 'react-aria-components';
import type { JobRow } from '#core/contract/station/jobs.ts';
import type { JobKind } from '#core/domain/jobs/job-fields.ts';
import type { ListLayout, ListView } from '#core/domain/lists/list-view.ts';
import { entryOf } from '#core/domain/ownership/unit-type-matrix.ts';
import type { JobId } from '#core/kernel/entity-ids.ts';
import { useStationQuery } from '../../../station/station-provider.tsx';
import { useTexts } from '../../../text/text-provider.tsx';
import { useNowMs } from '../../../ui/use-now.ts';
import { useKeyActs } from '../../shell/key-acts.ts';
import { AddFilter } from './add-filter.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { ColumnsPop } from './columns-pop.tsx';
import { ExportPop } from './export-pop.tsx';
import { createFacetWords } from './facet-words.ts';
import { FilterChips } from './filter-chips.tsx';
import { createJobFind } from './find-jobs.ts';
import { todayOf } from './job-day.ts';
import type { JobSpeech } from './job-words.ts';
import { fitLayout, isJobColumn } from './jobs-columns.ts';
import { JobsGrid } from './jobs-grid.tsx';
import { type JobsAddress, type JobsFilter, readJobsAddress, withFacet } from './jobs-search.ts';
import type { KnownJobs } from './merge-jobs.ts';
import { createJobSort, type JobOrder, type JobSort } from './sort-jobs.ts';
import { type KeptListState, useKeptList } from './use-kept-list.ts';
import { useSelection } from './use-selection.ts';
import { ViewsPop } from './views-pop.tsx';

const route = getRouteApi('/jobs');
const searchField = 'jobs-search';

/** The jobs of one kind: searched, filtered, ordered, chosen (JOB-5). */
export function JobList({ known, kind }: { readonly known: KnownJobs; readonly kind: JobKind }) {
  const texts = useTexts();
  const address = route.useSearch();
  const { tab, ...filter } = address;
  const { go, open, goTo } = useJobsPlaces(address);
  const kept = useKeptList('jobs');
  const layout = useMemo(() => fitLayout(kept.layout), [kept.layout]);
  const speech = useSpeech();
  const found = useFoundJobs(known.rows, kind, filter);
  const selection = useSelection(found.rows);
  const { sort, isDescending } = orderOf(filter);
  useListKeys(filter, go);
  return (
    <div className="jobs-list">
      <ListTools
        {...{ address, filter, found, kept, kind, layout, speech }}
        onFilter={go}
        onView={(view) => {
          goTo(readJobsAddress(view.address));
          kept.setLayout(view.layout);
        }}
      />
      {found.rows.length === 0 ? (
        <p className="empty card dim">
          {texts.t(found.all.length === 0 ? `jobs-list.none.${kind}` : 'jobs-list.nothing-so')}
        </p>
      ) : !kept.isKnown ? null : (
        <JobsGrid
          rows={found.rows}
          layout={layout}
          onLayout={kept.setLayout}
          speech={speech}
          sort={sort}
          isDescending={isDescending}
          onSort={(by) => go(sortedBy(filter, by))}
          selection={selection}
          onOpen={open}
          question={found.question}
        />
      )}
      <BulkBar all={found.all} shown={found.rows} selection={selection} />
    </div>
  );
}

/** What stands over the list: search, filters, how many it shows, views, columns, export. */
function ListTools(props: {
  readonly address: JobsAddress;
  readonly filter: JobsFilter;
  readonly found: ReturnType<typeof useFoundJobs>;
  readonly kept: KeptListState;
  readonly kind: JobKind;
  readonly layout: ListLayout;
  readonly speech: JobSpeech;
  readonly onFilter: (filter: JobsFilter) => void;
  readonly onView: (view: ListView) => void;
}) {
  const { address, filter, found, kept, kind, layout, speech, onFilter, onView } = props;
  const { texts } = speech;
  const words = useMemo(() => createFacetWords(texts, found.all), [texts, found.all]);
  const filterProps = { filter, counts: found.counts, inRange: found.inRange, words, onFilter };
  const exported = {
    rows: found.rows,
    columns: layout.columns.filter(({ shown }) => shown).flatMap(({ id }) => (isJobColumn(id) ? [id] : [])),
    name: texts.t(`jobs-list.csv.${kind}`),
  };
  return (
    <div className="jobs-tools">
      <Search filter={filter} onFilter={onFilter} />
      <FilterChips {...filterProps} />
      <AddFilter {...filterProps} />
      <span className="num dim jobs-shown" role="status">
        {texts.t('jobs-list.shown', { shown: found.rows.length, all: found.all.length })}
      </span>
      <span className="push" />
      <ViewsPop kept={kept} address={address} layout={layout} onOpen={onView} />
      <ColumnsPop layout={layout} onLayout={kept.setLayout} />
      {found.rows.length === 0 ? null : <ExportPop speech={speech} list={exported} />}
    </div>
  );
}

/** Where the list leads. */
function useJobsPlaces(address: JobsAddress) {
  const navigate = useNavigate();
  const open = useCallback((id: JobId) => void navigate({ to: '/jobs/job/$jobId', params: { jobId: id } }), [navigate]);
  const tab = address.tab === undefined ? {} : { tab: address.tab };
  return {
    open,
    goTo: (next: JobsAddress) => void navigate({ to: '/jobs', search: next }),
    go: (next: JobsFilter) => void navigate({ to: '/jobs', search: { ...next, ...tab }, replace: true }),
  };
}

/** The newest first, where nobody asked for another order. */
function orderOf({ sort, down }: JobsFilter): JobOrder {
  return sort === undefined ? { sort: 'number', isDescending: true } : { sort, isDescending: down === true };
}

/** Pressed again the same column turns round. */
function sortedBy(filter: JobsFilter, by: JobSort): JobsFilter {
  const { down: _down, ...rest } = filter;
  const { sort, isDescending } = orderOf(filter);
  return by === sort && !isDescending ? { ...rest, sort: by, down: true } : { ...rest, sort: by };
}

function useSpeech(): JobSpeech {
  const texts = useTexts();
  const matrix = useStationQuery(['station', 'unit-types'], (client) => client.ownership.unitTypes()).data;
  return useMemo(() => ({ texts, labelOf: (unitType) => entryOf(matrix ?? [], unitType).label }), [texts, matrix]);
}

const everyMinuteMs = 60_000;

/** Fewer are found within a frame, so their list need not wait until a key has been seen in the search. */
const manyRows = 20_000;

/** Rows are ordered once and then only filtered, so that a key pressed in the search costs one pass over them. */
function useFoundJobs(rows: readonly JobRow[], kind: JobKind, filter: JobsFilter) {
  const { sort, isDescending } = orderOf(filter);
  const today = todayOf(useNowMs(everyMinuteMs));
  const [sortJobs, findJobs] = useMemo(() => [createJobSort(), createJobFind()], []);
  const all = useMemo(() => rows.filter((row) => row.kind === kind), [rows, kind]);
  const ordered = useMemo(() => sortJobs(all, { sort, isDescending }), [sortJobs, all, sort, isDescending]);
  const { sort: _sort, down: _down, ...searched } = filter;
  const now = JSON.stringify(searched);
  const later = useDeferredValue(now);
  const asked = all.length > manyRows ? later : now;
  const found = useMemo(() => {
    // What the address says was read by the same function that reads it here.
    const question: JobsFilter = readJobsAddress(JSON.parse(asked) as Record<string, unknown>);
    return findJobs(ordered, { filter: question, today });
  }, [findJobs, ordered, asked, today]);
  return { ...found, all, question: `${asked} ${sort} ${isDescending}` };
}

function Search({
  filter,
  onFilter,
}: {
  readonly filter: JobsFilter;
  readonly onFilter: (filter: JobsFilter) => void;
}) {
  const texts = useTexts();
  const { text = '', ...rest } = filter;
  return (
    <SearchField
      className="jobs-search"
      value={text}
      onChange={(value) => onFilter(value === '' ? rest : { ...rest, text: value })}
    >
      <Label className="visually-hidden">{texts.t('jobs-list.search')}</Label>
      <Input id={searchField} className="field-input" placeholder={texts.t('jobs-list.search')} />
    </SearchField>
  );
}

/** Search and the failed ones are one key away (ux rule 30). */
function useListKeys(filter: JobsFilter, go: (filter: JobsFilter) => void): void {
  const isFailedOnly = filter.status?.length === 1 && filter.status[0] === 'failed';
  useKeyActs('jobs', [
    { key: 'F7', label: 'failed-only', act: () => go(withFacet(filter, 'status', isFailedOnly ? [] : ['failed'])) },
    { key: 'Ctrl+F', label: 'search', act: () => document.getElementById(searchField)?.focus() },
  ]);
}
