import type { TrailEntry } from '#core/domain/audit/read-trail-entry.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { Change, OutcomeWords, outcomeMarks, Who } from './entry-words.tsx';
import { useKnownNames } from './use-known-names.ts';

interface EntryTableProps {
  readonly entries: readonly TrailEntry[];
  /** Number of the entry that is looked at closely. */
  readonly opened: number | null;
  readonly onOpen: (seq: number) => void;
  /** What is said where there is none. */
  readonly empty: string;
}

/** Audit entries as the chain holds them: number, time, person, act and what changed. Beside an opened entry only the first four. */
export function EntryTable({ entries, opened, onOpen, empty }: EntryTableProps) {
  const texts = useTexts();
  const names = useKnownNames();
  if (entries.length === 0) {
    return <p className="empty card dim">{empty}</p>;
  }
  return (
    <div className="table-card card">
      <table className="table audit-table">
        <caption className="visually-hidden">{texts.t('audit-page.entries')}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.t('audit-page.column.seq')}</th>
            <th scope="col">{texts.t('audit-page.column.at')}</th>
            <th scope="col">{texts.t('audit-page.column.who')}</th>
            <th scope="col">{texts.t('audit-page.column.what')}</th>
            {opened === null ? <th scope="col">{texts.t('audit-page.column.unit')}</th> : null}
            {opened === null ? <th scope="col">{texts.t('audit-page.column.change')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <EntryRow
              key={`${entry.generation}-${entry.seq}`}
              entry={entry}
              names={names}
              isOpened={opened === entry.seq}
              isNarrow={opened !== null}
              onOpen={onOpen}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface EntryRowProps {
  readonly entry: TrailEntry;
  readonly names: ReadonlyMap<string, string>;
  readonly isOpened: boolean;
  readonly isNarrow: boolean;
  readonly onOpen: (seq: number) => void;
}

function EntryRow({ entry, names, isOpened, isNarrow, onOpen }: EntryRowProps) {
  const texts = useTexts();
  return (
    <tr className={isOpened ? 'audit-opened' : undefined} aria-current={isOpened ? 'true' : undefined}>
      <td className="num dim">{entry.seq}</td>
      <td className="num">
        {texts.date(entry.at, 'date-time-seconds')}
        {entry.clockSuspect ? (
          <span className="tiny cell-detail audit-doubt">
            <StatusMark mark="warn" size="tiny" /> {texts.t('audit-page.clock-suspect')}
          </span>
        ) : null}
      </td>
      <td>
        <Who entry={entry} />
        <span className="tiny dim cell-detail">{texts.t(`audit-page.method.${entry.actor.method}`)}</span>
      </td>
      <th scope="row">
        <button type="button" className="cell-state audit-open" onClick={() => onOpen(entry.seq)}>
          <StatusMark mark={outcomeMarks[entry.outcome]} size="tiny" />
          {say(texts, [`audit-page.action.${entry.action}`, entry.action])}
        </button>
        <span className="tiny dim cell-detail">
          <OutcomeWords entry={entry} />
        </span>
      </th>
      {isNarrow ? null : (
        <>
          <td className="mono small" translate="no">
            {entry.unit === null ? '–' : entry.unit.slice(entry.unit.indexOf(':') + 1)}
          </td>
          <td className="small audit-change">
            <Change entry={entry} names={names} />
          </td>
        </>
      )}
    </tr>
  );
}
