import type { RestoreLine } from '#core/domain/installation/restore-plan.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { type Mark, StatusMark } from '../../ui/status-mark.tsx';

/** Every value of the backup: what became of it, and why what was left out was (decisions.md d2). What needs a look stands first. */
export function RestoreTable({ lines }: { readonly lines: readonly RestoreLine[] }) {
  const texts = useTexts();
  if (lines.length === 0) {
    return null;
  }
  const sorted = lines.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state));
  return (
    <div className="table-place">
      <table className="table">
        <caption className="visually-hidden">{texts.t('restore.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.t('restore.column.key')}</th>
            <th scope="col">{texts.t('restore.column.value')}</th>
            <th scope="col">{texts.t('restore.column.found')}</th>
            <th scope="col">{texts.t('restore.column.state')}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((line) => (
            <Row key={line.key} line={line} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ line }: { readonly line: RestoreLine }) {
  const texts = useTexts();
  const { key, value, found, state, reason } = line;
  const isHidden = reason === 'secret' || reason === 'unread';
  return (
    <tr>
      <th scope="row">{say(texts, [`config-key.${key}`, key])}</th>
      <td className="value">
        {isHidden ? <span className="dim">{texts.t('restore.hidden')}</span> : (value ?? texts.t('configure.empty'))}
      </td>
      <td className="value">{state === 'left-out' ? '–' : (found ?? texts.t('configure.empty'))}</td>
      <td>
        <span className="cell-state">
          <StatusMark mark={marks[state]} size="tiny" />
          {texts.t(`restore.state.${state}`)}
        </span>
        {reason === null ? null : <span className="tiny dim cell-detail">{texts.t(`restore.reason.${reason}`)}</span>}
      </td>
    </tr>
  );
}

const marks = {
  'to-write': 'idle',
  same: 'ok',
  'left-out': 'idle',
  accepted: 'work',
  rejected: 'stop',
  unknown: 'warn',
  'not-sent': 'idle',
  verified: 'ok',
  differs: 'stop',
} as const satisfies Record<RestoreLine['state'], Mark>;

const order: readonly RestoreLine['state'][] = [
  ...(['differs', 'rejected', 'unknown', 'accepted', 'not-sent', 'to-write'] as const),
  ...(['verified', 'same', 'left-out'] as const),
];
