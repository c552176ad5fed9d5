import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { ActFailureNotice } from '../shell/act-failure-notice.tsx';
import { Brand } from '../shell/brand.tsx';
import { LostStation } from '../shell/lost-station.tsx';
import { EnrolmentDesk } from './enrolment-desk.tsx';
import './enrolment.css';

/** What a station that is not enrolled opens on (STA-1): nothing else can be done before. Afterwards comes the sign-in by itself. */
export function EnrolmentPage() {
  const texts = useTexts();
  const acting = useActing();
  useScanPlace('enrolment', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const about = useStationQuery(['enrolment', 'about'], (client) => client.enrolment.about());
  return (
    <div className="enrol">
      <header className="enrol-bar">
        <Brand />
      </header>
      <main className="enrol-main">
        <div className="enrol-head">
          <h1>{texts.t('enrolment.title')}</h1>
          <ChoiceBar
            label={texts.t('person.language')}
            value={texts.locale === 'de' ? 'de' : 'en'}
            onChoose={(locale) => void acting((client) => client.station.setLocale({ locale }))}
            choices={[
              { value: 'en', label: 'English' },
              { value: 'de', label: 'Deutsch' },
            ]}
          />
        </div>
        <p className="enrol-intro">{texts.t('enrolment.intro')}</p>
        <Answered query={about}>
          {(facts) => <EnrolmentDesk suggestion={facts.kind === 'enrolled' ? facts : facts.suggestion} />}
        </Answered>
      </main>
      <div className="frame-news">
        <LostStation />
        <ActFailureNotice />
      </div>
    </div>
  );
}
