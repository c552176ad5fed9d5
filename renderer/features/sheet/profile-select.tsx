import { useId } from 'react';
import type { Sheet } from '#core/contract/station/bench.ts';
import type { ConfigurationView } from '#core/contract/station/configuration.ts';
import { useMay } from '../../station/rights.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import type { ChangeValue } from './change-value.ts';

/** Which of the offered profiles the unit shall hold. With only one there is nothing to choose. */
export function ProfileSelect(props: {
  readonly sheet: Sheet;
  readonly view: ConfigurationView;
  readonly isOpen: boolean;
  readonly onChange: ChangeValue;
}) {
  const texts = useTexts();
  const field = useId();
  const may = useMay();
  const { sheet, view, isOpen, onChange } = props;
  const { id: sessionId } = sheet.session;
  if (view.profile === null || view.choices.length < 2 || !isOpen || !may('configure')) {
    return null;
  }
  return (
    <div className="profile-select">
      <label className="field-label" htmlFor={field}>
        {texts.t('configure.profile')}
      </label>
      <select
        id={field}
        className="field-input"
        value={view.profile.id}
        onChange={(event) => {
          const chosen = view.choices.find(({ id }) => id === event.target.value);
          if (chosen !== undefined) {
            void onChange((client) => client.bench.chooseProfile({ sessionId, profileId: chosen.id }));
          }
        }}
      >
        {view.choices.map(({ id, name, version }) => (
          <option key={id} value={id}>
            {texts.t('configure.profile-choice', { name, version })}
          </option>
        ))}
      </select>
    </div>
  );
}
