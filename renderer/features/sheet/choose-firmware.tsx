import type { Sheet } from '#core/contract/station/bench.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import type { Mark } from '../../ui/status-mark.tsx';
import { Tag } from '../../ui/tag.tsx';
import { kilobytes } from '../firmware/firmware-table.tsx';
import { PanelNote } from './panel-card.tsx';
import type { FirmwareChoice, FirmwareWork } from './use-firmware.ts';
import './firmware-choices.css';

/** Every kept firmware for the unit's model, the same and older ones too: what a person sends on purpose says so on its button (INST-5). */
export function ChooseFirmware(props: {
  readonly sheet: Sheet;
  readonly work: FirmwareWork;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const texts = useTexts();
  const { sheet, work, isOpen, onClose } = props;
  return (
    <Dialog
      title={texts.t('firmware.choose-title')}
      isOpen={isOpen}
      onClose={onClose}
      role="alertdialog"
      sessionId={sheet.session.id}
    >
      <p>
        {sheet.unitTypeLabel} <span className="mono">{groupSerial(sheet.session.label.serial)}</span>
        {'. '}
        {texts.t('firmware.choose-text', { current: work.view?.current ?? '' })}
      </p>
      <ul className="firmware-choices">
        {work.view?.choices.map((choice) => (
          <Line key={choice.sha256} choice={choice} work={work} onClose={onClose} />
        ))}
      </ul>
      <PanelNote mark="warn">{texts.t('firmware.risk', { size: kilobytes(largestOf(work)) })}</PanelNote>
      <div className="dialog-buttons">
        <Button onPress={onClose} autoFocus>
          {texts.t('common.cancel')}
        </Button>
      </div>
    </Dialog>
  );
}

function largestOf({ view }: FirmwareWork): number {
  return Math.max(1, ...(view?.choices ?? []).map(({ size }) => size));
}

const directionMarks = {
  newer: 'ok',
  same: 'idle',
  older: 'warn',
  unknown: 'warn',
} as const satisfies Record<FirmwareChoice['direction'], Mark>;

function Line(props: { readonly choice: FirmwareChoice; readonly work: FirmwareWork; readonly onClose: () => void }) {
  const texts = useTexts();
  const { choice, work, onClose } = props;
  const { firmware, direction, integrity, file } = choice;
  return (
    <li>
      <span>
        <span className="mono firmware-version" translate="no">
          {firmware}
        </span>
        <span className="tiny dim cell-detail" translate="no">
          {file}
        </span>
      </span>
      <Tag mark={directionMarks[direction]}>{texts.t(`firmware.direction.${direction}`)}</Tag>
      {integrity === 'intact' ? (
        <Button
          onPress={() => {
            onClose();
            void work.update(choice);
          }}
        >
          {texts.t(`firmware.send.${direction}`, { firmware })}
        </Button>
      ) : (
        <Tag mark="stop">{texts.t(`firmware.integrity.${integrity}`)}</Tag>
      )}
    </li>
  );
}
