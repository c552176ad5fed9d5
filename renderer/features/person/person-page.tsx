import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { SeatView } from '#core/contract/station/access.ts';
import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';
import { chooseTheme, type ThemeChoice, themeChoice } from '../../ui/theme.ts';
import { useScanPlace } from '../scan/scan-place.ts';
import { SoundSetting } from '../scan/sound-setting.tsx';
import { initials } from '../shell/initials.ts';
import { Page } from '../shell/page.tsx';
import { BenchRules } from './bench-rules.tsx';
import { ChangePin } from './change-pin.tsx';
import { LockedPeople } from './locked-people.tsx';
import { SupervisorRights } from './supervisor-rights.tsx';
import './person.css';

/** Who is at work, how to hand over, and what this place looks and sounds like (STA-1, STA-5, STA-6). */
export function PersonPage() {
  const texts = useTexts();
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  useScanPlace('person', { screen: 'other', sessionId: null, awaiting: 'anything' });
  return (
    <Page title={texts.t('person.title')}>
      <Answered query={seat}>
        {(answer) =>
          answer.kind === 'signed-in' ? (
            <div className="person">
              <Who seat={answer} />
              <div className="person-column">
                <Settings />
                {answer.rights.includes('resolve') ? <LockedPeople ownId={answer.personId} /> : null}
                {answer.rights.includes('administer') ? <BenchRules /> : null}
              </div>
              <Elsewhere seat={answer} />
            </div>
          ) : null
        }
      </Answered>
    </Page>
  );
}

type SignedIn = Extract<SeatView, { kind: 'signed-in' }>;

function Who({ seat }: { readonly seat: SignedIn }) {
  const texts = useTexts();
  const acting = useActing();
  return (
    <section className="card person-card">
      <div className="person-head">
        <span className="person-initials" aria-hidden="true">
          {initials(seat.displayName)}
        </span>
        <div>
          <h2>{seat.displayName}</h2>
          <p className="dim">
            {texts.list(seat.roles.map((role) => texts.t(`roles.${role}`)))} · {seat.organization.name}
          </p>
        </div>
      </div>
      <Button tone="go" wide onPress={() => void acting((client) => client.access.lock())}>
        {texts.t('person.lock')}
      </Button>
      <Button wide onPress={() => void acting((client) => client.access.signOut())}>
        {texts.t('person.switch')}
      </Button>
      <p className="small dim">{texts.t('person.switch-text')}</p>
      <SupervisorRights seat={seat} />
      <ChangePin />
    </section>
  );
}

function Settings() {
  const texts = useTexts();
  const acting = useActing();
  const queries = useQueryClient();
  const [theme, setTheme] = useState<ThemeChoice>(themeChoice);
  const speak = async (locale: 'en' | 'de') => {
    const info = await acting((client) => client.station.setLocale({ locale }));
    if (info !== null) {
      queries.setQueryData(['station', 'info'], info);
    }
  };
  return (
    <section className="card person-card">
      <Setting name={texts.t('person.language')}>
        <ChoiceBar
          label={texts.t('person.language')}
          value={texts.locale === 'de' ? 'de' : 'en'}
          onChoose={(locale) => void speak(locale)}
          choices={[
            { value: 'en', label: 'English' },
            { value: 'de', label: 'Deutsch' },
          ]}
        />
      </Setting>
      <Setting name={texts.t('person.theme')}>
        <ChoiceBar
          label={texts.t('person.theme')}
          value={theme}
          onChoose={(choice) => {
            chooseTheme(choice);
            setTheme(choice);
          }}
          choices={(['system', 'light', 'dark', 'contrast'] as const).map((value) => ({
            value,
            label: texts.t(`person.theme-${value}`),
          }))}
        />
      </Setting>
      <Setting name={texts.t('person.sound')}>
        <SoundSetting />
      </Setting>
    </section>
  );
}

function Setting({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className="setting">
      <h2 className="setting-name">{name}</h2>
      <div className="setting-choices">{children}</div>
    </div>
  );
}

function Elsewhere({ seat }: { readonly seat: SignedIn }) {
  const texts = useTexts();
  const navigate = useNavigate();
  return (
    <div className="panel-buttons">
      <Button onPress={() => void navigate({ to: '/sync' })}>{texts.t('sync.title')}</Button>
      <Button onPress={() => void navigate({ to: '/settings/cloud' })}>{texts.t('enrolment.cloud-title')}</Button>
      <Button onPress={() => void navigate({ to: '/profiles', search: {} })}>{texts.t('profiles.title')}</Button>
      <Button onPress={() => void navigate({ to: '/backups', search: {} })}>{texts.t('backups.title')}</Button>
      <Button onPress={() => void navigate({ to: '/settings/ports', search: {} })}>{texts.t('ports.title')}</Button>
      <Button onPress={() => void navigate({ to: '/settings/readers' })}>{texts.t('readers.title')}</Button>
      <Button onPress={() => void navigate({ to: '/settings/vehicle-bus' })}>{texts.t('vehicle-bus.title')}</Button>
      <Button onPress={() => void navigate({ to: '/settings/unit-types' })}>{texts.t('unit-types.title')}</Button>
      <Button onPress={() => void navigate({ to: '/settings/firmware' })}>{texts.t('firmware.title')}</Button>
      <Button onPress={() => void navigate({ to: '/settings/storage' })}>{texts.t('storage.title')}</Button>
      <Button onPress={() => void navigate({ to: '/captures', search: {} })}>{texts.t('captures.title')}</Button>
      <Button onPress={() => void navigate({ to: '/support', search: {} })}>{texts.t('support.title')}</Button>
      {seat.rights.includes('audit') ? (
        <Button onPress={() => void navigate({ to: '/audit', search: {} })}>{texts.t('audit-page.title')}</Button>
      ) : null}
    </div>
  );
}
