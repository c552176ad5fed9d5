import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { QueueRow } from '#core/contract/station/sync.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import type { Mark } from '../../ui/status-mark.tsx';
import { Tag } from '../../ui/tag.tsx';
import { reasonOf } from './reason-of.ts';
import { ResolveDialog } from './resolve-dialog.tsx';

/** What was done here and how the centre took it, one line each, the reason in words. */
export function QueueTable({ rows }: { readonly rows: readonly QueueRow[] }) {
  const texts = useTexts();
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  const mayResolve = seat.data?.kind === 'signed-in' && seat.data.rights.includes('resolve');
  const [resolving, resolve] = useState<QueueRow | null>(null);
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
            <Row key={row.operationId} row={row} mayResolve={mayResolve} onResolve={() => resolve(row)} />
          ))}
        </tbody>
      </table>
      <ResolveDialog row={resolving} onClose={() => resolve(null)} />
    </div>
  );
}

function Row(props: { readonly row: QueueRow; readonly mayResolve: boolean; readonly onResolve: () => void }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const { row, mayResolve, onResolve } = props;
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
        {row.state === 'needs-you' && mayResolve ? (
          <Button size="list" onPress={onResolve}>
            {texts.t('sync.resolve')}
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
