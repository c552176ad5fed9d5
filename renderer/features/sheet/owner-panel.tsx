import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { Sheet } from '#core/contract/station/bench.ts';
import { needsCheckDigitConfirmation } from '#core/domain/bench/bench-permission.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { unitTypeFile } from '#core/domain/ownership/unit-type-file.ts';
import { entryOf } from '#core/domain/ownership/unit-type-matrix.ts';
import type { UnitVerdict } from '#core/domain/ownership/verdict.ts';
import unitTypes from '#resources/unit-types.json' with { type: 'json' };
import { useMay } from '../../station/rights.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import type { Mark } from '../../ui/status-mark.tsx';
import { ActTroubleNotice } from './act-trouble.tsx';
import { CloseSheet } from './close-sheet.tsx';
import { ConfirmTransfer } from './confirm-transfer.tsx';
import { isRefused } from './is-refused.ts';
import { NextAction } from './next-action.tsx';
import { PanelCard, PanelNote } from './panel-card.tsx';
import type { PanelProps } from './panel-props.ts';
import { TransferOutcome } from './transfer-outcome.tsx';
import { type TransferWay, TransferWays } from './transfer-ways.tsx';
import { UndoPart } from './undo-part.tsx';
import { type SheetAct, useSheetAct } from './use-sheet-act.ts';
import { verdictWords } from './verdict-words.ts';

/** Who owns the unit and the single next action (OWN-1, OWN-15). */
export function OwnerPanel({ sheet, onOpen }: PanelProps) {
  const { verdict, transfer } = sheet.session;
  if (verdict.kind === 'choose-type') {
    return <ChooseType sheet={sheet} types={verdict.types} />;
  }
  const isOver = transfer.kind === 'reversed' && !(sheet.session.state === 'open' && verdict.allowed.transfer);
  if (transfer.kind === 'done' || transfer.kind === 'provisional' || transfer.kind === 'refused' || isOver) {
    return <TransferOutcome sheet={sheet} transfer={transfer} onOpen={onOpen} />;
  }
  return <VerdictCard sheet={sheet} verdict={verdict} onOpen={onOpen} />;
}

function VerdictCard({ sheet, verdict, onOpen }: PanelProps & { readonly verdict: UnitVerdict }) {
  const texts = useTexts();
  const { session } = sheet;
  const act = useSheetAct(session.id);
  const [confirming, confirm] = useState<TransferWay | null>(null);
  const may = useMay();
  const values = verdictWords(sheet, verdict, texts);
  const offersTransfer = verdict.allowed.transfer && session.state === 'open';
  const ready = verdict.action === 'transfer' || verdict.action === 'start-work';
  return (
    <PanelCard
      mark={verdictMark(verdict)}
      title={texts.t(`owner.action.${verdict.action}.title`, values)}
      text={
        verdict.next === 'TRANSFER_AVAILABLE'
          ? texts.t('owner.changes-hands', values)
          : texts.t(`codes.${verdict.next}.text`, values)
      }
    >
      <CheckDigit sheet={sheet} act={act} />
      {session.transfer.kind === 'reversed' ? <UndoPart sheet={sheet} /> : null}
      {offersTransfer && !may('transfer') ? (
        <PanelNote mark="idle">{texts.t('sheet.transfer-by-others')}</PanelNote>
      ) : null}
      {offersTransfer && !may('transfer') ? null : offersTransfer ? (
        <TransferWays sheet={sheet} act={act} onOpen={onOpen} onChoose={confirm} />
      ) : (
        <NextAction sheet={sheet} verdict={verdict} act={act} onOpen={onOpen} />
      )}
      {ready ? null : (
        <>
          <p className="panel-next">{texts.t(`codes.${verdict.next}.next`, values)}</p>
          <CloseSheet sheet={sheet}>
            <Recheck sheet={sheet} act={act} />
          </CloseSheet>
        </>
      )}
      <ActTroubleNotice trouble={act.trouble} />
      {act.trouble?.kind === 'link-problem' ? (
        <PanelNote mark="ok">{texts.t('owner.not-transferred')}</PanelNote>
      ) : null}
      <ConfirmTransfer sheet={sheet} verdict={verdict} way={confirming} onClose={() => confirm(null)} act={act} />
    </PanelCard>
  );
}

function Recheck({ sheet, act }: { readonly sheet: Sheet; readonly act: SheetAct }) {
  const texts = useTexts();
  const { id: sessionId } = sheet.session;
  return (
    <Button
      needs="scan"
      isPending={act.running !== null}
      onPress={() => void act.run('recheck', (client) => client.bench.recheck({ sessionId }))}
    >
      {texts.t('owner.do.recheck')}
    </Button>
  );
}

/** A serial whose check digit fails and that nobody can confirm needs a person's word (SCAN-3). */
function CheckDigit({ sheet, act }: { readonly sheet: Sheet; readonly act: SheetAct }) {
  const texts = useTexts();
  const { session } = sheet;
  if (session.state !== 'open' || !needsCheckDigitConfirmation(session)) {
    return null;
  }
  return (
    <div className="notice notice-warn">
      <div className="notice-text">
        {texts.t('owner.check-digit')}{' '}
        <strong className="mono" translate="no">
          {groupSerial(session.label.serial)}
        </strong>
      </div>
      <Button
        needs="scan"
        onPress={() => void act.run('confirm', (client) => client.bench.confirmCheckDigit({ sessionId: session.id }))}
      >
        {texts.t('owner.confirm-digit')}
      </Button>
    </div>
  );
}

const matrix = unitTypeFile.parse(unitTypes).types;

function ChooseType({ sheet, types }: { readonly sheet: Sheet; readonly types: readonly string[] }) {
  const texts = useTexts();
  const act = useSheetAct(sheet.session.id);
  const may = useMay();
  return (
    <PanelCard
      mark="warn"
      title={texts.t('owner.choose-type')}
      text={texts.t('owner.choose-type-text', { count: types.length })}
    >
      <ul className="choices">
        {types.map((unitType) => (
          <li key={unitType}>
            <AriaButton
              className="choice choice-big"
              isDisabled={sheet.session.state !== 'open' || !may('scan')}
              onPress={() =>
                void act.run('type', (client) => client.bench.chooseType({ sessionId: sheet.session.id, unitType }))
              }
            >
              <strong>{entryOf(matrix, unitType).label}</strong>
              <span className="small dim">{texts.t(`owner.class.${entryOf(matrix, unitType).class}`)}</span>
            </AriaButton>
          </li>
        ))}
      </ul>
      <ActTroubleNotice trouble={act.trouble} />
      <CloseSheet sheet={sheet} />
    </PanelCard>
  );
}

/** Red only where nothing at all is left to do (ux rule 9): what can at least be transferred is a warning. */
function verdictMark(verdict: UnitVerdict): Mark {
  if (isRefused(verdict)) {
    return verdict.allowed.transfer ? 'warn' : 'stop';
  }
  const deciding = verdict.findings.find((finding) => finding.code === verdict.next);
  return deciding?.severity === 'warn' ? 'warn' : 'ok';
}
