import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { JobOrderResult, JobView } from '#core/contract/station/jobs.ts';
import type { JobCode } from '#core/domain/codes.ts';
import { jobId as asJobId, type OrganizationId } from '#core/kernel/entity-ids.ts';
import { TypingKnown } from '../../../station/kept-typing.tsx';
import { useStationQuery } from '../../../station/station-provider.tsx';
import { useCentreAct } from '../../../station/use-centre-act.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Answered } from '../../../ui/answered.tsx';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useScanPlace } from '../../scan/scan-place.ts';
import { Page } from '../../shell/page.tsx';
import { jobNumber } from '../shared/job-status-tag.tsx';
import { begunWith } from './begun-form.ts';
import { FormConflict } from './form-conflict.tsx';
import { draftOf, mergeDrafts, spoken } from './job-draft.ts';
import { JobForm } from './job-form.tsx';
import { useForm } from './use-form.ts';

const route = getRouteApi('/jobs/edit/$jobId');

/** A pending job, to be written on (JOB-2). */
export function EditJobPage() {
  const texts = useTexts();
  const navigate = useNavigate();
  const { jobId } = route.useParams();
  useScanPlace('edit-job', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const opened = useStationQuery(['jobs', 'job', jobId], (client) => client.jobs.read({ id: asJobId.parse(jobId) }));
  const view = opened.data?.kind === 'job' ? opened.data : null;
  return (
    <Page
      title={texts.t('jobs-form.edit', { job: view === null ? '' : jobNumber(texts, view.job.number) })}
      actions={
        <Button size="list" onPress={() => void navigate({ to: '/jobs/job/$jobId', params: { jobId } })}>
          {texts.t('jobs-form.to-job')}
        </Button>
      }
    >
      <Answered query={opened}>
        {(answer) =>
          answer.kind === 'job' ? (
            <TypingKnown>
              <EditJob key={answer.job.id} view={answer} />
            </TypingKnown>
          ) : (
            <Notice mark="warn">{texts.t('job-code.JOB_UNKNOWN')}</Notice>
          )
        }
      </Answered>
    </Page>
  );
}

function EditJob({ view: { job, may } }: { readonly view: JobView }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const now = draftOf(job);
  const open = useForm(`edit ${job.id}`, begunWith(now, { version: job.version, templateId: job.templateId }));
  const { form } = open;
  const edit = useCentreAct<JobCode, JobOrderResult>();
  const assign = useCentreAct<JobCode, JobOrderResult>();
  const toJob = () => navigate({ to: '/jobs/job/$jobId', params: { jobId: job.id }, replace: true });
  const save = async (partnerId: OrganizationId | null) => {
    const fields = spoken(form.draft.fields);
    const isOther = JSON.stringify([fields, form.draft.steps]) !== JSON.stringify([job.fields, job.steps]);
    const order = { act: 'edit' as const, fields, steps: [...form.draft.steps] };
    const asked = { id: job.id, expectedVersion: form.version, order };
    const edited = isOther
      ? await edit.run((client, requestId) => client.jobs.order({ requestId, ...asked }), asked)
      : ({ kind: 'done', job } as const);
    if (edited?.kind !== 'done') {
      return;
    }
    if (partnerId !== null) {
      // What was written is saved by now; only the partner is still to be given.
      open.change({ start: form.draft, version: edited.job.version });
      const give = { id: job.id, expectedVersion: edited.job.version, order: { act: 'assign' as const, partnerId } };
      const given = await assign.run((client, requestId) => client.jobs.order({ requestId, ...give }), give);
      if (given === null) {
        return;
      }
    }
    open.drop();
    await toJob();
  };
  const standsAgainst = may.edit?.kind === 'may-not' ? may.edit.code : null;
  if (standsAgainst !== null) {
    return <Notice mark="warn">{texts.t(`job-code.${standsAgainst}`)}</Notice>;
  }
  const isOvertaken = form.version !== job.version && !edit.isRunning && !assign.isRunning;
  return (
    <JobForm
      open={open}
      kindIsFixed
      isRunning={edit.isRunning || assign.isRunning}
      trouble={edit.trouble ?? assign.trouble}
      isOvertaken={isOvertaken}
      onSave={(partnerId) => void save(partnerId)}
      onCancel={() => {
        open.drop();
        void toJob();
      }}
    >
      {isOvertaken ? (
        <FormConflict
          start={form.start}
          mine={form.draft}
          theirs={now}
          onKeepMine={() =>
            open.change({ start: now, draft: mergeDrafts(form.start, form.draft, now), version: job.version })
          }
          onTakeTheirs={open.drop}
        />
      ) : null}
    </JobForm>
  );
}
