import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { SupportRow } from '#core/contract/station/support.ts';
import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { KeptRequest } from './kept-request.tsx';
import { RequestList } from './request-list.tsx';
import './support.css';

const route = getRouteApi('/support');
const rowsAtMost = 100;

/** Requests to support with their number and how they stand, and the way to a new one (REP-4). */
export function SupportPage() {
  const texts = useTexts();
  const navigate = useNavigate();
  const { id } = route.useSearch();
  useScanPlace('support', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const rows = useStationQuery(['support', 'list'], (client) => client.support.list({ limit: rowsAtMost }));
  return (
    <Page
      title={texts.t('support.title')}
      actions={
        <Button tone="go" size="list" onPress={() => void navigate({ to: '/support/new', search: {} })}>
          {texts.t('support.new')}
        </Button>
      }
    >
      <Answered query={rows}>
        {(answer) => (
          <>
            <Waiting rows={answer} />
            <div className="support">
              <RequestList
                rows={answer}
                openId={id ?? null}
                onOpen={(next) => void navigate({ to: '/support', search: { id: next } })}
              />
              {id === undefined ? (
                answer.length === 0 ? null : (
                  <p className="card empty dim">{texts.t('support.choose')}</p>
                )
              ) : (
                <KeptRequest id={id} />
              )}
            </div>
          </>
        )}
      </Answered>
    </Page>
  );
}

/** That something waits for the centre, and a try at once. */
function Waiting({ rows }: { readonly rows: readonly SupportRow[] }) {
  const texts = useTexts();
  const acting = useActing();
  const [sending, setSending] = useState(false);
  const [why, setWhy] = useState<string | null>(null);
  const waiting = rows.filter(({ standing }) => standing.kind === 'waiting').length;
  const send = async () => {
    setSending(true);
    const answer = await acting((client) => client.support.sendNow());
    setWhy(answer?.why ?? null);
    setSending(false);
  };
  return waiting === 0 ? null : (
    <div className="support-said">
      <Notice
        mark="wait"
        action={
          <Button size="list" isPending={sending} onPress={() => void send()}>
            {texts.t('support.send-now')}
          </Button>
        }
      >
        {texts.t('support.waiting', { count: waiting })}{' '}
        {why === null ? null : texts.t(why === 'unreachable' ? 'support.why.unreachable' : 'support.why.other')}
      </Notice>
    </div>
  );
}
