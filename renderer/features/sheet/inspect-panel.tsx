import { useState } from 'react';
import type { Sheet } from '#core/contract/station/bench.ts';
import type { Checklist, CheckResult } from '#core/domain/inspection/checklist.ts';
import { useLive } from '../../station/live-store.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { Mark } from '../../ui/status-mark.tsx';
import { useKeyActs } from '../shell/key-acts.ts';
import { ActTroubleNotice } from './act-trouble.tsx';
import { AutomaticChecks, resultMarks } from './automatic-checks.tsx';
import { BlockedPanel } from './blocked-panel.tsx';
import { CableProgress, useCableWork } from './cable-progress.tsx';
import { automaticChecks, checklistOf, manualChecks } from './checklists.ts';
import { outcomesOf } from './inspection-runs.ts';
import { ManualCheckRow } from './manual-check.tsx';
import { PanelCard } from './panel-card.tsx';
import { type PanelProps, stepOf } from './panel-props.ts';
import { type SheetAct, useSheetAct } from './use-sheet-act.ts';
import './checks.css';

/** Measured checks over the cable, looked-at checks by hand, one result by a stated rule (INSP-1, INSP-2). */
export function InspectPanel({ sheet, onOpen }: PanelProps) {
  const { session } = sheet;
  const step = stepOf(sheet, 'inspect');
  const list = session.unit === null ? null : checklistOf(session.unit.unitType);
  const closed = session.state !== 'open';
  if (list === null || (step.blockedBy !== null && !closed) || step.state === 'not-allowed') {
    return <BlockedPanel sheet={sheet} step="inspect" onOpen={onOpen} />;
  }
  return <Inspection sheet={sheet} onOpen={onOpen} list={list} />;
}

function Inspection({ sheet, onOpen, list }: PanelProps & { readonly list: Checklist }) {
  const texts = useTexts();
  const { session } = sheet;
  const act = useSheetAct(session.id);
  const work = useCableWork(session.id, session.bay);
  const isMeasuring = act.running === 'measure' || work !== null;
  const result = session.inspection.kind === 'measured' ? session.inspection.result : null;
  const isOpen = session.state === 'open';
  const connected = session.identity.kind === 'agrees';
  return (
    <PanelCard
      mark={isMeasuring ? 'work' : markOf(session.inspection.kind, result)}
      title={texts.t(`inspect.overall.${session.inspection.kind === 'open' ? 'open' : (result ?? 'undecided')}`)}
      text={texts.t('inspect.rule')}
    >
      {isMeasuring ? <CableProgress work={work} expected={act.running} /> : null}
      {isOpen && !connected ? (
        <Notice
          mark="warn"
          action={<Button onPress={() => onOpen('identity')}>{texts.t('bench.step-name.identity')}</Button>}
        >
          {texts.t('inspect.connect-first')}
        </Notice>
      ) : null}
      {isOpen && connected && !isMeasuring ? <MeasureButton sheet={sheet} act={act} list={list} /> : null}
      <ActTroubleNotice trouble={act.trouble} />
      <h3 className="over panel-part">{texts.t('inspect.automatic')}</h3>
      <AutomaticChecks sheet={sheet} checks={automaticChecks(list)} isMeasuring={isMeasuring} />
      <h3 className="over panel-part">{texts.t('inspect.manual')}</h3>
      <ManualChecks sheet={sheet} act={act} list={list} />
    </PanelCard>
  );
}

function MeasureButton(props: { readonly sheet: Sheet; readonly act: SheetAct; readonly list: Checklist }) {
  const texts = useTexts();
  const { sheet, act, list } = props;
  const { id } = sheet.session;
  const measured = automaticChecks(list).some((check) => outcomesOf(sheet, check.id).length > 0);
  return (
    <Button
      tone={measured ? 'plain' : 'go'}
      size={measured ? 'bench' : 'primary'}
      wide={!measured}
      onPress={() => {
        useLive.getState().forgetSamples(id);
        void act.run('measure', (client) => client.bench.measure({ sessionId: id }));
      }}
    >
      {texts.t(measured ? 'inspect.measure-again' : 'inspect.measure', { count: automaticChecks(list).length })}
    </Button>
  );
}

function ManualChecks({
  sheet,
  act,
  list,
}: {
  readonly sheet: Sheet;
  readonly act: SheetAct;
  readonly list: Checklist;
}) {
  const texts = useTexts();
  const { session } = sheet;
  const [begun, begin] = useState<{ readonly checkId: string; readonly result: CheckResult } | null>(null);
  const checks = manualChecks(list);
  const isDisabled = session.state !== 'open';
  const answer = (checkId: string, result: CheckResult, note: string | null) => {
    begin(null);
    void act.run('answer', (client) => client.bench.answerCheck({ sessionId: session.id, checkId, result, note }));
  };
  const target = () => focusedCheck() ?? checks.find((check) => outcomesOf(sheet, check.id).length === 0)?.id ?? null;
  usePassFailKeys({
    isOn: !isDisabled,
    onPass: () => {
      const checkId = target();
      if (checkId !== null) {
        answer(checkId, 'pass', null);
      }
    },
    onFail: () => {
      const checkId = target();
      if (checkId !== null) {
        begin({ checkId, result: 'fail' });
      }
    },
  });
  return (
    <ul className="manuals" aria-label={texts.t('inspect.manual')}>
      {checks.map((check) => (
        <ManualCheckRow
          key={check.id}
          check={check}
          newest={outcomesOf(sheet, check.id).at(-1) ?? null}
          begun={begun?.checkId === check.id ? begun.result : null}
          isDisabled={isDisabled}
          onBegin={(result) => begin(result === null ? null : { checkId: check.id, result })}
          onAnswer={(result, note) => answer(check.id, result, note)}
        />
      ))}
    </ul>
  );
}

/** The looked-at check that has the keyboard now. */
function focusedCheck(): string | null {
  return document.activeElement?.closest<HTMLElement>('[data-check]')?.dataset['check'] ?? null;
}

/** F8 passes and Shift+F8 fails the check in hand; the control barcodes do the same (ux §9 and rule 8). */
function usePassFailKeys(keys: {
  readonly isOn: boolean;
  readonly onPass: () => void;
  readonly onFail: () => void;
}): void {
  useKeyActs(
    'inspect',
    keys.isOn
      ? [
          { key: 'F8', label: 'pass', control: 'pass', act: keys.onPass },
          { key: 'Shift+F8', label: 'fail', control: 'fail', act: keys.onFail },
        ]
      : [],
  );
}

function markOf(kind: 'open' | 'measured', result: CheckResult | null): Mark {
  return kind === 'open' || result === null ? 'idle' : resultMarks[result];
}
