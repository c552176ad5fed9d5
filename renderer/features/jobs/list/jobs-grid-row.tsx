// biome-ignore-all lint/a11y/useSemanticElements: see the grid
import { Link } from '@tanstack/react-router';
import { memo, type ReactNode } from 'react';
import type { JobRow } from '#core/contract/station/jobs.ts';
import { JobStatusTag, jobNumber } from '../shared/job-status-tag.tsx';
import { type JobSpeech, jobWords } from './job-words.ts';
import type { JobColumnId } from './jobs-columns.ts';

/** One job of the list. Drawn again only when it changes, is chosen, or takes the grid's stop for Tab. */
export const JobsGridRow = memo(function JobsGridRow(props: {
  readonly index: number;
  readonly row: JobRow;
  readonly columns: readonly JobColumnId[];
  readonly speech: JobSpeech;
  /** Distance from the top of the rows, in pixels. */
  readonly start: number;
  readonly isSelected: boolean;
  /** The column that holds the grid's stop for Tab; null where another row has it. */
  readonly activeColumn: number | null;
}) {
  const { activeColumn, columns, index, isSelected, row, speech, start } = props;
  const stopOf = (column: number) => (activeColumn === column ? 0 : -1);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid moves the focus among its cells
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className="grid-row jobs-row"
      data-job={row.id}
      style={{ transform: `translateY(${start}px)` }}
    >
      <div role="gridcell" aria-colindex={1} data-cell={`${row.id} 0`} tabIndex={-1} className="grid-cell">
        <button
          type="button"
          role="checkbox"
          aria-checked={isSelected}
          aria-label={speech.texts.t('jobs-list.select-one', { job: jobNumber(speech.texts, row.number) })}
          className="jobs-tick"
          tabIndex={stopOf(0)}
        >
          <TickBox />
        </button>
      </div>
      {columns.map((column, place) => (
        <div
          key={column}
          role="gridcell"
          aria-colindex={place + 2}
          data-cell={`${row.id} ${place + 1}`}
          tabIndex={column === 'number' ? -1 : stopOf(place + 1)}
          className={`grid-cell jobs-cell jobs-cell-${column}`}
        >
          {content({ column, row, speech, tabIndex: stopOf(place + 1) })}
        </div>
      ))}
    </div>
  );
});

function content(cell: {
  readonly column: JobColumnId;
  readonly row: JobRow;
  readonly speech: JobSpeech;
  readonly tabIndex: number;
}): ReactNode {
  const { column, row, speech, tabIndex } = cell;
  const words = jobWords(speech, row, column);
  switch (column) {
    case 'number':
      return (
        <Link className="jobs-open" to="/jobs/job/$jobId" params={{ jobId: row.id }} tabIndex={tabIndex}>
          {words}
        </Link>
      );
    case 'status':
      return <JobStatusTag of={row} />;
    case 'vin':
    case 'unitSerial':
      return (
        <span className="mono" lang="en" translate="no">
          {words === '' ? '–' : words}
        </span>
      );
    case 'partner':
      return row.partner === null ? (
        '–'
      ) : (
        <>
          {row.partner.code === null ? null : <span className="mono">{row.partner.code} </span>}
          <span className="jobs-partner-name">{words}</span>
        </>
      );
    case 'note':
      return words;
    default:
      return words === '' ? '–' : words;
  }
}

export function TickBox() {
  return (
    <span className="jobs-tick-box" aria-hidden="true">
      <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="3.4" aria-hidden="true">
        <path className="jobs-tick-all" d="M5 12.6l4.6 4.6L19 7.4" />
        <path className="jobs-tick-some" d="M5.5 12h13" />
      </svg>
    </span>
  );
}
