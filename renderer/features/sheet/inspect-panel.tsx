import type { Sheet } from '#core/contract/station/bench.ts';
import type { Checklist, CheckResult } from '#core/domain/inspection/checklist.ts';
import { useLive } from '../../station/live-store.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { Mark } from '../../ui/status-mark.tsx';
import { ActTroubleNotice } from './act-trouble.tsx';
import { AutomaticChecks } from './automatic-checks.tsx';
import { BlockedPanel } from './blocked-panel.tsx';
import { CableProgress, useCableWork } from './cable-progress.tsx';
import { automaticChecks, checklistOf, manualChecks } from './checklists.ts';
import { GoOn } from './go-on.tsx';
import { outcomesOf } from './inspection-runs.ts';
import { focusCheck, ManualChecks, openChecks } from './manual-checks.tsx';
import { PanelCard } from './panel-card.tsx';
import { type PanelProps, stepOf } from './panel-props.ts';
import { resultMarks } from './result-marks.ts';
import { UnlockUnit, wantsPassword } from './unlock-unit.tsx';
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
  const measured = automaticChecks(list).some((check) => outcomesOf(sheet, check.id).length > 0);
  const open = openChecks(sheet, manualChecks(list));
  const settled = result !== null && result !== 'fail';
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
      {isOpen && !isMeasuring && settled ? <GoOn sheet={sheet} onOpen={onOpen} from="inspect" /> : null}
      {isOpen && !isMeasuring && measured && open.length > 0 ? <LookNext open={open} /> : null}
      {isOpen && connected && !isMeasuring ? (
        <MeasureButton sheet={sheet} act={act} list={list} measured={measured} />
      ) : null}
      <ActTroubleNotice trouble={act.trouble} />
      {wantsPassword(act.trouble) && session.bay !== null ? (
        <UnlockUnit
          sessionId={session.id}
          bay={session.bay}
          onUnlocked={() => void act.run('measure', (client) => client.bench.measure({ sessionId: session.id }))}
        />
      ) : null}
      <h3 className="over panel-part">{texts.t('inspect.automatic')}</h3>
      <AutomaticChecks sheet={sheet} checks={automaticChecks(list)} isMeasuring={isMeasuring} />
      <h3 className="over panel-part">{texts.t('inspect.manual')}</h3>
      <ManualChecks sheet={sheet} act={act} checks={manualChecks(list)} />
    </PanelCard>
  );
}

/** Once everything is measured, what is left has to be looked at: the way to the first of it. */
function LookNext({ open }: { readonly open: readonly string[] }) {
  const texts = useTexts();
  return (
    <Button tone="go" size="primary" wide onPress={() => focusCheck(open[0] ?? null)}>
      {texts.t('inspect.look-next', { count: open.length })}
    </Button>
  );
}

function MeasureButton(props: {
  readonly sheet: Sheet;
  readonly act: SheetAct;
  readonly list: Checklist;
  readonly measured: boolean;
}) {
  const texts = useTexts();
  const { sheet, act, list, measured } = props;
  const { id } = sheet.session;
  const isNext = !measured && !wantsPassword(act.trouble);
  return (
    <Button
      tone={isNext ? 'go' : 'plain'}
      size={isNext ? 'primary' : 'bench'}
      wide={isNext}
      onPress={() => {
        useLive.getState().forgetSamples(id);
        void act.run('measure', (client) => client.bench.measure({ sessionId: id }));
      }}
    >
      {texts.t(measured ? 'inspect.measure-again' : 'inspect.measure', { count: automaticChecks(list).length })}
    </Button>
  );
}

function markOf(kind: 'open' | 'measured', result: CheckResult | null): Mark {
  return kind === 'open' || result === null ? 'idle' : resultMarks[result];
}
