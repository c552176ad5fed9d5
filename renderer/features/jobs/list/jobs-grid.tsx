// biome-ignore-all lint/a11y/useSemanticElements: rows that are not drawn cannot stand in a table element, so the roles are said outright
import { type CSSProperties, type KeyboardEvent, type MouseEvent, useCallback, useLayoutEffect, useRef } from 'react';
import type { JobRow } from '#core/contract/station/jobs.ts';
import type { ListLayout } from '#core/domain/lists/list-view.ts';
import { type JobId, jobId } from '#core/kernel/entity-ids.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import type { GridPlace } from '../../../ui/grid-move.ts';
import { useGridKeys } from '../../../ui/use-grid-keys.ts';
import type { JobSpeech } from './job-words.ts';
import { isJobColumn, moveColumn } from './jobs-columns.ts';
import { JobsGridHeads } from './jobs-grid-heads.tsx';
import { JobsGridRow } from './jobs-grid-row.tsx';
import type { JobSort } from './sort-jobs.ts';
import { useJobsTable } from './use-jobs-table.ts';
import type { Selection } from './use-selection.ts';

export interface JobsGridProps {
  readonly rows: readonly JobRow[];
  readonly layout: ListLayout;
  readonly onLayout: (layout: ListLayout) => void;
  readonly speech: JobSpeech;
  readonly sort: JobSort;
  readonly isDescending: boolean;
  readonly onSort: (sort: JobSort) => void;
  readonly selection: Selection;
  readonly onOpen: (id: JobId) => void;
  /** Says when the rows are others because somebody asked for others, so that the list begins at its top. */
  readonly question: string;
}

/** The jobs as a grid (ARIA grid pattern): one stop for Tab, arrows inside, Space chooses, Enter opens. Only rows in sight are drawn. */
export function JobsGrid(props: JobsGridProps) {
  const texts = useTexts();
  const { rows, layout, onLayout, selection, speech } = props;
  const table = useJobsTable(layout, onLayout);
  const rowHeight = layout.isDense ? 48 : 60;
  const { place, at, virtualizer, handlers } = useGridKeys({
    rows: rows.length,
    columns: table.columns.length + 1,
    rowHeight,
    nameOf: useCallback((index: number) => rows[index]?.id ?? '', [rows]),
    onKey: (event, stop) => press(props, event, stop),
  });
  useKeptPlace(place, { rows, rowHeight, question: props.question });
  // The table's own list of visible columns is another one only when they are.
  const shown = table.columns.filter(isJobColumn);
  const columns = useSame(shown);
  // CSS variables are no known property of a style.
  const style = { '--jobs-columns': table.template, '--jobs-row': `${rowHeight}px` } as CSSProperties;
  return (
    <div className="grid-place jobs-grid card" ref={place}>
      <div
        role="grid"
        aria-label={texts.t('jobs-list.title')}
        aria-multiselectable="true"
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        style={{ ...style, minWidth: table.widthPx }}
      >
        <JobsGridHeads
          {...props}
          headers={table.headers}
          onMove={(column, to) => onLayout(moveColumn(layout, column, to))}
          matching={rows.length}
          chosen={chosenOf(props)}
          onChooseAll={() => (chosenOf(props) === 'all' ? selection.clear() : selection.setAll(idsOf(rows)))}
        />
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the grid's own keys are among the handlers */}
        <div
          role="rowgroup"
          className="grid-rows"
          style={{ height: virtualizer.getTotalSize() }}
          onMouseDown={keepWords}
          onClick={(event) => click(props, event)}
          {...handlers}
        >
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <JobsGridRow
                key={row.id}
                index={index}
                row={row}
                columns={columns}
                speech={speech}
                start={start}
                isSelected={selection.ids.has(row.id)}
                activeColumn={index === at.row ? at.column : null}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function chosenOf({ rows, selection }: JobsGridProps): 'none' | 'some' | 'all' {
  if (selection.ids.size === 0 || rows.length === 0) {
    return 'none';
  }
  return selection.ids.size >= rows.length && rows.every(({ id }) => selection.ids.has(id)) ? 'all' : 'some';
}

const idsOf = (rows: readonly JobRow[]): readonly JobId[] => rows.map(({ id }) => id);

/** True where the key was one of the list's own. */
function press({ rows, selection, onOpen }: JobsGridProps, event: KeyboardEvent, { row }: GridPlace): boolean {
  const id = rows[row]?.id;
  if (event.key.toLowerCase() === 'a' && event.ctrlKey) {
    selection.setAll(idsOf(rows));
    return true;
  }
  if (id === undefined || (event.key !== ' ' && event.key !== 'Enter')) {
    return false;
  }
  if (event.key === 'Enter') {
    onOpen(id);
  } else if (event.shiftKey) {
    selection.extend(id);
  } else {
    selection.toggle(id);
  }
  return true;
}

function click({ selection, onOpen }: JobsGridProps, event: MouseEvent): void {
  // A click can only be on an element of the page.
  const target = event.target as Element;
  const id = target.closest('[data-job]')?.getAttribute('data-job') ?? null;
  if (id === null || target.closest('a') !== null) {
    return;
  }
  const of = jobId.parse(id);
  const isOnTick = target.closest('.jobs-tick') !== null || target.closest('[aria-colindex="1"]') !== null;
  if (event.shiftKey) {
    selection.extend(of);
  } else if (isOnTick || event.ctrlKey || event.metaKey) {
    selection.toggle(of);
  } else if (window.getSelection()?.isCollapsed !== false) {
    // Whoever marked words to copy them wants to stay here.
    onOpen(of);
  }
}

/** A range of jobs is chosen with Shift, and no range of words. */
function keepWords(event: MouseEvent): void {
  if (event.shiftKey) {
    event.preventDefault();
  }
}

/** The same array as long as it says the same, so that rows are not drawn anew. */
function useSame<Item>(items: readonly Item[]): readonly Item[] {
  const kept = useRef(items);
  const isSame = kept.current.length === items.length && items.every((item, index) => item === kept.current[index]);
  if (!isSame) {
    kept.current = items;
  }
  return kept.current;
}

/** Keeps the rows that somebody looks at where they are while others come and go above them; another question begins at the top. */
function useKeptPlace(
  place: ReturnType<typeof useGridKeys>['place'],
  { rows, rowHeight, question }: { rows: readonly JobRow[]; rowHeight: number; question: string },
): void {
  const before = useRef({ rows, question });
  useLayoutEffect(() => {
    const { current: scroller } = place;
    const { rows: old, question: asked } = before.current;
    before.current = { rows, question };
    if (scroller === null || old === rows) {
      return;
    }
    if (asked !== question) {
      scroller.scrollTop = 0;
      return;
    }
    const first = Math.floor(scroller.scrollTop / rowHeight);
    const anchor = old[first]?.id;
    const now = first === 0 || rows[first]?.id === anchor ? first : rows.findIndex(({ id }) => id === anchor);
    scroller.scrollTop += now < 0 ? 0 : (now - first) * rowHeight;
  }, [place, rows, rowHeight, question]);
}
