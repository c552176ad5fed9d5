import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { JobOrderResult } from '#core/contract/station/jobs.ts';
import type { JobCode } from '#core/domain/codes.ts';
import type { Job } from '#core/domain/jobs/job.ts';
import type { JobTemplate } from '#core/domain/jobs/job-exchange.ts';
import { jobId as asJobId, type OrganizationId } from '#core/kernel/entity-ids.ts';
import { TypingKnown } from '../../../station/kept-typing.tsx';
import { useStationQuery } from '../../../station/station-provider.tsx';
import { useCentreAct } from '../../../station/use-centre-act.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Answered } from '../../../ui/answered.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { useScanPlace } from '../../scan/scan-place.ts';
import { Page } from '../../shell/page.tsx';
import { jobNumber } from '../shared/job-status-tag.tsx';
import { type BegunForm, begunWith } from './begun-form.ts';
import { draftOf, newDraft, spoken, withTemplate } from './job-draft.ts';
import { JobForm } from './job-form.tsx';
import type { NewJobAddress } from './jobs-form-search.ts';
import { type OpenForm, useForm } from './use-form.ts';

const route = getRouteApi('/jobs/new');

/** A new job: from nothing, from a template, or as another one once more (JOB-2, JOB-3). */
export function NewJobPage() {
  const address = route.useSearch();
  useScanPlace('new-job', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const texts = useTexts();
  const templates = useStationQuery(['jobs', 'templates'], (client) => client.jobTemplates.list());
  const repeated = useStationQuery(
    ['jobs', 'job', address.repeats ?? null],
    (client) => client.jobs.read({ id: asJobId.parse(address.repeats) }),
    { enabled: address.repeats !== undefined },
  );
  const job = repeated.data?.kind === 'job' ? repeated.data.job : null;
  const isReady = address.repeats === undefined || repeated.data !== undefined;
  return (
    <Page
      title={
        job === null ? texts.t('jobs-form.new') : texts.t('jobs-form.repeat', { job: jobNumber(texts, job.number) })
      }
    >
      <Answered query={templates}>
        {(answer) =>
          isReady ? (
            <TypingKnown>
              <NewJob
                key={JSON.stringify(address)}
                address={address}
                templates={answer.templates}
                initial={initialOf(address, { job, templates: answer.templates })}
              />
            </TypingKnown>
          ) : null
        }
      </Answered>
    </Page>
  );
}

function initialOf(
  { kind = 'installation', template: templateId }: NewJobAddress,
  { job, templates }: { readonly job: Job | null; readonly templates: readonly JobTemplate[] },
): BegunForm {
  if (job !== null) {
    return begunWith(draftOf(job), { repeats: job.id, templateId: job.templateId });
  }
  const template = templates.find(({ id }) => id === templateId);
  return template === undefined ? begunWith(newDraft(kind)) : begunWith(draftOf(template), { templateId: template.id });
}

function NewJob(props: {
  readonly address: NewJobAddress;
  readonly templates: readonly JobTemplate[];
  readonly initial: BegunForm;
}) {
  const navigate = useNavigate();
  const { address, templates, initial } = props;
  const open = useForm(`new ${JSON.stringify(address)}`, initial);
  const act = useCentreAct<JobCode, JobOrderResult>();
  const save = async (partnerId: OrganizationId | null) => {
    const { draft, templateId, repeats } = open.form;
    const job = {
      kind: draft.kind,
      fields: spoken(draft.fields),
      steps: [...draft.steps],
      partnerId,
      templateId,
      repeats,
    };
    const done = await act.run((client, requestId) => client.jobs.create({ requestId, job }), job);
    if (done?.kind === 'done') {
      open.drop();
      await navigate({ to: '/jobs/job/$jobId', params: { jobId: done.job.id }, replace: true });
    }
  };
  return (
    <JobForm
      open={open}
      kindIsFixed={false}
      isRunning={act.isRunning}
      trouble={act.trouble}
      beside={address.repeats === undefined ? <TemplateOfJob open={open} templates={templates} /> : null}
      onSave={(partnerId) => void save(partnerId)}
      onCancel={() => {
        open.drop();
        void navigate({ to: '/jobs', search: address.kind === 'maintenance' ? { tab: 'maintenance' } : {} });
      }}
    />
  );
}

/** Which template fills what is still blank. */
function TemplateOfJob({
  open: { form, change },
  templates,
}: {
  readonly open: OpenForm;
  readonly templates: readonly JobTemplate[];
}) {
  const texts = useTexts();
  const choose = (id: string) => {
    const template = templates.find((one) => one.id === id);
    change(
      template === undefined
        ? { templateId: null }
        : { templateId: template.id, draft: withTemplate(form.draft, template) },
    );
  };
  return templates.length === 0 ? null : (
    <SelectField
      className="field job-form-template"
      label={texts.t('jobs-form.template')}
      hint={texts.t('jobs-form.template-hint')}
      value={form.templateId ?? ''}
      onChoose={choose}
    >
      <option value="">{texts.t('jobs-form.no-template')}</option>
      {templates.map(({ id, name, kind }) => (
        <option key={id} value={id}>
          {texts.t('jobs-form.template-of-kind', { name, kind: texts.t(`jobs-shared.kind.${kind}`) })}
        </option>
      ))}
    </SelectField>
  );
}
