import { profileId } from '#core/kernel/entity-ids.ts';
import { useStationQuery } from '../../../station/station-provider.tsx';
import { useTexts } from '../../../text/text-provider.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { type OneFieldProps, useFaultWords } from './field-props.ts';
import { withField } from './job-draft.ts';

/** A type of unit out of those that the station knows (OWN-6). */
export function UnitTypeField(props: OneFieldProps) {
  const texts = useTexts();
  const { draft, onChange, hint } = props;
  const matrix = useStationQuery(['station', 'unit-types'], (client) => client.ownership.unitTypes()).data ?? [];
  const { unitType } = draft.fields;
  return (
    <SelectField
      label={texts.t('jobs-shared.field.unitType')}
      hint={hint}
      error={useFaultWords(props, 'unitType') ?? null}
      value={unitType ?? ''}
      onChoose={(chosen) => onChange(withField(draft, 'unitType', chosen === '' ? null : chosen))}
    >
      <option value="">{texts.t('jobs-form.none')}</option>
      {matrix.map((entry) => (
        <option key={entry.unitType} value={entry.unitType}>
          {entry.label}
        </option>
      ))}
      {unitType === null || matrix.some((entry) => entry.unitType === unitType) ? null : (
        <option value={unitType}>{unitType}</option>
      )}
    </SelectField>
  );
}

/** A profile that units of this type can be configured with; all of them while no type is chosen. */
export function ProfileField(props: OneFieldProps) {
  const texts = useTexts();
  const { draft, onChange, hint } = props;
  const rows = useStationQuery(['profiles'], (client) => client.profiles.list()).data?.rows ?? [];
  const chosen = draft.fields.profileId;
  const { unitType } = draft.fields;
  const offered = rows.filter(
    ({ id, unitTypes, state }) =>
      id === chosen ||
      (state === 'kept' && unitTypes.length > 0 && (unitType === null || unitTypes.includes(unitType))),
  );
  return (
    <SelectField
      label={texts.t('jobs-shared.field.profileId')}
      hint={hint}
      error={useFaultWords(props, 'profileId') ?? null}
      value={chosen ?? ''}
      onChoose={(id) => onChange(withField(draft, 'profileId', id === '' ? null : profileId.parse(id)))}
    >
      <option value="">{texts.t('jobs-form.none')}</option>
      {offered.map(({ id, name, version }) => (
        <option key={id} value={id}>
          {texts.t('jobs-form.profile-version', { name, version })}
        </option>
      ))}
      {chosen === null || offered.some(({ id }) => id === chosen) ? null : (
        <option value={chosen}>{texts.t('jobs-page.not-here')}</option>
      )}
    </SelectField>
  );
}
