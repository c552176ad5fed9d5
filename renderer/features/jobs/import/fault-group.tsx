import { useId, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { ImportFault } from '#core/domain/jobs/import/import-row.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { causeWords } from './import-words.ts';

/** Rows that are shown of one cause; more help nobody, and the file of refused rows has them all. */
const shownRows = 50;

interface Group extends Pick<ImportFault, 'code' | 'name'> {
  readonly faults: readonly ImportFault[];
}

/** One cause: how many rows, what is wanted there, and on demand where and what stands there instead. */
export function FaultGroup({ group, mark }: { readonly group: Group; readonly mark: 'stop' | 'warn' }) {
  const texts = useTexts();
  const list = useId();
  const [isOpen, setOpen] = useState(false);
  const what = causeWords(texts, group);
  const count = group.faults.length;
  return (
    <li>
      <div className="import-group">
        <StatusMark mark={mark} />
        <span className="import-group-words">
          <strong className="num">{texts.t('jobs-import.check.rows', { count })}</strong>
          {group.name === null ? null : (
            <span className="mono" translate="no">
              {group.name}
            </span>
          )}
          <span>{texts.t(`job-code.${group.code}`)}</span>
        </span>
        <AriaButton
          className="import-show"
          aria-expanded={isOpen}
          {...(isOpen ? { 'aria-controls': list } : {})}
          aria-label={texts.t(isOpen ? 'jobs-import.check.hide-of' : 'jobs-import.check.show-of', { what })}
          onPress={() => setOpen(!isOpen)}
        >
          {texts.t(isOpen ? 'jobs-import.check.hide' : 'jobs-import.check.show')}
        </AriaButton>
      </div>
      {isOpen ? (
        <div id={list} className="import-faults">
          <FaultTable faults={group.faults.slice(0, shownRows)} caption={what} />
          {count > shownRows ? (
            <p className="small dim">
              {texts.t(mark === 'stop' ? 'jobs-import.check.more' : 'jobs-import.check.more-doubts', {
                count: count - shownRows,
              })}
            </p>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}

function FaultTable({ faults, caption }: { readonly faults: readonly ImportFault[]; readonly caption: string }) {
  const texts = useTexts();
  return (
    <table className="table">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{texts.t('jobs-import.check.line')}</th>
          <th scope="col">{texts.t('jobs-import.check.column')}</th>
          <th scope="col">{texts.t('jobs-import.check.found')}</th>
        </tr>
      </thead>
      <tbody>
        {faults.map(({ line, column, found }) => (
          <tr key={`${line} ${column}`}>
            <th scope="row" className="num">
              {texts.number(line)}
            </th>
            <td className="num">{column === null ? texts.t('jobs-import.check.whole-row') : texts.number(column)}</td>
            <td className="import-found mono" translate="no">
              {found.trim() === '' ? <span className="dim">{texts.t('jobs-import.check.nothing')}</span> : found}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
