import type { AuditEntry } from '#core/domain/audit/audit-entry.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { type Mark, StatusMark } from '../../ui/status-mark.tsx';

type Entry = AuditEntry & { readonly head: string };

/** Audit entries as the chain holds them: number, time, person, act, what changed, and the fingerprint after it. */
export function EntryTable({ entries }: { readonly entries: readonly Entry[] }) {
  const texts = useTexts();
  if (entries.length === 0) {
    return <p className="empty card dim">{texts.t('audit-page.empty')}</p>;
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
            <th scope="col">{texts.t('audit-page.column.unit')}</th>
            <th scope="col">{texts.t('audit-page.column.change')}</th>
            <th scope="col">{texts.t('audit-page.column.head')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <EntryRow key={`${entry.generation}-${entry.seq}`} entry={entry} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function EntryRow({ entry }: { readonly entry: Entry }) {
  const texts = useTexts();
  return (
    <tr>
      <td className="num dim">{entry.seq}</td>
      <td className="num">
        {texts.date(entry.at, 'date-time-seconds')}
        {entry.clockSuspect ? (
          <span className="tiny dim cell-detail">{texts.t('audit-page.clock-suspect')}</span>
        ) : null}
      </td>
      <td>
        {entry.actor.method === 'system' ? texts.t('audit-page.station-itself') : entry.actor.name}
        <span className="tiny dim cell-detail">{texts.t(`audit-page.method.${entry.actor.method}`)}</span>
      </td>
      <th scope="row">
        <span className="cell-state">
          <StatusMark mark={outcomeMarks[entry.outcome]} size="tiny" />
          {say(texts, [`audit-page.action.${entry.action}`, entry.action])}
        </span>
        <span className="tiny dim cell-detail">
          {texts.t(`audit-page.outcome.${entry.outcome}`)}
          {entry.code === null
            ? null
            : ` · ${say(texts, [`codes.${entry.code}.title`, `audit-page.code.${entry.code}`, entry.code])}`}
        </span>
      </th>
      <td className="mono small" translate="no">
        {entry.unit === null ? '–' : entry.unit.slice(entry.unit.indexOf(':') + 1)}
      </td>
      <td className="small audit-change">
        <Change before={entry.before} after={entry.after} />
      </td>
      <td className="mono tiny dim" translate="no" title={entry.head}>
        {entry.head.slice(0, 12)}
      </td>
    </tr>
  );
}

function Change({ before, after }: Pick<Entry, 'before' | 'after'>) {
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return keys.length === 0
    ? '–'
    : keys.map((key) => (
        <span key={key} className="change-line">
          <span className="dim">{key}</span> {short(before?.[key])}
          {before?.[key] === undefined || after?.[key] === undefined ? null : ' → '}
          <strong>{short(after?.[key])}</strong>
        </span>
      ));
}

/** Large things stand in the trail as their SHA-256; the beginning tells them apart. */
function short(value: string | undefined): string {
  return value === undefined ? '' : value.length > 44 ? `${value.slice(0, 43)}…` : value;
}

const outcomeMarks: Readonly<Record<AuditEntry['outcome'], Mark>> = {
  done: 'ok',
  refused: 'stop',
  failed: 'stop',
  noted: 'idle',
};
