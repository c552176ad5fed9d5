import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { CartonRow } from '#core/domain/carton/carton.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { useUnitTypes } from '../../station/use-unit-types.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** Asks which of several units with one number lies in the carton (OWN-5): each type by its name and by what can be done with it. */
export function ChooseType(props: {
  readonly row: CartonRow | null;
  readonly onClose: () => void;
  /** Answers why it was refused; null when it was taken. */
  readonly onChoose: (row: CartonRow, unitType: string) => Promise<string | null>;
}) {
  const texts = useTexts();
  const { row, onClose, onChoose } = props;
  return (
    <Dialog
      title={texts.t('carton.choose-type-title', { serial: groupSerial(row?.label.serial ?? '') })}
      isOpen={row !== null}
      onClose={onClose}
    >
      {row === null ? null : <Types key={row.number} row={row} onClose={onClose} onChoose={onChoose} />}
    </Dialog>
  );
}

type TypesProps = Parameters<typeof ChooseType>[0] & { readonly row: CartonRow };

function Types({ row, onClose, onChoose }: TypesProps) {
  const texts = useTexts();
  const types = useUnitTypes();
  const [refusal, refuse] = useState<string | null>(null);
  const { verdict } = row;
  const choose = async (unitType: string) => {
    refuse(await onChoose(row, unitType));
  };
  return (
    <>
      <p className="dim dialog-text">{texts.t('carton.choose-type-text')}</p>
      <ul className="choices carton-types">
        {(verdict.kind === 'choose-type' ? verdict.types : []).map((unitType) => (
          <li key={unitType}>
            <AriaButton className="choice choice-big" onPress={() => void choose(unitType)}>
              <strong>{types.labelOf(unitType)}</strong>
              <span className="small dim">{texts.t(`owner.class.${types.entryOf(unitType).class}`)}</span>
            </AriaButton>
          </li>
        ))}
      </ul>
      <p className="field-error" role="alert">
        {refusal === null ? null : say(texts, [`carton.refused.${refusal}`, refusal])}
      </p>
      <div className="dialog-buttons">
        <Button onPress={onClose}>{texts.t('common.cancel')}</Button>
      </div>
    </>
  );
}
