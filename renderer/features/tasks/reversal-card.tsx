import { useState } from 'react';
import type { ReversalTask } from '#core/contract/station/tasks.ts';
import { useActing } from '../../station/acting.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PanelNote } from '../sheet/panel-card.tsx';
import { ReasonDialog } from '../sheet/reason-dialog.tsx';
import { reasonsOf } from '../sheet/undo-part.tsx';
import { TaskCard, TaskParties } from './task-card.tsx';

/** A request to undo a transfer, for a second person to approve or decline (decisions.md d12). Approved offline it is a wish, and says so. */
export function ReversalCard({ task, mayDecide }: { readonly task: ReversalTask; readonly mayDecide: boolean }) {
  const texts = useTexts();
  const acting = useActing();
  const [asked, ask] = useState<'approve' | 'decline' | null>(null);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const { reversalId, waiting, obstacles } = task;
  const names = { from: task.fromName ?? '', to: task.toName ?? '' };
  const decide = async (
    decision: { readonly decision: 'approve' } | { readonly decision: 'decline'; note: string },
  ) => {
    const answer = await acting((client) =>
      client.ownership.decideReversal(
        decision.decision === 'approve' ? { decision: 'approve', reversalId, note: null } : { ...decision, reversalId },
      ),
    );
    setRefused(answer?.kind === 'not-decided' ? answer.codes : []);
  };
  const canDecide = task.mayDecide && waiting === null;
  return (
    <TaskCard
      task={task}
      mark={waiting === null ? 'warn' : 'wait'}
      tag={texts.t('tasks.reversal')}
      title={texts.t('sync.kind.reversal.ask')}
      facts={[
        { name: texts.t('tasks.owner-now'), value: names.from },
        { name: texts.t('tasks.back-to'), value: names.to },
        { name: texts.t('tasks.asked-by'), value: `${task.by}, ${texts.date(task.at, 'date-time')}` },
        { name: texts.t('tasks.decide-before'), value: texts.date(task.decideBefore, 'date-time') },
      ]}
      buttons={
        canDecide ? (
          <>
            {obstacles.length > 0 ? null : (
              <Button size="list" onPress={() => ask('approve')}>
                {texts.t('tasks.approve')}
              </Button>
            )}
            <Button size="list" onPress={() => ask('decline')}>
              {texts.t('tasks.decline')}
            </Button>
          </>
        ) : null
      }
    >
      <p className="task-meaning">
        <span className="dim">{texts.t('tasks.reason')}:</span> {task.reason}
      </p>
      {waiting === null ? null : <PanelNote mark="wait">{texts.t(`tasks.waiting.${waiting}`)}</PanelNote>}
      {obstacles.length === 0 ? null : (
        <PanelNote mark="stop">{texts.t('undo.not-possible', { reasons: reasonsOf(texts, obstacles) })}</PanelNote>
      )}
      {mayDecide && !task.mayDecide ? <PanelNote mark="warn">{texts.t('tasks.own-request')}</PanelNote> : null}
      {refused.length === 0 ? null : (
        <PanelNote mark="stop">{texts.t('tasks.not-decided', { reasons: reasonsOf(texts, refused) })}</PanelNote>
      )}
      <Dialog
        title={texts.t('tasks.approve-title')}
        isOpen={asked === 'approve'}
        onClose={() => ask(null)}
        role="alertdialog"
        sessionId={task.sessionId}
      >
        <TaskParties task={task} {...names} />
        <PanelNote mark="warn">{texts.t('tasks.approve-text', names)}</PanelNote>
        <div className="dialog-buttons">
          <Button autoFocus onPress={() => ask(null)}>
            {texts.t('common.cancel')}
          </Button>
          <span className="push" />
          <Button
            tone="go"
            onPress={() => {
              ask(null);
              void decide({ decision: 'approve' });
            }}
          >
            {texts.t('tasks.approve-verb', names)}
          </Button>
        </div>
      </Dialog>
      <ReasonDialog
        title={texts.t('tasks.decline-title')}
        text={texts.t('tasks.decline-text', names)}
        verb={texts.t('tasks.decline')}
        sessionId={task.sessionId}
        isOpen={asked === 'decline'}
        onClose={() => ask(null)}
        onGive={(note) => void decide({ decision: 'decline', note })}
      />
    </TaskCard>
  );
}
