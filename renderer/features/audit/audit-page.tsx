import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { sessionId as asSessionId } from '#core/kernel/entity-ids.ts';
import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { CloudRows } from './cloud-rows.tsx';
import { EntryTable } from './entry-table.tsx';
import { ExportTrail } from './export-trail.tsx';
import './audit.css';

const auditRoute = getRouteApi('/audit');

/** Who did what and when on this station or on one sheet, whether the chain is whole, and what the centre holds of it (REP-1, OWN-13). */
export function AuditPage() {
  const texts = useTexts();
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  useScanPlace('audit', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const mayRead = seat.data?.kind === 'signed-in' && seat.data.rights.includes('audit');
  return mayRead ? (
    <Trail />
  ) : (
    <Page title={texts.t('audit-page.title')}>
      <Notice mark="warn">{texts.t('common.not-allowed')}</Notice>
    </Page>
  );
}

const pageLength = 60;

function Trail() {
  const texts = useTexts();
  const navigate = useNavigate();
  const { sessionId } = auditRoute.useSearch();
  const [limit, setLimit] = useState(pageLength);
  const ofSheet = asSessionId.safeParse(sessionId);
  const entries = useStationQuery(
    ['audit', 'entries', sessionId ?? null, limit],
    (client) => client.audit.entries(ofSheet.success ? { sessionId: ofSheet.data, limit: 500 } : { limit }),
    { keepsBefore: true },
  );
  return (
    <Page
      title={texts.t(ofSheet.success ? 'audit-page.of-sheet' : 'audit-page.title')}
      actions={
        ofSheet.success ? (
          <>
            <Button
              size="list"
              onPress={() => void navigate({ to: '/sheet/$sessionId', params: { sessionId: ofSheet.data } })}
            >
              {texts.t('audit-page.to-sheet')}
            </Button>
            <Button size="list" onPress={() => void navigate({ to: '/audit', search: {} })}>
              {texts.t('audit-page.whole-station')}
            </Button>
          </>
        ) : (
          <ExportTrail />
        )
      }
    >
      <Verify />
      {ofSheet.success ? <CloudRows sessionId={ofSheet.data} /> : null}
      <h2 className="over part-title">{texts.t('audit-page.entries')}</h2>
      <Answered query={entries}>
        {(rows) => (
          <>
            <EntryTable entries={rows} />
            {!ofSheet.success && rows.length === limit && limit < 500 ? (
              <div className="panel-buttons">
                <Button size="list" onPress={() => setLimit(Math.min(500, limit + pageLength * 2))}>
                  {texts.t('audit-page.more')}
                </Button>
              </div>
            ) : null}
          </>
        )}
      </Answered>
    </Page>
  );
}

type Verified = Awaited<ReturnType<Parameters<Parameters<ReturnType<typeof useActing>>[0]>[0]['audit']['verify']>>;

/** Recomputes every link of the station's chain and says what it found, with the first bad entry by number. */
function Verify() {
  const texts = useTexts();
  const acting = useActing();
  const [found, setFound] = useState<Verified | null>(null);
  const [checking, setChecking] = useState(false);
  const verify = async () => {
    setChecking(true);
    setFound(await acting((client) => client.audit.verify()));
    setChecking(false);
  };
  return (
    <div className="verify card">
      <div className="verify-words" role="status">
        {found === null ? (
          <p className="dim">{texts.t('audit-page.verify-text')}</p>
        ) : (
          <Notice mark={found.kind === 'intact' ? 'ok' : 'stop'}>
            <strong>{texts.t(`audit-page.${found.kind}`)}</strong>{' '}
            {found.kind === 'intact'
              ? texts.t('audit-page.intact-text', { entries: found.entries, head: found.head.slice(0, 16) })
              : texts.t('audit-page.broken-text', {
                  seq: found.seq,
                  fault: texts.t(`audit-page.fault.${found.fault}`),
                })}
          </Notice>
        )}
      </div>
      <Button tone="go" isPending={checking} onPress={() => void verify()}>
        {texts.t(checking ? 'audit-page.verifying' : 'audit-page.verify')}
      </Button>
    </div>
  );
}
