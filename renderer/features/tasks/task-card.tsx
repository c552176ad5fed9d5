import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Task } from '#core/contract/station/tasks.ts';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import type { Mark } from '../../ui/status-mark.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { TaskFact } from './task-words.ts';

/** What all tasks look like: which unit, what about it, the facts side by side, then what can be done. */
export function TaskCard(props: {
  readonly task: Task;
  readonly mark: Mark;
  readonly tag: string;
  readonly title: string;
  readonly facts: readonly TaskFact[];
  /** What the reader should know before deciding. */
  readonly children?: ReactNode;
  readonly buttons?: ReactNode;
}) {
  const texts = useTexts();
  const navigate = useNavigate();
  const { task, mark, tag, title, facts } = props;
  const { sessionId } = task;
  return (
    <article className={`task card task-${mark}`}>
      <header className="task-head">
        <Tag mark={mark}>{tag}</Tag>
        <h2 className="task-title">{title}</h2>
        <span className="task-unit">
          {task.unitTypeLabel}{' '}
          <span className="mono" lang="en" translate="no">
            {groupSerial(serialOf(task))}
          </span>
        </span>
      </header>
      <dl className="task-facts">
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt className="over">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {props.children}
      <div className="task-buttons">
        {props.buttons}
        <span className="push" />
        {sessionId === null ? null : (
          <Button size="list" onPress={() => void navigate({ to: '/sheet/$sessionId', params: { sessionId } })}>
            {texts.t('tasks.open-sheet')}
          </Button>
        )}
      </div>
    </article>
  );
}

/** Names the unit and both sides in a question about a task (ux rule 14). */
export function TaskParties({ task, from, to }: { readonly task: Task; readonly from: string; readonly to: string }) {
  const texts = useTexts();
  return (
    <dl className="confirm">
      <dt>{texts.t('tasks.unit')}</dt>
      <dd>
        {task.unitTypeLabel} <span className="mono">{groupSerial(serialOf(task))}</span>
      </dd>
      <dt>{texts.t('tasks.from')}</dt>
      <dd>{from}</dd>
      <dt>{texts.t('tasks.to')}</dt>
      <dd>{to}</dd>
    </dl>
  );
}

export function serialOf({ unit }: Task): string {
  return unit.slice(unit.indexOf(':') + 1);
}
