import { useEffect, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { PersonTile, SeatView } from '#core/contract/station/access.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ScanBanner } from '../scan/scan-banner.tsx';
import { useScanAnswer } from '../scan/scan-intake.ts';
import { useScanPlace } from '../scan/scan-place.ts';
import { ActFailureNotice } from '../shell/act-failure-notice.tsx';
import { Brand } from '../shell/brand.tsx';
import { initials } from '../shell/initials.ts';
import { LostStation } from '../shell/lost-station.tsx';
import { LockedWork } from './locked-work.tsx';
import { PinEntry } from './pin-entry.tsx';
import { SeatNews } from './seat-news.tsx';
import './sign-in.css';

/** Who is at work: a tile or a badge, then the PIN (STA-1). The same page unlocks a locked bench and names nobody's customers (ux rule 29). */
export function SignIn({ seat }: { readonly seat: SeatView }) {
  const texts = useTexts();
  const locked = seat.kind === 'signed-in';
  useScanPlace('sign-in', { screen: locked ? 'locked' : 'sign-in', sessionId: null, awaiting: 'anything' });
  const people = useStationQuery(['seat', 'people'], (client) => client.access.people());
  const info = useStationQuery(['station', 'info'], (client) => client.station.info());
  const [chosenId, choose] = useState<string | null>(locked ? seat.personId : null);
  useBadge(choose);
  const chosen = people.data?.find((person) => person.id === chosenId) ?? null;
  return (
    <div className="sign-in">
      <header className="sign-in-bar">
        <Brand />
        <span>
          {info.data?.name} · {info.data?.place}
        </span>
      </header>
      <main className="sign-in-main">
        <section aria-labelledby="who">
          <h1 id="who">{texts.t(locked ? 'sign-in.locked' : 'sign-in.who')}</h1>
          <SeatNews seat={seat} />
          <Answered query={people}>
            {(known) => (
              <div className="tiles">
                {known.map((person) => (
                  <Tile
                    key={person.id}
                    person={person}
                    chosen={person.id === chosenId}
                    onChoose={() => choose(person.id)}
                  />
                ))}
                {known.length === 0 ? <p>{texts.t('sign-in.no-people')}</p> : null}
              </div>
            )}
          </Answered>
          <LockedWork />
        </section>
        {chosen === null ? (
          <div className="pin-wait">
            <Icon name="scan" size={56} />
            <p>{texts.t('sign-in.badge-hint')}</p>
          </div>
        ) : (
          <PinEntry key={chosen.id} person={chosen} unlocks={locked && seat.personId === chosen.id} />
        )}
      </main>
      <div className="frame-news">
        <LostStation />
        <ActFailureNotice />
      </div>
      <ScanBanner />
    </div>
  );
}

function Tile({
  person,
  chosen,
  onChoose,
}: {
  readonly person: PersonTile;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}) {
  const texts = useTexts();
  return (
    <AriaButton className={chosen ? 'tile card tile-chosen' : 'tile card'} aria-pressed={chosen} onPress={onChoose}>
      <span className="tile-initials" aria-hidden="true">
        {initials(person.displayName)}
      </span>
      <span>
        <strong>{person.displayName}</strong>
        <span className="dim small">{texts.list(person.roles.map((role) => texts.t(`roles.${role}`)))}</span>
        {person.demoPin === undefined ? null : (
          <span className="tile-demo">
            {texts.t('sign-in.demo-pin')} <span className="mono">{person.demoPin}</span>
          </span>
        )}
        {person.lockedOut ? <span className="field-error">{texts.t('sign-in.locked-out')}</span> : null}
      </span>
    </AriaButton>
  );
}

/** A scanned badge chooses its person. */
function useBadge(choose: (personId: string) => void): void {
  const answer = useScanAnswer((state) => state.answer);
  useEffect(() => {
    if (answer?.result.kind === 'person-chosen') {
      choose(answer.result.personId);
    }
  }, [answer, choose]);
}
