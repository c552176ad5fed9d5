import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type SupportPart, type SupportRequest, supportPart } from '#core/domain/support/support-request.ts';
import { sessionId as asSessionId } from '#core/kernel/entity-ids.ts';
import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { offerDownload } from '../report/offer-download.ts';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { ReviewedPart } from './reviewed-part.tsx';
import type { RequestSearch } from './support-search.ts';
import { useSupportWords } from './support-words.ts';
import './support.css';

const route = getRouteApi('/support/new');

/** A new request: what happened in the person's own words, and everything that goes along, to be looked at and left out (REP-4). */
export function RequestPage() {
  const texts = useTexts();
  const search = route.useSearch();
  // A draft belongs to one visit of this page: whoever comes again gets what is true then.
  const [visit] = useState(() => performance.now());
  useScanPlace('support-new', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const draft = useStationQuery(['station', 'support-draft', search, visit], (client) =>
    client.support.draft(wishOf(search)),
  );
  return (
    <Page title={texts.t('support.contact')}>
      <Answered query={draft}>
        {({ request }) => <Review draft={request} onStale={() => void draft.refetch()} />}
      </Answered>
    </Page>
  );
}

function wishOf({ sessionId, bay, code, said }: RequestSearch) {
  const parsed = asSessionId.safeParse(sessionId);
  return {
    sessionId: parsed.success ? parsed.data : null,
    bay: bay ?? null,
    message: said === undefined ? null : { code: code ?? null, text: said },
  };
}

function Review({ draft, onStale }: { readonly draft: SupportRequest; readonly onStale: () => void }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const acting = useActing();
  const { words, setWords } = useSupportWords();
  const [leftOut, setLeftOut] = useState<readonly SupportPart[]>([]);
  const [trouble, setTrouble] = useState<'draft-gone' | 'says-nothing' | null>(null);
  const [savedAs, setSavedAs] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const status = useStationQuery(['sync', 'status'], (client) => client.sync.status());
  const isOnline = status.data?.state === 'online' || status.data?.state === 'sending';
  const review = { id: draft.id, words, leaveOut: [...leftOut] };
  const tell = (kind: 'draft-gone' | 'says-nothing') => {
    setTrouble(kind);
    if (kind === 'draft-gone') {
      onStale();
    }
  };
  const send = async () => {
    setBusy(true);
    const answer = await acting((client) => client.support.send(review));
    setBusy(false);
    if (answer?.kind === 'kept') {
      setWords('');
      await navigate({ to: '/support', search: { id: answer.id } });
    } else if (answer !== null) {
      tell(answer.kind);
    }
  };
  const save = async () => {
    const answer = await acting((client) => client.support.saveFile(review));
    if (answer?.kind === 'file') {
      offerDownload(new TextEncoder().encode(answer.text), answer.name, 'application/json');
      setSavedAs(answer.name);
    } else if (answer !== null) {
      tell(answer.kind);
    }
  };
  return (
    <div className="support-review">
      <section className="card support-words-card">
        <TextField
          label={texts.t('support.words')}
          hint={texts.t('support.words-hint')}
          multiline
          value={words}
          onChange={setWords}
        />
        {trouble === null ? null : <Notice mark="warn">{texts.t(`support.trouble.${trouble}`)}</Notice>}
        {isOnline ? null : <Notice mark="wait">{texts.t('support.offline')}</Notice>}
        <Button tone="go" size="primary" wide isPending={busy} onPress={() => void send()}>
          {texts.t(isOnline ? 'support.send' : 'support.keep')}
        </Button>
        <Button wide onPress={() => void save()}>
          {texts.t('support.save-file')}
        </Button>
        <p className="small dim" role="status">
          {savedAs === null ? texts.t('support.save-file-text') : texts.t('support.saved-as', { file: savedAs })}
        </p>
      </section>
      <section className="card support-parts" aria-labelledby="support-parts">
        <h2 id="support-parts">{texts.t('support.parts')}</h2>
        <p className="small dim">{texts.t('support.parts-text')}</p>
        <AlwaysSent draft={draft} />
        {supportPart.options.map((part) => (
          <ReviewedPart
            key={part}
            part={part}
            draft={draft}
            isSent={!leftOut.includes(part)}
            onChange={(isSent) =>
              setLeftOut((before) => (isSent ? before.filter((one) => one !== part) : [...before, part]))
            }
          />
        ))}
      </section>
    </div>
  );
}

function AlwaysSent({ draft }: { readonly draft: SupportRequest }) {
  const texts = useTexts();
  const { by, station, organization, program } = draft;
  return (
    <p className="support-always">
      {texts.t('support.always', {
        person: by.name,
        station: station.place === '' ? station.name : `${station.name}, ${station.place}`,
        organization: organization.name,
        version: program.version,
      })}
    </p>
  );
}
