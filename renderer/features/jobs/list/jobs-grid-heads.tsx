// biome-ignore-all lint/a11y/useSemanticElements: see the grid
import type { Header } from '@tanstack/react-table';
import { type DragEvent, useState } from 'react';
import type { JobRow } from '#core/contract/station/jobs.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { identityColumn, isJobColumn, type jobsTableFeatures } from './jobs-columns.ts';
import { TickBox } from './jobs-grid-row.tsx';
import { type JobSort, jobSorts } from './sort-jobs.ts';

export type JobHeader = Header<typeof jobsTableFeatures, JobRow, unknown>;

export interface HeadsProps {
  readonly headers: readonly JobHeader[];
  readonly sort: JobSort;
  readonly isDescending: boolean;
  readonly onSort: (sort: JobSort) => void;
  readonly onMove: (column: string, to: string) => void;
  /** How many of the shown jobs are chosen. */
  readonly chosen: 'none' | 'some' | 'all';
  readonly onChooseAll: () => void;
  /** How many that would be. */
  readonly matching: number;
}

const checked = { none: false, some: 'mixed', all: true } as const;

/** The headings: pressed they sort, dragged they move, and their right edge drags the width. The dialog of columns does the same by buttons. */
export function JobsGridHeads(props: HeadsProps) {
  const texts = useTexts();
  const { chosen, headers, matching, onChooseAll } = props;
  const [dragged, drag] = useState<string | null>(null);
  return (
    <div role="rowgroup" className="grid-heads">
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid moves the focus among its cells */}
      <div role="row" aria-rowindex={1} className="grid-row jobs-row">
        {/* biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus */}
        <span role="columnheader" aria-colindex={1}>
          <button
            type="button"
            role="checkbox"
            aria-checked={checked[chosen]}
            aria-label={texts.t('jobs-list.select-all', { count: matching })}
            className="jobs-tick"
            onClick={onChooseAll}
          >
            <TickBox />
          </button>
        </span>
        {headers.map((header, place) => (
          <Head key={header.id} {...props} header={header} place={place} dragged={dragged} drag={drag} />
        ))}
      </div>
    </div>
  );
}

function Head(
  props: HeadsProps & {
    readonly header: JobHeader;
    readonly place: number;
    readonly dragged: string | null;
    readonly drag: (column: string | null) => void;
  },
) {
  const texts = useTexts();
  const { header, place, sort, isDescending, onSort, onMove, dragged, drag } = props;
  const { id } = header.column;
  const own = jobSorts.find((one) => one === id);
  const label = isJobColumn(id) ? texts.t(`jobs-list.column.${id}`) : id;
  const mark = own === sort ? (isDescending ? '▾' : '▴') : '';
  const isTarget = dragged !== null && dragged !== id && id !== identityColumn;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    if (dragged !== null) {
      onMove(dragged, id);
    }
    drag(null);
  };
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus where it sorts
    <span
      role="columnheader"
      aria-colindex={place + 2}
      aria-sort={own === undefined ? undefined : own === sort ? (isDescending ? 'descending' : 'ascending') : 'none'}
      className={isTarget ? 'jobs-head jobs-head-target' : 'jobs-head'}
      onDragOver={(event) => isTarget && event.preventDefault()}
      onDrop={drop}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dragging is a second way; the dialog of columns has the buttons */}
      <span
        className="jobs-head-label"
        draggable={id !== identityColumn}
        onDragStart={(event) => {
          event.dataTransfer.setData('text/plain', label);
          event.dataTransfer.effectAllowed = 'move';
          drag(id);
        }}
        onDragEnd={() => drag(null)}
      >
        {own === undefined ? (
          label
        ) : (
          <button type="button" className="jobs-sort" onClick={() => onSort(own)}>
            {label}
            <span aria-hidden="true">{mark}</span>
          </button>
        )}
      </span>
      <span
        className="jobs-edge"
        aria-hidden="true"
        onMouseDown={header.getResizeHandler()}
        onTouchStart={header.getResizeHandler()}
      />
    </span>
  );
}
