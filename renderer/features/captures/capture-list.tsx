import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { CaptureChoice, CaptureRow } from '#core/contract/station/captures.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { unitName } from '../../text/unit-name.ts';
import type { CapturesSearch } from './captures-search.ts';

/** Bays with what went over their cable of late, then every sheet of which something is kept. */
export function CaptureList(props: {
  readonly rows: readonly CaptureRow[];
  readonly bays: readonly number[];
  readonly choice: CaptureChoice | null;
  readonly onOpen: (search: CapturesSearch) => void;
}) {
  const texts = useTexts();
  const { rows, bays, choice, onOpen } = props;
  return (
    <nav className="card picks capture-list" aria-label={texts.t('captures.list')}>
      {bays.length === 0 ? null : (
        <>
          <h2 className="over">{texts.t('captures.bays')}</h2>
          <ul className="capture-bays">
            {bays.map((bay) => (
              <li key={bay}>
                <AriaButton
                  className="capture-bay"
                  aria-current={choice?.of === 'bay' && choice.bay === bay}
                  onPress={() => onOpen({ bay })}
                >
                  {texts.t('sheet.bay', { bay })}
                </AriaButton>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2 className="over">{texts.t('captures.sheets')}</h2>
      {rows.length === 0 ? <p className="small dim capture-none">{texts.t('captures.none')}</p> : null}
      <ul>
        {rows.map((row) => (
          <li key={row.sessionId}>
            <Line
              row={row}
              isOpen={choice?.of === 'sheet' && choice.sessionId === row.sessionId}
              onOpen={() => onOpen({ sessionId: row.sessionId })}
            >
              {row.owner === null
                ? texts.t('captures.row', { lines: row.lines, customer: row.customer })
                : texts.t('captures.row-of', { lines: row.lines, customer: row.customer, owner: row.owner })}
            </Line>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Line(props: {
  readonly row: CaptureRow;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}) {
  const texts = useTexts();
  const { row, isOpen, onOpen, children } = props;
  return (
    <AriaButton className="pick" aria-current={isOpen} onPress={onOpen}>
      <span className="pick-title" translate="no">
        {unitName({ unit: row.unit, typeLabel: row.unitTypeLabel })}
      </span>
      <span className="num">{texts.date(row.changedAt, 'date-time')}</span>
      <span className="tiny dim">{children}</span>
    </AriaButton>
  );
}
