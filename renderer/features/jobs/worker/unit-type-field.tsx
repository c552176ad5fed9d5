import { useStationQuery } from '../../../station/station-provider.tsx';
import { useTexts } from '../../../text/text-provider.tsx';
import { SelectField } from '../../../ui/select-field.tsx';

interface UnitTypeFieldProps {
  readonly label: string;
  /** Id of the type; empty while it is not known. */
  readonly value: string;
  readonly onChoose: (unitType: string) => void;
}

/** One of the types of unit that this station knows. */
export function UnitTypeField({ label, value, onChoose }: UnitTypeFieldProps) {
  const texts = useTexts();
  const types = useStationQuery(['station', 'unit-types'], (client) => client.ownership.unitTypes());
  return (
    <SelectField label={label} value={value} onChoose={onChoose}>
      <option value="">{texts.t('jobs-worker.not-known')}</option>
      {(types.data ?? []).map(({ unitType, label: name }) => (
        <option key={unitType} value={unitType}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
