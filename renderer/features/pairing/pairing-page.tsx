import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { PairingRow } from '#core/contract/station/pairing.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { NothingToPick } from '../../ui/pick-list.tsx';
import { DemoRoad } from '../demo/demo-road.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { IssueList } from './issue-list.tsx';
import { OpenedIssue } from './opened-issue.tsx';
import './pairing.css';

const route = getRouteApi('/pairing');

/** Units whose pairing wants somebody, each once however often it was reported, and everything that can be done about it (PAIR-5). */
export function PairingPage() {
  const texts = useTexts();
  useScanPlace('pairing', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const inbox = useStationQuery(['units', 'pairing'], (client) => client.pairing.inbox(), { keepsBefore: true });
  return (
    <Page title={texts.t('pairing.title')}>
      <p className="dim pairing-lead">{texts.t('pairing.lead')}</p>
      <Answered query={inbox}>{({ rows }) => <Inbox rows={rows} />}</Answered>
    </Page>
  );
}

function Inbox({ rows }: { readonly rows: readonly PairingRow[] }) {
  const navigate = useNavigate();
  const { unit } = route.useSearch();
  // What was opened stays open when it is settled, so that its end is seen.
  const [first, setFirst] = useState(rows[0]?.unit);
  if (first === undefined && rows[0] !== undefined) {
    setFirst(rows[0].unit);
  }
  const opened = unit ?? first;
  const open = (next: string) => void navigate({ to: '/pairing', search: { unit: next }, replace: true });
  return (
    <div className={opened === undefined ? 'pairing-inbox pairing-inbox-empty' : 'pairing-inbox'}>
      <div>
        {opened === undefined ? <NothingWaits /> : <IssueList rows={rows} opened={opened} onOpen={open} />}
        <DemoRoad />
      </div>
      {opened === undefined ? null : (
        <div>
          <OpenedIssue key={opened} unit={opened} />
        </div>
      )}
    </div>
  );
}

function NothingWaits() {
  const texts = useTexts();
  return <NothingToPick title={texts.t('pairing.none')} text={texts.t('pairing.none-text')} />;
}
