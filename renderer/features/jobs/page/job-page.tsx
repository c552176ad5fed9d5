import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { JobView } from '#core/contract/station/jobs.ts';
import { jobId as asJobId } from '#core/kernel/entity-ids.ts';
import type { Texts } from '#core/texts/create-texts.ts';
import { TypingKnown } from '../../../station/kept-typing.tsx';
import { useStationQuery } from '../../../station/station-provider.tsx';
import { useTexts } from '../../../text/text-provider.tsx';
import { Answered } from '../../../ui/answered.tsx';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useScanPlace } from '../../scan/scan-place.ts';
import { Page } from '../../shell/page.tsx';
import { jobNumber } from '../shared/job-status-tag.tsx';
import { JobWork } from '../worker/job-work.tsx';
import { FleetActs } from './fleet-acts.tsx';
import { JobEndCard } from './job-end-card.tsx';
import { JobHead } from './job-head.tsx';
import { JobHistory } from './job-history.tsx';
import { JobRunCard } from './job-run-card.tsx';
import { PrescribedCard } from './prescribed-card.tsx';
import './job-page.css';

const route = getRouteApi('/jobs/job/$jobId');

/** One job, for both of its sides: what is to be done, how far it is, how it ended, and what whoever looks may do with it (JOB-1). */
export function JobPage() {
  const texts = useTexts();
  const { jobId } = route.useParams();
  useScanPlace('job', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const opened = useStationQuery(['jobs', 'job', jobId], (client) => client.jobs.read({ id: asJobId.parse(jobId) }), {
    keepsBefore: true,
  });
  const view = opened.data?.kind === 'job' ? opened.data : null;
  return (
    <Page
      title={view === null ? texts.t('jobs-page.title') : titleOf(texts, view)}
      actions={<Actions jobId={jobId} view={view} />}
    >
      <Answered query={opened}>
        {(answer) =>
          answer.kind === 'job' ? (
            <JobParts view={answer} />
          ) : (
            <Notice mark="warn">{texts.t('job-code.JOB_UNKNOWN')}</Notice>
          )
        }
      </Answered>
    </Page>
  );
}

/** The number, and what people call the vehicle. */
function titleOf(texts: Texts, { row }: JobView): string {
  return [jobNumber(texts, row.number), row.plate ?? row.customName ?? row.vin].filter(isGiven).join(' · ');
}

function isGiven(text: string | null): text is string {
  return text !== null;
}

/** Whoever ordered it looks on; whoever does it works here. */
function JobParts({ view }: { readonly view: JobView }) {
  return (
    <div className="job">
      <JobHead view={view} />
      {view.side === 'workshop' ? (
        <>
          <TypingKnown>
            <JobWork view={view} />
          </TypingKnown>
          <JobHistory view={view} />
        </>
      ) : (
        <>
          <FleetActs view={view} />
          <div className="job-columns">
            <PrescribedCard view={view} />
            <div className="job-column">
              <JobEndCard view={view} />
              <JobRunCard view={view} />
              <JobHistory view={view} />
            </div>
          </div>
        </>
      )}
    </div>
  );
}

function Actions({ jobId, view }: { readonly jobId: string; readonly view: JobView | null }) {
  const texts = useTexts();
  const navigate = useNavigate();
  return (
    <>
      {view === null ? null : (
        <Button size="list" onPress={() => void navigate({ to: '/jobs/sheet/$jobId', params: { jobId } })}>
          {texts.t('job-sheet.button')}
        </Button>
      )}
      <Back view={view} />
    </>
  );
}

/** To the list that the job stands in. */
function Back({ view }: { readonly view: JobView | null }) {
  const texts = useTexts();
  const navigate = useNavigate();
  return view?.side === 'workshop' ? (
    <Button size="list" onPress={() => void navigate({ to: '/jobs/mine' })}>
      {texts.t('jobs-worker.title')}
    </Button>
  ) : (
    <Button
      size="list"
      onPress={() =>
        void navigate({ to: '/jobs', search: view?.job.kind === 'maintenance' ? { tab: 'maintenance' } : {} })
      }
    >
      {texts.t('jobs-page.to-list')}
    </Button>
  );
}
