import { useNavigate } from '@tanstack/react-router';
import type { QueueRow } from '#core/contract/station/sync.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import type { Mark } from '../../ui/status-mark.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useNowMs } from '../../ui/use-now.ts';
import { ageOf } from './age-of.ts';
import { reasonOf } from './reason-of.ts';

/** What was done here and how the centre took it, one line each: the unit, how long ago, why, what comes next, what can be done. */
export function QueueTable(props: {
  readonly caption: string;
  readonly rows: readonly QueueRow[];
  /** When the station told these rows; milliseconds since 1970. */
  readonly toldAtMs: number;
}) {
  const texts = useTexts();
  const nowMs = useNowMs(1_000);
  return (
    <div className="table-card card">
      <table className="table queue-table">
        <caption className="visually-hidden">{props.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.t('sync.column.state')}</th>
            <th scope="col">{texts.t('sync.column.what')}</th>
            <th scope="col">{texts.t('sync.column.customer')}</th>
            <th scope="col">{texts.t('sync.column.when')}</th>
            <th scope="col">{texts.t('sync.column.reason')}</th>
            <th scope="col">
              <span className="visually-hidden">{texts.t('sync.column.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <Row key={row.operationId} row={row} nowMs={nowMs} sinceMs={nowMs - props.toldAtMs} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row(props: { readonly row: QueueRow; readonly nowMs: number; readonly sinceMs: number }) {
  const { row, nowMs, sinceMs } = props;
  const texts = useTexts();
  const { why, next } = reasonOf(texts, row, sinceMs);
  return (
    <tr>
      <td>
        <Tag mark={markOf(row)}>{texts.t(`sync.row.${row.state}`)}</Tag>
      </td>
      <th scope="row">
        {say(texts, [`sync.kind.${row.kind}`, row.kind])}
        <span className="cell-detail small dim">
          <Unit row={row} /> · {texts.t('sync.number', { seq: row.seq })}
        </span>
      </th>
      <td>{row.customerName ?? '–'}</td>
      <td className="num">
        {ageOf(texts, Math.max(0, nowMs - Date.parse(row.occurredAt)))}
        <span className="cell-detail small dim">
          {texts.date(row.occurredAt, 'date-time')} · {row.by}
        </span>
      </td>
      <td>
        {why}
        {next === null ? null : <span className="cell-detail small dim">{next}</span>}
      </td>
      <td className="cell-buttons">
        <Actions row={row} />
      </td>
    </tr>
  );
}

/** A unit by its number; what is done to a profile or a trail names no unit. */
function Unit({ row }: { readonly row: QueueRow }) {
  const [kind = '', serial = ''] = row.unit.split(':');
  return (
    <span className="mono" lang="en" translate="no">
      {/^\d{15}$/.test(serial) ? groupSerial(serial) : kind}
    </span>
  );
}

function Actions({ row: { sessionId, state } }: { readonly row: QueueRow }) {
  const texts = useTexts();
  const navigate = useNavigate();
  return (
    <>
      {sessionId === null ? null : (
        <Button size="list" onPress={() => void navigate({ to: '/sheet/$sessionId', params: { sessionId } })}>
          {texts.t('sync.open-sheet')}
        </Button>
      )}
      {state === 'needs-you' ? (
        <Button size="list" onPress={() => void navigate({ to: '/tasks' })}>
          {texts.t('sync.decide')}
        </Button>
      ) : null}
    </>
  );
}

/** Waiting is normal (ux rule 22). What will not go by itself, and facts that the centre took with a question, are worth a look. */
function markOf({ state, verdict, waits }: QueueRow): Mark {
  switch (state) {
    case 'waiting':
      return waits !== null && needsLook.has(waits.why) ? 'warn' : 'wait';
    case 'sending':
      return 'work';
    case 'accepted':
      return verdict === 'flagged' ? 'warn' : 'ok';
    case 'needs-you':
      return 'warn';
  }
}

const needsLook: ReadonlySet<string> = new Set([
  'not-enrolled',
  'revoked',
  'too-old',
  'forked',
  'audit-broken',
  'refused-by-fault',
  'not-understood',
]);
