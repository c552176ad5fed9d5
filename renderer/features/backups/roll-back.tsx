import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { BackupRow } from '#core/contract/station/backups.ts';
import type { Sheet } from '#core/contract/station/bench.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmButtons } from '../../ui/confirm-buttons.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ActTroubleNotice } from '../sheet/act-trouble.tsx';
import { useCableWork } from '../sheet/cable-progress.tsx';
import { PanelNote } from '../sheet/panel-card.tsx';
import { type SheetAct, useSheetAct } from '../sheet/use-sheet-act.ts';
import { backupTitle } from './backup-words.ts';

interface RollingBack {
  readonly sheet: Sheet;
  readonly row: BackupRow;
  /** Whose unit it was when the backup was taken. */
  readonly ownerId: string | null;
}

/** Returns the unit on the bay of a sheet to this backup, after one question; what became of it is shown on the sheet (INST-3). */
export function RollBack(props: RollingBack) {
  const texts = useTexts();
  const { sheet } = props;
  const { session } = sheet;
  const act = useSheetAct(session.id);
  const work = useCableWork(session.id, session.bay);
  const [isAsking, ask] = useState(false);
  return (
    <>
      <Button tone="go" isDisabled={work !== null} isPending={act.running !== null} onPress={() => ask(true)}>
        {texts.t('backups.roll-back')}
      </Button>
      <ActTroubleNotice trouble={act.trouble} />
      <Dialog
        title={texts.t('backups.roll-back-title')}
        isOpen={isAsking}
        onClose={() => ask(false)}
        role="alertdialog"
        sessionId={session.id}
      >
        <Question {...props} act={act} onClose={() => ask(false)} />
      </Dialog>
    </>
  );
}

function Question({
  sheet,
  row,
  ownerId,
  act,
  onClose,
}: RollingBack & { readonly act: SheetAct; readonly onClose: () => void }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const { session } = sheet;
  const rollBack = async () => {
    const answer = await act.run('roll-back', (client) =>
      client.backups.rollBack({ sessionId: session.id, backupId: row.id }),
    );
    if (answer?.kind === 'updated') {
      await navigate({ to: '/sheet/$sessionId', params: { sessionId: session.id } });
    }
  };
  return (
    <>
      <dl className="confirm">
        <dt>{texts.t('confirm.unit')}</dt>
        <dd>
          {sheet.unitTypeLabel} <span className="mono">{groupSerial(session.label.serial)}</span>
        </dd>
        <dt>{texts.t('backups.roll-back-to')}</dt>
        <dd>
          {backupTitle(texts, row)}, {texts.date(row.takenAt, 'date-time')}
        </dd>
      </dl>
      <PanelNote mark="warn">{texts.t('backups.roll-back-loss')}</PanelNote>
      {isOwnersOwn(sheet, ownerId) ? null : (
        <PanelNote mark="warn">{texts.t('backups.roll-back-other-owner')}</PanelNote>
      )}
      <PanelNote mark="warn">{texts.t('backups.roll-back-cable')}</PanelNote>
      <ConfirmButtons verb={texts.t('backups.roll-back')} onClose={onClose} onConfirm={() => void rollBack()} />
    </>
  );
}

/** Whether the unit still belongs to whom it belonged when the backup was taken; otherwise only part of it goes back. */
function isOwnersOwn({ session }: Sheet, ownerId: string | null): boolean {
  const { verdict } = session;
  return ownerId !== null && verdict.kind === 'verdict' && verdict.owner?.id === ownerId;
}
