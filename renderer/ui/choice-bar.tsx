import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { type Mark, StatusMark } from './status-mark.tsx';

/** One of a few values, each a button of its own: pressing chooses, arrows only move, so that nothing is chosen in passing. */
export function ChoiceBar<Value extends string>(props: {
  readonly label: string;
  readonly value: Value | null;
  readonly choices: readonly { readonly value: Value; readonly label: string; readonly mark?: Mark }[];
  readonly onChoose: (value: Value) => void;
  readonly isDisabled?: boolean;
}) {
  const { label, value, choices, onChoose, isDisabled = false } = props;
  return (
    <ToggleButtonGroup
      className="choice-bar"
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection={value !== null}
      selectedKeys={value === null ? [] : [value]}
      isDisabled={isDisabled}
      onSelectionChange={(keys) => {
        const chosen = choices.find((choice) => keys.has(choice.value));
        if (chosen !== undefined) {
          onChoose(chosen.value);
        }
      }}
    >
      {choices.map((choice) => (
        <ToggleButton key={choice.value} id={choice.value} className="choice-button">
          {choice.mark === undefined ? null : <StatusMark mark={choice.mark} size="tiny" />}
          {choice.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
