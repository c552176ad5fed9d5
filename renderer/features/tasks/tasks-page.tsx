import type { Task } from '#core/contract/station/tasks.ts';
import { TypingKnown } from '../../station/kept-typing.tsx';
import { useStationQuery } from '../../station/station-provider.tsx';
import { useTexts } from '../../text/text-provider.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useScanPlace } from '../scan/scan-place.ts';
import { Page } from '../shell/page.tsx';
import { OperationCard } from './operation-card.tsx';
import { ReversalCard } from './reversal-card.tsx';
import './tasks.css';

/** Everything that waits for a supervisor: what the centre did not take, and requests to undo a transfer (OWN-11, decisions.md d12). */
export function TasksPage() {
  const texts = useTexts();
  useScanPlace('tasks', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  const who = seat.data?.kind === 'signed-in' ? seat.data.personId : null;
  // What somebody may decide depends on who they are.
  const tasks = useStationQuery(['sync', 'tasks', who], (client) => client.tasks.list(), { enabled: who !== null });
  const mayDecide = seat.data?.kind === 'signed-in' && seat.data.rights.includes('resolve');
  return (
    <Page title={texts.t('tasks.title')}>
      <Answered query={tasks}>
        {(rows) =>
          rows.length === 0 ? (
            <Nothing />
          ) : (
            <TypingKnown>
              {mayDecide ? null : <Notice mark="idle">{texts.t('tasks.for-supervisor')}</Notice>}
              <ul className="tasks" aria-label={texts.t('tasks.count', { count: rows.length })}>
                {rows.map((task) => (
                  <li key={keyOf(task)}>
                    {task.kind === 'operation' ? (
                      <OperationCard task={task} mayDecide={mayDecide} />
                    ) : (
                      <ReversalCard task={task} mayDecide={mayDecide} />
                    )}
                  </li>
                ))}
              </ul>
            </TypingKnown>
          )
        }
      </Answered>
    </Page>
  );
}

function Nothing() {
  const texts = useTexts();
  return (
    <div className="empty card">
      <p>{texts.t('tasks.none')}</p>
      <p className="dim small">{texts.t('tasks.none-text')}</p>
    </div>
  );
}

function keyOf(task: Task): string {
  return task.kind === 'operation' ? task.operationId : task.reversalId;
}
