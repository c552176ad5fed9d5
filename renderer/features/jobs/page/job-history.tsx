import type { JobHistoryLine, JobView } from '#core/contract/station/jobs.ts';
import { jobFailure, jobStep } from '#core/domain/jobs/job.ts';
import { type JobFieldName, jobFieldTable } from '#core/domain/jobs/job-fields.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { useUnitTypes } from '../../../station/use-unit-types.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { departedWords } from '../shared/field-words.ts';
import { createLineWords } from '../worker/line-words.ts';

/** What happened to the job, newest first. */
export function JobHistory({ view }: { readonly view: JobView }) {
  const texts = useTexts();
  const wordsOf = createLineWords(texts, view, useUnitTypes());
  const { history } = view;
  return (
    <section className="card job-card" aria-labelledby="job-history">
      <h2 className="over" id="job-history">
        {texts.t('jobs-page.history')}
      </h2>
      <ol className="job-history">
        {history.map((line) => (
          <li
            key={`${line.at} ${line.what} ${line.detail['step'] ?? line.detail['point'] ?? line.detail['field'] ?? ''}`}
          >
            <time className="small dim num" dateTime={line.at}>
              {texts.date(line.at, 'date-time')}
            </time>
            <span>
              <strong className="job-line">{whatWords(texts, line, wordsOf)}</strong>
              <span className="small dim job-line">{line.by}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function whatWords(
  texts: Texts,
  { what, detail }: JobHistoryLine,
  wordsOf: ReturnType<typeof createLineWords>,
): string {
  const { field, instead = '' } = detail;
  const step = jobStep.safeParse(detail['step']).data;
  const failure = jobFailure.safeParse(detail['failure']).data;
  if (what === 'ended') {
    return failure === undefined
      ? texts.t('jobs-page.history.succeeded')
      : texts.t('jobs-page.history.failed', { why: texts.t(`jobs-shared.failure.${failure}`) });
  }
  return texts.t(`jobs-page.history.${what}`, {
    ...detail,
    ...(step === undefined ? {} : { step: texts.t(`jobs-shared.step.${step}`) }),
    ...(field === undefined
      ? {}
      : { field: departedWords(texts, field), instead: wordsOf({ key: field, name: nameOf(field) }, instead) }),
  });
}

/** What a departure is from; the keys of values are no fields. */
function nameOf(field: string): JobFieldName {
  return jobFieldTable.find(({ name }) => name === field)?.name ?? 'values';
}
