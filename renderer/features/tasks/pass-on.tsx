import type { OperationTask } from '#core/contract/station/tasks.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ContactSupport } from '../support/contact-support.tsx';
import { serialOf } from './task-card.tsx';
import { answerOf, kindOf } from './task-words.ts';

interface PassOnProps {
  readonly task: OperationTask;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Settles the task by word of whoever passed it on; null for people who may not. */
  readonly onPassedOn: (() => void) | null;
}

/** What support has to know about a task, ready to be copied. Nothing is sent from here. */
export function PassOn(props: PassOnProps) {
  const texts = useTexts();
  return (
    <Dialog
      title={texts.t('tasks.pass-on-title')}
      isOpen={props.isOpen}
      onClose={props.onClose}
      sessionId={props.task.sessionId}
    >
      <Message {...props} />
    </Dialog>
  );
}

function Message({ task, onClose, onPassedOn }: PassOnProps) {
  const texts = useTexts();
  const info = useStationQuery(['station', 'info'], (client) => client.station.info());
  const station = texts.t('owner.hand-over.station', {
    station: info.data?.name ?? '',
    organization: info.data?.organizationName ?? '',
    version: info.data?.version ?? '',
  });
  return (
    <CopyText
      label={texts.t('tasks.pass-on-title')}
      text={[...linesOf(texts, task), station].join('\n')}
      onClose={onClose}
    >
      <ContactSupport
        code={task.code}
        said={linesOf(texts, task).join('\n')}
        sessionId={task.sessionId}
        size="bench"
        onLeave={onClose}
      />
      {onPassedOn === null ? null : (
        <Button
          onPress={() => {
            onClose();
            onPassedOn();
          }}
        >
          {texts.t('tasks.passed-on')}
        </Button>
      )}
    </CopyText>
  );
}

function linesOf(texts: Texts, task: OperationTask): readonly string[] {
  const { fromName, toName, winner, code } = task;
  return [
    texts.t('tasks.message.what', { what: kindOf(texts, task), kind: texts.t(`tasks.${task.verdict}`) }),
    texts.t('owner.hand-over.unit', { type: task.unitTypeLabel ?? '', serial: serialOf(task) }),
    ...(fromName === null || toName === null ? [] : [texts.t('tasks.message.parties', { from: fromName, to: toName })]),
    texts.t('tasks.message.done', { by: task.by, time: texts.date(task.at, 'date-time-zone') }),
    ...(code === null ? [] : [texts.t('tasks.message.answer', { code, text: answerOf(texts, task) })]),
    ...(winner === null
      ? []
      : [texts.t('tasks.message.first', { name: winner.name, time: texts.date(winner.at, 'date-time-zone') })]),
    texts.t('tasks.message.id', { id: task.operationId }),
  ];
}
