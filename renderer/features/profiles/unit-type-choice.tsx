import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';

/** For which units the profile is offered; for none it is only a base for others. */
export function UnitTypeChoice(props: {
  readonly chosen: readonly string[];
  readonly onChoose: (unitTypes: readonly string[]) => void;
}) {
  const texts = useTexts();
  const matrix = useStationQuery(['station', 'unit-types'], (client) => client.ownership.unitTypes()).data ?? [];
  const offered = matrix.filter((entry) => entry.class === 'FULL' || props.chosen.includes(entry.unitType));
  return (
    <div className="field">
      <span className="field-label">{texts.t('profiles.fact.types')}</span>
      <ToggleButtonGroup
        className="choice-bar"
        aria-label={texts.t('profiles.fact.types')}
        selectionMode="multiple"
        selectedKeys={props.chosen}
        onSelectionChange={(keys) =>
          props.onChoose(offered.map(({ unitType }) => unitType).filter((unitType) => keys.has(unitType)))
        }
      >
        {offered.map(({ unitType, label }) => (
          <ToggleButton key={unitType} id={unitType} className="choice-button profile-type">
            {label}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <span className="field-hint">{texts.t('profiles.types-hint')}</span>
    </div>
  );
}
