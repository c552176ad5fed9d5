import { useId } from 'react';
import type { Carton } from '#core/domain/carton/carton.ts';
import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';

/** What the units shall be configured with afterwards, chosen once for all of them. */
export function ProfileChoice({ carton }: { readonly carton: Carton }) {
  const texts = useTexts();
  const acting = useActing();
  const id = useId();
  const profiles = useStationQuery(['customers', 'profiles'], (client) => client.carton.profiles()).data ?? [];
  const choose = (chosen: string) => {
    const profileId = profiles.find((profile) => profile.id === chosen)?.id ?? null;
    void acting((client) => client.carton.setProfile({ cartonId: carton.id, profileId }));
  };
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {texts.t('carton.profile')}
      </label>
      <select
        id={id}
        className="field-input"
        value={carton.profile?.id ?? ''}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{texts.t('carton.profile-none')}</option>
        {profiles.map((profile) => (
          <option key={profile.id} value={profile.id}>
            {profile.name}
          </option>
        ))}
      </select>
    </div>
  );
}
