import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { CaptureChoice } from '#core/contract/station/captures.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { CaptureList } from './capture-list.tsx';
import { type CapturesSearch, choiceOf } from './captures-search.ts';
import { OpenedCapture } from './opened-capture.tsx';
import './captures.css';

const route = getRouteApi('/captures');

/** What went over the cables, by sheet and by bay, without secrets: to be read, searched, saved and sent to support (INST-7). */
export function CapturesPage() {
  const texts = useTexts();
  const navigate = useNavigate();
  const search = route.useSearch();
  const choice = choiceOf(search);
  const sessionId = choice?.of === 'sheet' ? choice.sessionId : null;
  useScanPlace('captures', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const rows = useStationQuery(['captures', 'list'], (client) => client.captures.list());
  const bays = useStationQuery(['bays'], (client) => client.cable.bays());
  const open = (next: CapturesSearch) => void navigate({ to: '/captures', search: next });
  return (
    <Page
      title={texts.t('captures.title')}
      actions={
        sessionId === null ? undefined : (
          <Button size="list" onPress={() => void navigate({ to: '/sheet/$sessionId', params: { sessionId } })}>
            {texts.t('captures.to-sheet')}
          </Button>
        )
      }
    >
      <Answered query={rows}>
        {(answer) => (
          <div className="captures">
            <CaptureList rows={answer} bays={bays.data?.map(({ bay }) => bay) ?? []} choice={choice} onOpen={open} />
            <Opened choice={choice} />
          </div>
        )}
      </Answered>
    </Page>
  );
}

function Opened({ choice }: { readonly choice: CaptureChoice | null }) {
  const texts = useTexts();
  const capture = useStationQuery(
    ['captures', 'open', choice],
    (client) => client.captures.open(choice ?? { of: 'bay', bay: 1 }),
    { enabled: choice !== null },
  );
  if (choice === null) {
    return <p className="card empty dim">{texts.t('captures.choose')}</p>;
  }
  return (
    <Answered query={capture}>
      {(answer) =>
        answer.kind === 'capture' ? (
          <OpenedCapture key={JSON.stringify(choice)} capture={answer.capture} />
        ) : (
          <p className="card empty dim">{texts.t('captures.nothing-kept')}</p>
        )
      }
    </Answered>
  );
}
