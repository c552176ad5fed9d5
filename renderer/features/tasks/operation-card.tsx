import { useState } from 'react';
import type { OperationTask } from '#core/contract/station/tasks.ts';
import { useActing } from '../../station/acting.ts';
import { fieldOf, useKeptTexts } from '../../station/kept-texts.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { ReasonDialog } from '../sheet/reason-dialog.tsx';
import { PassOn } from './pass-on.tsx';
import { RetryDialog } from './retry-dialog.tsx';
import { TaskCard } from './task-card.tsx';
import { answerOf, factsOf, kindOf, nextOf } from './task-words.ts';

/** Something that was done here and that the centre did not take, with who was first and what can be done about it (OWN-10, OWN-11). */
export function OperationCard({ task, mayDecide }: { readonly task: OperationTask; readonly mayDecide: boolean }) {
  const texts = useTexts();
  const acting = useActing();
  const [asked, ask] = useState<'retry' | 'give-up' | 'pass-on' | null>(null);
  const words = fieldOf(useKeptTexts(`task ${task.operationId}`), 'why given up');
  const close = () => ask(null);
  const settle = (how: 'given-up' | 'passed-on', note: string) =>
    acting((client) => client.sync.resolve({ operationId: task.operationId, note, how }));
  return (
    <TaskCard
      task={task}
      mark={task.verdict === 'refused' ? 'stop' : 'warn'}
      tag={texts.t(`tasks.${task.verdict}`)}
      title={kindOf(texts, task)}
      facts={factsOf(texts, task)}
      buttons={
        <>
          {mayDecide && task.canRetry ? (
            <Button size="list" onPress={() => ask('retry')}>
              {texts.t('tasks.retry')}
            </Button>
          ) : null}
          <Button size="list" onPress={() => ask('pass-on')}>
            {texts.t('tasks.pass-on')}
          </Button>
          {mayDecide ? (
            <Button size="list" onPress={() => ask('give-up')}>
              {texts.t('tasks.give-up')}
            </Button>
          ) : null}
        </>
      }
    >
      <p className="task-meaning">
        {answerOf(texts, task)} <span className="dim">{nextOf(texts, task)}</span>
      </p>
      <RetryDialog task={task} isOpen={asked === 'retry'} onClose={close} />
      <PassOn
        task={task}
        isOpen={asked === 'pass-on'}
        onClose={close}
        onPassedOn={mayDecide ? () => void settle('passed-on', texts.t('tasks.passed-on-note')) : null}
      />
      <ReasonDialog
        title={texts.t('tasks.give-up-title')}
        text={texts.t('tasks.give-up-text')}
        verb={texts.t('tasks.give-up')}
        sessionId={task.sessionId}
        words={words}
        isOpen={asked === 'give-up'}
        onClose={close}
        onGive={async (why) => (await settle('given-up', why)) !== null}
      />
    </TaskCard>
  );
}
