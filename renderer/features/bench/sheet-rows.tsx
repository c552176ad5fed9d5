import { useNavigate } from '@tanstack/react-router';
import { Button as AriaButton } from 'react-aria-components';
import type { SheetRow } from '#core/contract/station/bench.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';

/** Open sheets first, then the newest closed ones: pressing one goes back to it, whoever began it (ux rule 20). */
export function SheetRows() {
  const texts = useTexts();
  const sheets = useStationQuery(['sheets', 'list'], (client) => client.bench.sheets({ limit: 12 }));
  if (sheets.data === undefined || sheets.data.length === 0) {
    return null;
  }
  return (
    <section aria-labelledby="sheets">
      <h2 className="over" id="sheets">
        {texts.t('bench.sheets')}
      </h2>
      <ul className="sheet-rows card">
        {sheets.data.map((row) => (
          <li key={row.sessionId}>
            <Row row={row} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ row }: { readonly row: SheetRow }) {
  const texts = useTexts();
  const navigate = useNavigate();
  return (
    <AriaButton
      className="sheet-row"
      onPress={() => void navigate({ to: '/sheet/$sessionId', params: { sessionId: row.sessionId } })}
    >
      <StatusMark
        mark={row.state === 'open' && row.mark === 'idle' ? 'work' : row.mark}
        isStill={row.mark !== 'work'}
      />
      <span>
        <strong className="mono sheet-row-serial" translate="no">
          {groupSerial(row.unit.slice(row.unit.indexOf(':') + 1))}
        </strong>
        <span className="small dim sheet-row-note">
          {[row.unitTypeLabel, row.customerName].filter((part) => part !== null).join(' · ')}
        </span>
      </span>
      <span className="small push">
        {row.state === 'open'
          ? say(texts, [`bench.step-name.${row.step}`, row.step])
          : texts.t(`bench.sheet-state.${row.state}`, { report: row.reportNumber ?? '' })}
      </span>
      <time className="tiny dim num" dateTime={row.changedAt}>
        {texts.date(row.changedAt, 'time')}
      </time>
    </AriaButton>
  );
}
