import { useState } from 'react';
import type { PairingView, Sheet } from '#core/contract/station/bench.ts';
import { groupSerial, groupVin } from '#core/domain/identity/group-digits.ts';
import { normalizeVin } from '#core/domain/identity/vin.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmButtons } from '../../ui/confirm-buttons.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PanelNote } from './panel-card.tsx';
import type { SheetAct } from './use-sheet-act.ts';

interface UnitVinProps {
  readonly sheet: Sheet;
  readonly pairing: PairingView;
  readonly act: SheetAct;
}

/** Asks the unit anew which VIN it tells, and corrects it there where the unit keeps one of its own (PAIR-5, decisions.md d5). */
export function UnitVinPart({ sheet, pairing, act }: UnitVinProps) {
  const texts = useTexts();
  const [isAsked, ask] = useState(false);
  const { id: sessionId, identity } = sheet.session;
  const { scanned, fromUnit, unitAskedAt, canWriteVin } = pairing;
  if (identity.kind !== 'agrees') {
    return null;
  }
  const isRight = scanned !== null && fromUnit !== null && normalizeVin(scanned) === normalizeVin(fromUnit);
  return (
    <div className="unit-vin">
      <div className="panel-buttons">
        {pairing.prediction === 'not-read' && pairing.standing === null ? null : (
          <Button
            needs="pair"
            isPending={act.running === 'cable-read-vin'}
            onPress={() => void act.run('cable-read-vin', (client) => client.bench.readUnitVin({ sessionId }))}
          >
            {texts.t('pair.ask-again')}
          </Button>
        )}
        {canWriteVin && scanned !== null && !isRight ? (
          <Button needs="configure" isPending={act.running === 'cable-write-vin'} onPress={() => ask(true)}>
            {texts.t('pair.write-vin')}
          </Button>
        ) : null}
      </div>
      <span className="small dim">
        {unitAskedAt === null ? null : texts.t('pair.asked-at', { time: texts.date(unitAskedAt, 'time') })}
        {canWriteVin || isRight || scanned === null ? null : ` ${texts.t('pair.vin-not-writable')}`}
      </span>
      {scanned === null ? null : (
        <ConfirmWrite
          sheet={sheet}
          vin={scanned}
          before={fromUnit}
          isOpen={isAsked}
          onClose={() => ask(false)}
          onConfirm={() =>
            void act.run('cable-write-vin', (client) => client.bench.writeUnitVin({ sessionId, vin: scanned }))
          }
        />
      )}
    </div>
  );
}

function ConfirmWrite(props: {
  readonly sheet: Sheet;
  readonly vin: string;
  readonly before: string | null;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}) {
  const texts = useTexts();
  const { sheet, vin, before, isOpen, onClose, onConfirm } = props;
  return (
    <Dialog
      title={texts.t('pair.confirm-write-vin')}
      isOpen={isOpen}
      onClose={onClose}
      role="alertdialog"
      sessionId={sheet.session.id}
    >
      <dl className="confirm">
        <dt>{texts.t('confirm.unit')}</dt>
        <dd>
          {sheet.unitTypeLabel} <span className="mono">{groupSerial(sheet.session.label.serial)}</span>
        </dd>
        <dt>{texts.t('pair.vin-before')}</dt>
        <dd className="mono">{before === null ? texts.t('pair.no-vin') : groupVin(before)}</dd>
        <dt>{texts.t('pair.vin-after')}</dt>
        <dd className="mono">{groupVin(vin)}</dd>
      </dl>
      <PanelNote mark="warn">{texts.t('pair.write-vin-text')}</PanelNote>
      <ConfirmButtons verb={texts.t('pair.write-vin')} onClose={onClose} onConfirm={onConfirm} />
    </Dialog>
  );
}
