import { useNavigate } from '@tanstack/react-router';
import { Button as AriaButton } from 'react-aria-components';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';
import { DemoTray } from '../demo/demo-tray.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { BenchLayout } from './bench-layout.tsx';

/** The bench before a unit is scanned: what to do, sheets that are open, and the demo's tray of labels. */
export function BenchPage() {
  const texts = useTexts();
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  useScanPlace('bench', { screen: 'bench', sessionId: null, awaiting: 'unit' });
  const customer = seat.data?.kind === 'signed-in' ? seat.data.customer : null;
  return (
    <BenchLayout activeBay={null}>
      <section className="scan-prompt card">
        <svg width="76" height="64" viewBox="0 0 26 22" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" aria-hidden="true">
          <path d="M1 6V2h5M20 2h5v4M25 16v4h-5M6 20H1v-4M6 6v10M10 6v10M14 6v10M19 6v10" />
        </svg>
        <div>
          <h1>{texts.t('bench.scan-a-unit')}</h1>
          <p className="dim">
            {customer === null ? texts.t('bench.choose-customer') : texts.t('bench.scan-for', { name: customer.name })}
          </p>
        </div>
      </section>
      <OpenSheets />
      <DemoTray />
    </BenchLayout>
  );
}

function OpenSheets() {
  const texts = useTexts();
  const navigate = useNavigate();
  const sheets = useStationQuery(['sheets', 'list'], (client) => client.bench.sheets({ limit: 12 }));
  if (sheets.data === undefined || sheets.data.length === 0) {
    return null;
  }
  return (
    <section aria-labelledby="open-sheets">
      <h2 className="over" id="open-sheets">
        {texts.t('bench.sheets')}
      </h2>
      <ul className="sheet-rows card">
        {sheets.data.map((row) => (
          <li key={row.sessionId}>
            <AriaButton
              className="sheet-row"
              onPress={() => void navigate({ to: '/sheet/$sessionId', params: { sessionId: row.sessionId } })}
            >
              <StatusMark mark={row.mark} />
              <strong className="mono" translate="no">
                {row.unit.slice(row.unit.indexOf(':') + 1)}
              </strong>
              <span className="dim small">{row.unitTypeLabel ?? ''}</span>
              <span className="dim small">{row.customerName}</span>
              <span className="small push">{texts.t(`bench.step-name.${row.step}` as 'bench.step-name.identity')}</span>
              <time className="tiny dim num">{texts.date(row.changedAt, 'time')}</time>
            </AriaButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
