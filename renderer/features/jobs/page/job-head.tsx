import type { JobView } from '#core/contract/station/jobs.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { Fact } from '../shared/fact.tsx';
import { dayWords } from '../shared/field-words.ts';
import { JobStatusTag } from '../shared/job-status-tag.tsx';

/** How the job stands, between whom, and when: what everybody asks first. */
export function JobHead({ view: { job, row, templateName } }: { readonly view: JobView }) {
  const texts = useTexts();
  return (
    <section className="card job-head" aria-label={texts.t('jobs-page.standing')}>
      <div className="job-marks">
        <JobStatusTag of={row} />
        {row.isAdHoc ? <Tag mark="idle">{texts.t('jobs-shared.ad-hoc')}</Tag> : null}
        {row.isWaiting ? <Tag mark="wait">{texts.t('jobs-shared.is-waiting')}</Tag> : null}
        {row.endsBefore === null ? null : <Tag mark="warn">{texts.t(`jobs-shared.ends-before.${row.endsBefore}`)}</Tag>}
      </div>
      <dl className="job-facts">
        <Fact name={texts.t('jobs-page.kind')}>
          {texts.t(`jobs-shared.kind.${job.kind}`)}
          {job.fields.task === null ? '' : ` · ${texts.t(`jobs-shared.task.${job.fields.task}`)}`}
        </Fact>
        <Fact name={texts.t('jobs-page.fleet')}>{row.fleetName}</Fact>
        <Fact name={texts.t('jobs-page.partner')}>
          {row.partner === null ? texts.t('jobs-page.nobody') : row.partner.name}
          {row.partner?.code === null || row.partner === null ? null : (
            <span className="mono small dim job-line">{row.partner.code}</span>
          )}
        </Fact>
        <Fact name={texts.t('jobs-shared.field.serviceDate')}>
          {row.serviceDate === null ? texts.t('jobs-page.open') : dayWords(texts, row.serviceDate)}
          {row.servicePlace === null ? null : <span className="small dim job-line">{row.servicePlace}</span>}
        </Fact>
        {templateName === null ? null : <Fact name={texts.t('jobs-page.template')}>{templateName}</Fact>}
      </dl>
    </section>
  );
}
