import type { ProfileDraft, ProfileTemplate } from '#core/domain/installation/profile-template.ts';
import { derivedFrom } from '#core/domain/installation/resolve-profile.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import type { ProfilesAnswer } from './profiles-answer.ts';

/** What the profile is derived from: one of our own or of the platform, and none that is derived from it. */
export function BaseChoice(props: {
  readonly draft: ProfileDraft;
  readonly id: ProfileTemplate['id'];
  readonly list: ProfilesAnswer;
  readonly error: string | null;
  readonly onChoose: (baseId: ProfileDraft['baseId']) => void;
}) {
  const texts = useTexts();
  const { draft, id, list, error, onChoose } = props;
  const below = new Set([id, ...derivedFrom(id, list.templates).map((one) => one.id)]);
  const offered = list.templates.filter(
    (one) => !below.has(one.id) && (one.organizationId === null || one.organizationId === list.organizationId),
  );
  return (
    <SelectField
      label={texts.t('profiles.fact.base')}
      value={draft.baseId ?? ''}
      hint={texts.t('profiles.base-hint')}
      error={error}
      onChoose={(chosen) => onChoose(offered.find((one) => one.id === chosen)?.id ?? null)}
    >
      <option value="">{texts.t('profiles.stands-alone')}</option>
      {offered.map((one) => (
        <option key={one.id} value={one.id}>
          {one.name}
        </option>
      ))}
    </SelectField>
  );
}
