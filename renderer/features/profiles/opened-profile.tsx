import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { OpenedProfile as Opened } from '#core/contract/station/profiles.ts';
import type { ProfileId } from '#core/kernel/entity-ids.ts';
import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Tag } from '../../ui/tag.tsx';
import { offerDownload } from '../report/offer-download.ts';
import { FamilyTable } from './family-table.tsx';
import { ProfileFacts } from './profile-facts.tsx';
import { ProfileHistory } from './profile-history.tsx';
import { ProfileUseList } from './profile-use-list.tsx';
import { ProfileValues } from './profile-values.tsx';
import type { ProfilesSearch } from './profiles-search.ts';

interface Opening {
  readonly id: ProfileId;
  readonly onGo: (to: ProfilesSearch) => void;
}

/** One profile: what it says, what units take of it, how it came to be, and where it is used. */
export function OpenedProfile(props: Opening) {
  const texts = useTexts();
  const { id } = props;
  const answer = useStationQuery(['profiles', 'open', id], (client) => client.profiles.open({ id }));
  return (
    <Answered query={answer}>
      {(found) =>
        found.kind === 'profile' ? (
          <Profile {...props} opened={found} />
        ) : (
          <Notice mark="warn">{texts.t('profiles.gone')}</Notice>
        )
      }
    </Answered>
  );
}

function Profile({ opened, onGo }: Opening & { readonly opened: Opened }) {
  const texts = useTexts();
  const { row, template, levels } = opened;
  return (
    <article className="card profile" aria-labelledby="profile-title">
      <div className="profile-head">
        <h2 id="profile-title">{row.name}</h2>
        <Tag mark={row.state === 'waiting' ? 'wait' : 'ok'}>{texts.t(`profiles.state.${row.state}`)}</Tag>
      </div>
      <Standing opened={opened} />
      <ProfileFacts
        template={template}
        levels={levels.length === 0 ? [template] : levels}
        ownerName={row.ownerName ?? texts.t('profiles.platform')}
      />
      {template.note === null ? null : <p className="profile-note">{template.note}</p>}
      <Acts opened={opened} onGo={onGo} />
      {levels.length === 0 ? <Notice mark="stop">{texts.t('profiles.incomplete-text')}</Notice> : <Views {...opened} />}
    </article>
  );
}

function Standing({ opened: { row, refused } }: { readonly opened: Opened }) {
  const texts = useTexts();
  return (
    <>
      {row.state === 'waiting' ? <Notice mark="wait">{texts.t('profiles.waiting-text')}</Notice> : null}
      {refused === null ? null : (
        <Notice mark="stop" action={<Link to="/tasks">{texts.t('profiles.to-tasks')}</Link>}>
          {texts.t('profiles.refused', {
            time: texts.date(refused.at, 'date-time'),
            why: say(texts, [`codes.${refused.code ?? ''}.text`, refused.code ?? '']),
          })}
        </Notice>
      )}
    </>
  );
}

function Acts({ opened: { row, template }, onGo }: { readonly opened: Opened } & Pick<Opening, 'onGo'>) {
  const texts = useTexts();
  const acting = useActing();
  const { id } = row;
  // Somebody else's profile may change or go away behind our back, so nothing of ours is derived from it.
  const mayUse = row.isOurs || template.organizationId === null;
  const save = async () => {
    const file = await acting((client) => client.profiles.exportFile({ id }));
    if (file?.kind === 'file') {
      offerDownload(new TextEncoder().encode(file.text), file.fileName, 'application/json');
    }
  };
  return (
    <div className="panel-buttons">
      {row.isOurs ? (
        <Button tone="go" needs="profiles" onPress={() => onGo({ id, write: 'change' })}>
          {texts.t('profiles.change')}
        </Button>
      ) : null}
      {mayUse ? (
        <>
          <Button needs="profiles" onPress={() => onGo({ id, write: 'derive' })}>
            {texts.t('profiles.derive')}
          </Button>
          <Button needs="profiles" onPress={() => onGo({ id, write: 'copy' })}>
            {texts.t('profiles.copy')}
          </Button>
        </>
      ) : null}
      <Button onPress={() => void save()}>{texts.t('profiles.export')}</Button>
    </div>
  );
}

const views = ['values', 'families', 'history', 'use'] as const;
type View = (typeof views)[number];

function Views({ row, levels, use }: Opened) {
  const texts = useTexts();
  const [view, show] = useState<View>('values');
  return (
    <>
      <div className="profile-views">
        <ChoiceBar
          label={texts.t('profiles.views')}
          value={view}
          choices={views.map((value) => ({ value, label: texts.t(`profiles.view.${value}`) }))}
          onChoose={show}
        />
      </div>
      {view === 'values' ? <ProfileValues levels={levels} /> : null}
      {view === 'families' ? <FamilyTable levels={levels} /> : null}
      {view === 'history' ? <ProfileHistory id={row.id} /> : null}
      {view === 'use' ? <ProfileUseList use={use} /> : null}
    </>
  );
}
