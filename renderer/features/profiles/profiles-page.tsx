import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { profileId } from '#core/kernel/entity-ids.ts';
import { useMay } from '../../station/rights.tsx';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { OpenProfileFile, type ReadProfileFile } from './open-profile-file.tsx';
import { OpenedProfile } from './opened-profile.tsx';
import { ProfileFileView } from './profile-file-view.tsx';
import { ProfileList } from './profile-list.tsx';
import type { ProfilesAnswer } from './profiles-answer.ts';
import type { ProfilesSearch } from './profiles-search.ts';
import { WriteProfile } from './write-profile.tsx';
import './profiles.css';

const route = getRouteApi('/profiles');

/** What units shall hold, written and looked at without any unit (INST-3): profiles, what they are derived from, and where they are used. */
export function ProfilesPage() {
  const texts = useTexts();
  const navigate = useNavigate();
  const search = route.useSearch();
  const may = useMay();
  const [file, setFile] = useState<ReadProfileFile | null>(null);
  useScanPlace('profiles', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const list = useStationQuery(['profiles', 'list'], (client) => client.profiles.list());
  const go = (to: ProfilesSearch) => {
    setFile(null);
    void navigate({ to: '/profiles', search: to });
  };
  return (
    <Page
      title={texts.t('profiles.title')}
      actions={
        search.write === undefined ? (
          <>
            <OpenProfileFile onRead={setFile} />
            <Button size="list" needs="profiles" onPress={() => go({ write: 'new' })}>
              {texts.t('profiles.new')}
            </Button>
          </>
        ) : null
      }
    >
      <Answered query={list}>
        {(answer) => (
          <div className="profiles">
            <ProfileList rows={answer.rows} openId={search.id ?? null} onOpen={(id) => go({ id })} />
            {file !== null ? (
              <ProfileFileView
                file={file}
                list={answer}
                onClose={() => setFile(null)}
                onKept={(id) => go({ id })}
                mayWrite={may('profiles')}
              />
            ) : (
              <Chosen search={search} list={answer} mayWrite={may('profiles')} onGo={go} />
            )}
          </div>
        )}
      </Answered>
    </Page>
  );
}

function Chosen(props: {
  readonly search: ProfilesSearch;
  readonly list: ProfilesAnswer;
  readonly mayWrite: boolean;
  readonly onGo: (to: ProfilesSearch) => void;
}) {
  const texts = useTexts();
  const { search, list, mayWrite, onGo } = props;
  const id = profileId.safeParse(search.id).data ?? null;
  if (search.write !== undefined && mayWrite) {
    const subject = list.templates.find((one) => one.id === id) ?? null;
    return (
      <WriteProfile
        key={`${search.write} ${id ?? ''}`}
        mode={search.write}
        subject={subject}
        list={list}
        onSaved={(saved) => onGo({ id: saved })}
        onClose={() => onGo(id === null ? {} : { id })}
      />
    );
  }
  return id === null ? (
    list.rows.length === 0 ? null : (
      <p className="card empty dim">{texts.t('profiles.choose')}</p>
    )
  ) : (
    <OpenedProfile key={id} id={id} onGo={onGo} />
  );
}
