import { Button as AriaButton } from 'react-aria-components';
import type { BackupRow } from '#core/contract/station/backups.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { unitName } from '../../text/unit-name.ts';
import { backupTitle } from './backup-words.ts';

/** Every kept backup as a line: what it is called, when and by whom it was taken. */
export function BackupList(props: {
  readonly rows: readonly BackupRow[];
  readonly openId: string | null;
  /** Whether units are named: not where all lines are of one. */
  readonly namesUnits: boolean;
  readonly onOpen: (id: string) => void;
}) {
  const texts = useTexts();
  if (props.rows.length === 0) {
    return (
      <div className="card empty">
        <p>{texts.t('backups.none')}</p>
        <p className="small dim">{texts.t('backups.none-text')}</p>
      </div>
    );
  }
  return (
    <nav className="card picks" aria-label={texts.t('backups.list')}>
      <ul>
        {props.rows.map((row) => (
          <li key={row.id}>
            <Line row={row} isOpen={row.id === props.openId} namesUnit={props.namesUnits} onOpen={props.onOpen} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Line(props: {
  readonly row: BackupRow;
  readonly isOpen: boolean;
  readonly namesUnit: boolean;
  readonly onOpen: (id: string) => void;
}) {
  const texts = useTexts();
  const { row, isOpen, namesUnit, onOpen } = props;
  return (
    <AriaButton className="pick" aria-current={isOpen} onPress={() => onOpen(row.id)}>
      <span className="pick-title">{backupTitle(texts, row)}</span>
      <span className="num">{texts.date(row.takenAt, 'date-time')}</span>
      <span className="tiny dim">
        {namesUnit ? (
          <span className="backup-line-unit" translate="no">
            {unitName(row)}
          </span>
        ) : null}
        {row.takenBy === ''
          ? texts.t('backups.row-nobody', { keys: row.keys })
          : texts.t('backups.row', { keys: row.keys, by: row.takenBy })}
      </span>
    </AriaButton>
  );
}
