import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';

/** People whose PIN is locked after ten wrong ones; a supervisor who knows them lets them try again (STA-1). */
export function LockedPeople({ ownId }: { readonly ownId: string }) {
  const texts = useTexts();
  const acting = useActing();
  const people = useStationQuery(['seat', 'people'], (client) => client.access.people());
  const locked = (people.data ?? []).filter(({ id, lockedOut }) => lockedOut && id !== ownId);
  return locked.length === 0 ? null : (
    <section className="card person-card" aria-labelledby="locked-people">
      <h2 id="locked-people">{texts.t('person.locked-people')}</h2>
      <p className="small dim">{texts.t('person.locked-people-text')}</p>
      <ul className="locked-people">
        {locked.map(({ id, displayName }) => (
          <li key={id}>
            <strong>{displayName}</strong>
            <Button
              size="list"
              aria-label={texts.t('person.unlock-whom', { name: displayName })}
              onPress={() => void acting((client) => client.access.unlock({ personId: id }))}
            >
              {texts.t('person.unlock')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
