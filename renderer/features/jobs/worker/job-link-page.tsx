import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { jobId as asJobId, type JobId } from '#core/kernel/entity-ids.ts';
import { useStationQuery } from '../../../station/station-provider.tsx';
import { useTexts } from '../../../text/text-provider.tsx';
import { Answered } from '../../../ui/answered.tsx';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useScanPlace } from '../../scan/scan-place.ts';
import { Page } from '../../shell/page.tsx';
import { JobRows } from './job-rows.tsx';
import './worker.css';

const route = getRouteApi('/link/job/$job');

/** Where a link from outside leads, by number or id: to the job, or where several fleets have one of this number, to the choice among them. */
export function JobLinkPage() {
  const texts = useTexts();
  const { job } = route.useParams();
  useScanPlace('job-link', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const found = useStationQuery(['jobs', 'find', job], (client) => client.jobs.find({ text: job }));
  return (
    <Page title={texts.t('jobs-worker.link')}>
      <Answered query={found}>
        {(answer) => {
          switch (answer.kind) {
            case 'found':
              return <GoTo id={answer.id} />;
            case 'several':
              return <Several ids={answer.ids} />;
            case 'unknown':
              return <NotHere />;
          }
        }}
      </Answered>
    </Page>
  );
}

function GoTo({ id }: { readonly id: JobId }) {
  const navigate = useNavigate();
  useEffect(() => void navigate({ to: '/jobs/job/$jobId', params: { jobId: id }, replace: true }), [navigate, id]);
  return null;
}

function Several({ ids }: { readonly ids: readonly JobId[] }) {
  const texts = useTexts();
  const jobs = useStationQuery(['jobs', 'several', ...ids], async (client) => {
    const views = await Promise.all(ids.map((id) => client.jobs.read({ id: asJobId.parse(id) })));
    return views.flatMap((view) => (view.kind === 'job' ? [view.row] : []));
  });
  return <Answered query={jobs}>{(rows) => <JobRows title={texts.t('jobs-worker.several')} rows={rows} />}</Answered>;
}

function NotHere() {
  const texts = useTexts();
  const navigate = useNavigate();
  return (
    <Notice
      mark="warn"
      action={<Button onPress={() => void navigate({ to: '/jobs/mine' })}>{texts.t('jobs-worker.title')}</Button>}
    >
      {texts.t('job-code.JOB_UNKNOWN')}
    </Notice>
  );
}
