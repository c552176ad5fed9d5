import { useState } from 'react';
import type { ReversalTask } from '#core/contract/station/tasks.ts';
import { useActing } from '../../station/acting.ts';
import type { StationClient } from '../../station/connection.ts';
import { fieldOf, useKeptTexts } from '../../station/kept-texts.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmButtons } from '../../ui/confirm-buttons.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PanelNote } from '../sheet/panel-card.tsx';
import { ReasonDialog } from '../sheet/reason-dialog.tsx';
import { reasonsOf } from '../sheet/undo-part.tsx';
import { TaskCard, TaskParties } from './task-card.tsx';

/** A request to undo a transfer, for a second person to approve or decline (decisions.md d12). Approved offline it is a wish, and says so. */
export function ReversalCard({ task, mayDecide }: { readonly task: ReversalTask; readonly mayDecide: boolean }) {
  const texts = useTexts();
  const { waiting } = task;
  return (
    <TaskCard
      task={task}
      mark={waiting === null ? 'warn' : 'wait'}
      tag={texts.t('tasks.reversal')}
      title={texts.t('sync.kind.reversal.ask')}
      facts={[
        { name: texts.t('tasks.owner-now'), value: task.fromName ?? '' },
        { name: texts.t('tasks.back-to'), value: task.toName ?? '' },
        { name: texts.t('tasks.asked-by'), value: `${task.by}, ${texts.date(task.at, 'date-time')}` },
        { name: texts.t('tasks.decide-before'), value: texts.date(task.decideBefore, 'date-time') },
      ]}
      buttons={task.mayDecide && waiting === null ? <Decisions task={task} /> : null}
    >
      <p className="task-meaning">
        <span className="dim">{texts.t('tasks.reason')}:</span> {task.reason}
      </p>
      {waiting === null ? null : <PanelNote mark="wait">{texts.t(`tasks.waiting.${waiting}`)}</PanelNote>}
      {task.obstacles.length === 0 ? null : (
        <PanelNote mark="stop">{texts.t('undo.not-possible', { reasons: reasonsOf(texts, task.obstacles) })}</PanelNote>
      )}
      {mayDecide && !task.mayDecide ? <PanelNote mark="warn">{texts.t('tasks.own-request')}</PanelNote> : null}
    </TaskCard>
  );
}

/** Yes and no, each with its question. What the centre does not take is said beside them. */
function Decisions({ task }: { readonly task: ReversalTask }) {
  const texts = useTexts();
  const acting = useActing();
  const [asked, ask] = useState<'approve' | 'decline' | null>(null);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const { reversalId } = task;
  const words = fieldOf(useKeptTexts(`task ${reversalId}`), 'why declined');
  const send = async (wish: Wish) => {
    const answer = await acting((client) => client.ownership.decideReversal(wish));
    setRefused(answer?.kind === 'not-decided' ? answer.codes : []);
    return answer !== null && answer.kind !== 'not-decided';
  };
  return (
    <>
      {task.obstacles.length > 0 ? null : (
        <Button size="list" onPress={() => ask('approve')}>
          {texts.t('tasks.approve')}
        </Button>
      )}
      <Button size="list" onPress={() => ask('decline')}>
        {texts.t('tasks.decline')}
      </Button>
      {refused.length === 0 ? null : (
        <PanelNote mark="stop">{texts.t('tasks.not-decided', { reasons: reasonsOf(texts, refused) })}</PanelNote>
      )}
      <ConfirmGivingBack
        task={task}
        isOpen={asked === 'approve'}
        onClose={() => ask(null)}
        onConfirm={() => void send({ decision: 'approve', reversalId, note: null })}
      />
      <ReasonDialog
        title={texts.t('tasks.decline-title')}
        text={texts.t('tasks.decline-text', { from: task.fromName ?? '' })}
        verb={texts.t('tasks.decline')}
        sessionId={task.sessionId}
        words={words}
        isOpen={asked === 'decline'}
        onClose={() => ask(null)}
        onGive={(note) => send({ decision: 'decline', reversalId, note })}
      />
    </>
  );
}

type Wish = Parameters<StationClient['ownership']['decideReversal']>[0];

function ConfirmGivingBack(props: {
  readonly task: ReversalTask;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}) {
  const texts = useTexts();
  const { task, onClose, onConfirm } = props;
  const names = { from: task.fromName ?? '', to: task.toName ?? '' };
  return (
    <Dialog
      title={texts.t('tasks.approve-title')}
      isOpen={props.isOpen}
      onClose={onClose}
      role="alertdialog"
      sessionId={task.sessionId}
    >
      <TaskParties task={task} {...names} />
      <PanelNote mark="warn">{texts.t('tasks.approve-text', names)}</PanelNote>
      <ConfirmButtons verb={texts.t('tasks.approve-verb', names)} onClose={onClose} onConfirm={onConfirm} />
    </Dialog>
  );
}
