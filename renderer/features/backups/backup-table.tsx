import type { BackupDifference } from '#core/contract/station/backups.ts';
import type { ConfigurationBackup } from '#core/domain/installation/configuration-backup.ts';
import { unitOfKey } from '#core/domain/installation/key-unit.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { type Mark, StatusMark } from '../../ui/status-mark.tsx';

/** A backup beside something else, line by line; what differs stands first. */
export interface Beside {
  readonly other: string;
  readonly differences: readonly BackupDifference[];
}

/** Every value of a backup, and where something stands beside it, how the two compare. */
export function BackupTable({
  backup,
  beside,
}: {
  readonly backup: ConfigurationBackup;
  readonly beside: Beside | null;
}) {
  const texts = useTexts();
  const lines = beside === null ? alone(backup) : sorted(beside.differences);
  const differing = lines.filter(({ state }) => state !== 'same' && state !== 'secret').length;
  return (
    <>
      {beside === null ? null : (
        <p className="backup-count" role="status">
          <StatusMark mark={differing === 0 ? 'ok' : 'warn'} />
          {texts.t('backups.count', { differing, all: lines.length })}
        </p>
      )}
      <div className="table-place">
        <table className="table">
          <caption className="visually-hidden">{texts.t('backups.table')}</caption>
          <thead>
            <tr>
              <th scope="col">{texts.t('backups.column.key')}</th>
              <th scope="col">{texts.t('backups.column.here')}</th>
              {beside === null ? null : (
                <>
                  <th scope="col">{texts.t('backups.column.there', { other: beside.other })}</th>
                  <th scope="col">{texts.t('backups.column.state')}</th>
                </>
              )}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Row key={line.key} line={line} isCompared={beside !== null} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Row({ line, isCompared }: { readonly line: BackupDifference; readonly isCompared: boolean }) {
  const texts = useTexts();
  const { key, here, there, state } = line;
  return (
    <tr>
      <th scope="row">{say(texts, [`config-key.${key}`, key])}</th>
      <td className="value">
        <Value line={line} text={here} isMissing={state === 'only-there'} />
      </td>
      {isCompared ? (
        <>
          <td className="value">
            <Value line={line} text={there} isMissing={state === 'only-here'} />
          </td>
          <td>
            <span className="cell-state">
              <StatusMark mark={marks[state]} size="tiny" />
              {texts.t(`backups.state.${state}`)}
            </span>
          </td>
        </>
      ) : null}
    </tr>
  );
}

function Value(props: { readonly line: BackupDifference; readonly text: string | null; readonly isMissing: boolean }) {
  const texts = useTexts();
  const { line, text, isMissing } = props;
  const unit = unitOfKey(line.key);
  if (line.state === 'secret') {
    return <span className="dim">{texts.t('restore.hidden')}</span>;
  }
  if (isMissing || (line.state === 'unread' && text === null)) {
    return '–';
  }
  if (text === null || text === '') {
    return <span className="dim">{texts.t('configure.empty')}</span>;
  }
  return unit === null ? text : `${text} ${unit}`;
}

const marks = {
  same: 'ok',
  differs: 'warn',
  'only-here': 'warn',
  'only-there': 'warn',
  secret: 'idle',
  unread: 'idle',
} as const satisfies Record<BackupDifference['state'], Mark>;

const order: readonly BackupDifference['state'][] = ['differs', 'only-here', 'only-there', 'unread', 'same', 'secret'];

function sorted(differences: readonly BackupDifference[]): readonly BackupDifference[] {
  return differences.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state));
}

function alone({ values, secrets, unread }: ConfigurationBackup): readonly BackupDifference[] {
  const line = (key: string, here: string | null, state: BackupDifference['state']) => ({
    key,
    here,
    there: null,
    state,
  });
  return [
    ...Object.entries(values).map(([key, value]) => line(key, value, 'same')),
    ...unread.map((key) => line(key, null, 'unread')),
    ...secrets.map((key) => line(key, null, 'secret')),
  ];
}
