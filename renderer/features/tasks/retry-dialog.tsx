import { useEffect, useState } from 'react';
import type { OperationTask } from '#core/contract/station/tasks.ts';
import type { UnitVerdict } from '#core/domain/ownership/verdict.ts';
import { useActing } from '../../station/acting.ts';
import { useStation } from '../../station/station-provider.tsx';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PanelNote } from '../sheet/panel-card.tsx';
import { TaskParties } from './task-card.tsx';

interface RetryDialogProps {
  readonly task: OperationTask;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Asks the centre how a refused transfer stands now and tries again by that word only (OWN-11). Names both organizations, as every confirmation. */
export function RetryDialog(props: RetryDialogProps) {
  const texts = useTexts();
  return (
    <Dialog
      title={texts.t('tasks.retry-title')}
      isOpen={props.isOpen}
      onClose={props.onClose}
      role="alertdialog"
      sessionId={props.task.sessionId}
    >
      <Fresh {...props} />
    </Dialog>
  );
}

type Standing = UnitVerdict | { readonly kind: 'asking' | 'unreachable' | 'not-open' };

function Fresh({ task, onClose }: RetryDialogProps) {
  const texts = useTexts();
  const station = useStation();
  const [standing, stands] = useState<Standing>({ kind: 'asking' });
  useEffect(() => {
    let isOver = false;
    const show = (answer: Standing) => (isOver ? undefined : stands(answer));
    station.tasks.freshVerdict({ operationId: task.operationId }).then(show, () => show({ kind: 'unreachable' }));
    return () => {
      isOver = true;
    };
  }, [station, task.operationId]);
  if (standing.kind === 'verdict') {
    return <Decide task={task} verdict={standing} onClose={onClose} />;
  }
  return (
    <>
      <PanelNote mark={standing.kind === 'asking' ? 'work' : 'wait'}>
        {standing.kind === 'asking'
          ? texts.t('tasks.retry-asking')
          : texts.t(standing.kind === 'not-open' ? 'tasks.gone' : 'tasks.retry-unreachable')}
      </PanelNote>
      <div className="dialog-buttons">
        <Button autoFocus onPress={onClose}>
          {texts.t('common.close')}
        </Button>
      </div>
    </>
  );
}

interface DecideProps {
  readonly task: OperationTask;
  readonly verdict: UnitVerdict;
  readonly onClose: () => void;
}

function Decide({ task, verdict, onClose }: DecideProps) {
  const texts = useTexts();
  const paired = verdict.findings.find(({ code }) => code === 'STILL_PAIRED');
  const names = { from: verdict.owner?.name ?? texts.t('owner.somebody-else'), to: task.toName ?? '' };
  const { transfer } = verdict.allowed;
  return (
    <>
      <TaskParties task={task} {...names} />
      <Situation verdict={verdict} names={names} />
      {transfer && paired !== undefined ? (
        <PanelNote mark="warn">{texts.t('codes.STILL_PAIRED.text', { asset: '', ...paired.detail })}</PanelNote>
      ) : null}
      {transfer ? <PanelNote mark="warn">{texts.t('confirm.loss')}</PanelNote> : null}
      <Choices
        task={task}
        verdict={verdict}
        verb={texts.t(paired === undefined ? 'tasks.retry-verb' : 'tasks.retry-unpair-verb', names)}
        unpairFirst={paired !== undefined}
        onClose={onClose}
      />
    </>
  );
}

/** What can be done by this verdict: transfer again, take off the list what has come about without us, or only close. */
function Choices(props: DecideProps & { readonly verb: string; readonly unpairFirst: boolean }) {
  const texts = useTexts();
  const acting = useActing();
  const [trouble, setTrouble] = useState<string | null>(null);
  const { task, verdict, verb, unpairFirst, onClose } = props;
  const { operationId } = task;
  const { owner, ownerEpoch } = verdict;
  const canTransfer = verdict.allowed.transfer && owner !== null && ownerEpoch !== null;
  const retry = async (fromId: NonNullable<typeof owner>['id'], expectedEpoch: number) => {
    const wish = { operationId, fromId, expectedEpoch, unpairFirst };
    const answer = await acting((client) => client.tasks.retryTransfer(wish));
    if (answer?.kind === 'refused') {
      setTrouble(texts.t('tasks.retry-refused', { reason: say(texts, [`codes.${answer.code}.title`, answer.code]) }));
    } else if (answer !== null) {
      onClose();
    }
  };
  const takeOff = async () => {
    const note = texts.t('tasks.retry-settled-note');
    await acting((client) => client.sync.resolve({ operationId, note, how: 'settled' }));
    onClose();
  };
  return (
    <>
      {trouble === null ? null : <PanelNote mark="stop">{trouble}</PanelNote>}
      <div className="dialog-buttons">
        <Button autoFocus onPress={onClose}>
          {texts.t(canTransfer ? 'common.cancel' : 'common.close')}
        </Button>
        <span className="push" />
        {verdict.reasons.transfer === 'OWNED_BY_CUSTOMER' ? (
          <Button tone="go" onPress={() => void takeOff()}>
            {texts.t('tasks.retry-settle')}
          </Button>
        ) : null}
        {canTransfer ? (
          <Button tone="go" onPress={() => void retry(owner.id, ownerEpoch)}>
            {verb}
          </Button>
        ) : null}
      </div>
    </>
  );
}

function Situation(props: {
  readonly verdict: UnitVerdict;
  readonly names: { readonly from: string; readonly to: string };
}) {
  const texts = useTexts();
  const { verdict, names } = props;
  if (verdict.allowed.transfer) {
    return <PanelNote mark="ok">{texts.t('tasks.retry-yes', names)}</PanelNote>;
  }
  if (verdict.reasons.transfer === 'OWNED_BY_CUSTOMER') {
    return <PanelNote mark="ok">{texts.t('tasks.retry-home', names)}</PanelNote>;
  }
  const reason = texts.t(`codes.${verdict.next}.title`);
  return <PanelNote mark="stop">{texts.t('tasks.retry-not', { reason })}</PanelNote>;
}
