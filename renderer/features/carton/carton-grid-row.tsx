// biome-ignore-all lint/a11y/useSemanticElements: see the grid
import { memo, type ReactNode } from 'react';
import type { CartonRow } from '#core/domain/carton/carton.ts';
import { type CartonOutcome, cartonOutcome } from '#core/domain/carton/carton-outcome.ts';
import { rowReason } from '#core/domain/carton/row-reason.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { useMay } from '../../station/rights.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import type { CartonRowActs } from './carton-grid.tsx';
import { rowWords } from './row-words.ts';

export interface CartonGridRowProps {
  readonly index: number;
  readonly row: CartonRow;
  /** The name of its type; null while it is not chosen. */
  readonly typeLabel: string | null;
  /** Distance from the top of the rows, in pixels. */
  readonly start: number;
  readonly measure: (element: HTMLElement | null) => void;
  readonly customer: string;
  readonly isOpen: boolean;
  readonly isChecking: boolean;
  /** The column that holds the grid's stop for Tab; null where another row has it. */
  readonly activeColumn: number | null;
  readonly isPointed: boolean;
  readonly acts: CartonRowActs;
}

/** One unit: what it is, whose it is, how it stands, why, and the one act that helps. Drawn again only when it changes. */
export const CartonGridRow = memo(function CartonGridRow(props: CartonGridRowProps) {
  const { activeColumn, index, isPointed, measure, row, start } = props;
  const texts = useTexts();
  const words = rowWords(texts, row, props);
  const owner = row.verdict.kind === 'verdict' ? row.verdict.owner : null;
  const cell = (column: number, className: string, content: ReactNode) => (
    <Cell number={row.number} column={column} isActive={activeColumn === column} className={className}>
      {content}
    </Cell>
  );
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid moves the focus among its cells
    <div
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      ref={measure}
      className={isPointed ? 'grid-row carton-row carton-row-pointed' : 'grid-row carton-row'}
      style={{ transform: `translateY(${start}px)` }}
    >
      {cell(0, 'num dim', texts.number(row.number))}
      {cell(
        1,
        '',
        <>
          <strong className="mono carton-serial" translate="no">
            {groupSerial(row.label.serial)}
          </strong>
          <span className="small dim carton-line">
            {props.typeLabel ??
              texts.t(row.verdict.kind === 'choose-type' ? 'carton.type-open' : 'carton.type-unknown')}
          </span>
        </>,
      )}
      {cell(2, 'carton-owner', owner === null ? '–' : (owner.name ?? texts.t('carton.owner-unknown')))}
      {cell(
        3,
        'carton-state',
        <>
          <StatusMark mark={words.mark} size="tiny" isStill={words.mark !== 'work'} />
          <span>
            <strong>{words.state}</strong>
            {words.when === '' ? null : <span className="tiny dim carton-line">{words.when}</span>}
          </span>
        </>,
      )}
      {cell(
        4,
        'small',
        <>
          {words.finding === '' ? null : <span className="carton-finding">{words.finding}</span>}
          {words.next === '' ? null : <span className="dim carton-line">{words.next}</span>}
        </>,
      )}
      {cell(5, 'carton-act', <HelpingAct {...props} />)}
      {cell(6, 'carton-act', <Remove {...props} />)}
    </div>
  );
});

/** A cell holds at most one control; the grid's stop for Tab is that control, or the cell itself. */
function Cell(props: {
  readonly number: number;
  readonly column: number;
  readonly isActive: boolean;
  readonly className: string;
  readonly children: ReactNode;
}) {
  const { number, column, isActive } = props;
  const hasControl = column >= 5;
  return (
    <div
      role="gridcell"
      aria-colindex={column + 1}
      data-cell={`${number} ${column}`}
      tabIndex={isActive && !hasControl ? 0 : -1}
      className={`grid-cell carton-cell ${props.className}`}
    >
      {props.children}
    </div>
  );
}

/** The one act that helps this unit on: say its type, release it where a colleague has it, or open its sheet once it is the customer's. */
function HelpingAct({ acts, activeColumn, isOpen, row }: CartonGridRowProps) {
  const texts = useTexts();
  const may = useMay();
  const outcome = cartonOutcome(row);
  const isTheirs = outcome === 'transferred' || outcome === 'already';
  const what = isTheirs ? 'open-sheet' : isOpen ? openAct(row, outcome, may('transfer')) : null;
  if (what === null) {
    return null;
  }
  return (
    <button
      type="button"
      className="button button-small carton-button"
      tabIndex={activeColumn === 5 ? 0 : -1}
      onClick={() => acts[actOf[what]](row)}
    >
      {texts.t(`carton.${what}`)}
    </button>
  );
}

const actOf = { 'choose-type': 'chooseType', 'open-sheet': 'openSheet', break: 'release' } as const;

function openAct(row: CartonRow, outcome: CartonOutcome, mayTransfer: boolean): 'choose-type' | 'break' | null {
  if (outcome === 'choose-type') {
    return 'choose-type';
  }
  const holder = outcome === 'blocked' ? rowReason(row)?.holder : undefined;
  return holder?.breakable === true && mayTransfer ? 'break' : null;
}

function Remove({ acts, activeColumn, isOpen, row }: CartonGridRowProps) {
  const texts = useTexts();
  if (!isOpen || row.transfer.kind !== 'open') {
    return null;
  }
  return (
    <button
      type="button"
      className="carton-remove"
      tabIndex={activeColumn === 6 ? 0 : -1}
      aria-label={texts.t('carton.remove-row', { number: row.number })}
      onClick={() => acts.remove(row)}
    >
      <svg width="18" height="18" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <path d="M5 5l14 14M19 5 5 19" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round" />
      </svg>
    </button>
  );
}
