import type { OperationTask } from '#core/contract/station/tasks.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { nextOfCode } from '../../text/next-of-code.ts';
import { say } from '../../text/say.ts';

/** One fact of a task, in its own words. */
export interface TaskFact {
  readonly name: string;
  readonly value: string;
}

/** What was to be done, e.g. `Transfer`. */
export function kindOf(texts: Texts, { operationKind, job }: OperationTask): string {
  const kind = `sync.kind.${operationKind}`;
  return job === null ? say(texts, [kind, operationKind]) : say(texts, [`audit-page.action.${job.action}`, kind]);
}

/** The centre's answer in a sentence. */
export function answerOf(texts: Texts, { code, fromName, toName, winner }: OperationTask): string {
  return code === null
    ? ''
    : say(texts, [`codes.${code}.text`, `job-code.${code}`, code], {
        owner: '',
        ownerKnown: 'no',
        customer: toName ?? fromName ?? '',
        asset: '',
        by: winner?.name ?? '',
        tool: '',
        toolKnown: 'no',
      });
}

/** What helps. */
export function nextOf(texts: Texts, { code }: OperationTask): string {
  return code === null ? '' : nextOfCode(texts, code);
}

/** Between whom, by whom, when, and who was first (OWN-10). */
export function factsOf(texts: Texts, task: OperationTask): readonly TaskFact[] {
  const isPairing = task.operationKind === 'unit.pair' || task.operationKind === 'unit.unpair';
  const { winner, job } = task;
  return [
    ...(task.fromName === null
      ? []
      : [{ name: texts.t(isPairing || job !== null ? 'tasks.organization' : 'tasks.from'), value: task.fromName }]),
    ...(task.toName === null ? [] : [{ name: texts.t(isPairing ? 'tasks.vehicle' : 'tasks.to'), value: task.toName }]),
    ...reasonOf(texts, job),
    { name: texts.t('tasks.done-by'), value: `${task.by}, ${texts.date(task.at, 'date-time')}` },
    { name: texts.t('tasks.answered'), value: texts.date(task.decidedAt, 'date-time') },
    ...(winner === null
      ? []
      : [
          {
            name: texts.t('tasks.first'),
            value: texts.t('tasks.first-text', {
              name: winner.name,
              time: texts.date(winner.at, 'date-time'),
              to: winner.toName ?? '',
              toKnown: winner.toName === null ? 'no' : 'yes',
            }),
          },
        ]),
  ];
}

/** Why a job failed, and what the technician wrote of it. */
function reasonOf(texts: Texts, job: OperationTask['job']): readonly TaskFact[] {
  const failure = job?.failure ?? null;
  const value = [
    ...(failure === null ? [] : [texts.t(`jobs-shared.failure.${failure}`)]),
    ...(job?.words === null || job?.words === undefined ? [] : [job.words]),
  ].join(' · ');
  return value === '' ? [] : [{ name: texts.t('tasks.reason'), value }];
}
