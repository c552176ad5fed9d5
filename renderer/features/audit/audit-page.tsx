import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { sessionId as asSessionId } from '#core/kernel/entity-ids.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { CloudRows } from './cloud-rows.tsx';
import { ExportTrail } from './export-trail.tsx';
import { TrailFilters } from './trail-filters.tsx';
import { TrailList } from './trail-list.tsx';
import { VerifyCard } from './verify-card.tsx';
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

function Trail() {
  const texts = useTexts();
  const navigate = useNavigate();
  const address = auditRoute.useSearch();
  const ofSheet = asSessionId.safeParse(address.sessionId);
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
          <ExportTrail address={address} />
        )
      }
    >
      <VerifyCard />
      {ofSheet.success ? <CloudRows sessionId={ofSheet.data} /> : null}
      <section aria-labelledby="audit-entries">
        <h2 className="visually-hidden" id="audit-entries">
          {texts.t('audit-page.entries')}
        </h2>
        <TrailFilters address={address} />
        <TrailList address={address} />
      </section>
    </Page>
  );
}
