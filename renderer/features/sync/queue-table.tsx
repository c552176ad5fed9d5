import { useNavigate } from '@tanstack/react-router';
import type { QueueRow } from '#core/contract/station/sync.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import type { Mark } from '../../ui/status-mark.tsx';
import { Tag } from '../../ui/tag.tsx';
import { reasonOf } from './reason-of.ts';

/** What was done here and how the centre took it, one line each, the reason in words. */
export function QueueTable({ rows }: { readonly rows: readonly QueueRow[] }) {
  const texts = useTexts();
  if (rows.length === 0) {
    return <p className="empty card dim">{texts.t('sync.empty')}</p>;
  }
  return (
    <div className="table-card card">
      <table className="table">
        <caption className="visually-hidden">{texts.t('sync.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.t('sync.column.state')}</th>
            <th scope="col">{texts.t('sync.column.what')}</th>
            <th scope="col">{texts.t('sync.column.unit')}</th>
            <th scope="col">{texts.t('sync.column.customer')}</th>
            <th scope="col">{texts.t('sync.column.when')}</th>
            <th scope="col">{texts.t('sync.column.reason')}</th>
            <th scope="col">
              <span className="visually-hidden">{texts.t('sync.column.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.operationId} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row }: { readonly row: QueueRow }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const { sessionId } = row;
  return (
    <tr>
      <td>
        <Tag mark={stateMarks[row.state]}>{texts.t(`sync.row.${row.state}`)}</Tag>
      </td>
      <th scope="row">{say(texts, [`sync.kind.${row.kind}`, row.kind])}</th>
      <td className="mono" translate="no">
        {row.unit.slice(row.unit.indexOf(':') + 1)}
      </td>
      <td>{row.customerName ?? '–'}</td>
      <td className="num">
        {texts.date(row.occurredAt, 'date-time')}
        <span className="tiny dim cell-detail">{row.by}</span>
      </td>
      <td>{reasonOf(texts, row)}</td>
      <td className="cell-buttons">
        {sessionId === null ? null : (
          <Button size="list" onPress={() => void navigate({ to: '/sheet/$sessionId', params: { sessionId } })}>
            {texts.t('sync.open-sheet')}
          </Button>
        )}
        {row.state === 'needs-you' ? (
          <Button size="list" onPress={() => void navigate({ to: '/tasks' })}>
            {texts.t('sync.decide')}
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

const stateMarks: Readonly<Record<QueueRow['state'], Mark>> = {
  waiting: 'wait',
  sending: 'work',
  accepted: 'ok',
  'needs-you': 'warn',
};
