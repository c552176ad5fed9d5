import { Button as AriaButton } from 'react-aria-components';
import type { PairingRow } from '#core/contract/station/pairing.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { useNowMs } from '../../ui/use-now.ts';
import { markOfIssue, timeUntil } from './pairing-words.ts';

const tellAgainMs = 1_000;

/** One line for each unit, however often its failure was reported (decisions.md B6). */
export function IssueList(props: {
  readonly rows: readonly PairingRow[];
  readonly opened: string;
  readonly onOpen: (unit: string) => void;
}) {
  const texts = useTexts();
  const nowMs = useNowMs(tellAgainMs);
  const { rows, opened, onOpen } = props;
  if (rows.length === 0) {
    return <p className="empty card dim">{texts.t('pairing.none')}</p>;
  }
  return (
    <ul className="issues" aria-label={texts.t('pairing.count', { count: rows.length })}>
      {rows.map((row) => (
        <li key={row.unit}>
          <AriaButton
            className="issue card"
            {...(row.unit === opened ? { 'aria-current': 'true' as const } : {})}
            onPress={() => onOpen(row.unit)}
          >
            <StatusMark mark={row.waiting === null ? markOfIssue(row.issue) : 'wait'} />
            <span className="issue-words">
              <strong>{texts.t(`pairing.trouble.${row.issue.trouble}.title`)}</strong>
              <span className="mono issue-unit" translate="no">
                {groupSerial(row.unit.slice(row.unit.indexOf(':') + 1))}
              </span>
              <span className="small dim">{row.organizationName}</span>
            </span>
            <span className="small issue-when">{whenWords(texts, row, nowMs)}</span>
          </AriaButton>
        </li>
      ))}
    </ul>
  );
}

function whenWords(texts: ReturnType<typeof useTexts>, { issue, waiting }: PairingRow, nowMs: number): string {
  if (waiting !== null) {
    return texts.t('pairing.waiting-short');
  }
  const times = texts.t('pairing.times', { count: issue.count });
  switch (issue.outlook.kind) {
    case 'by-the-hour':
      return texts.t('pairing.when.by-the-hour', { times, next: timeUntil(texts, issue.outlook.nextAt, nowMs) });
    case 'over':
      return texts.t('pairing.when.over', { times });
    case 'with-next-message':
      return times;
  }
}
