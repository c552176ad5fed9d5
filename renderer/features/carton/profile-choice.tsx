import type { Carton } from '#core/domain/carton/carton.ts';
import { useActing } from '../../station/acting.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { SelectField } from '../../ui/select-field.tsx';

/** What the units shall be configured with afterwards, chosen once for all of them. */
export function ProfileChoice({ carton }: { readonly carton: Carton }) {
  const texts = useTexts();
  const acting = useActing();
  const profiles = useStationQuery(['customers', 'profiles'], (client) => client.carton.profiles()).data ?? [];
  const choose = (chosen: string) => {
    const profileId = profiles.find((profile) => profile.id === chosen)?.id ?? null;
    void acting((client) => client.carton.setProfile({ cartonId: carton.id, profileId }));
  };
  return (
    <SelectField label={texts.t('carton.profile')} value={carton.profile?.id ?? ''} onChoose={choose}>
      <option value="">{texts.t('carton.profile-none')}</option>
      {profiles.map((profile) => (
        <option key={profile.id} value={profile.id}>
          {profile.name}
        </option>
      ))}
    </SelectField>
  );
}
