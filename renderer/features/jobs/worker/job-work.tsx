import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { JobView } from '#core/contract/station/jobs.ts';
import { useStationQuery } from '../../../station/station-provider.tsx';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useKeyActs } from '../../shell/key-acts.ts';
import { useEndOfDrafts } from './job-drafts.ts';
import { JobFacts } from './job-facts.tsx';
import { JobOrder } from './job-order.tsx';
import { JobPoints } from './job-points.tsx';
import { JobSteps } from './job-steps.tsx';
import { NameTechnician } from './name-technician.tsx';
import { NextOnJob } from './next-on-job.tsx';
import { workStanding } from './work-standing.ts';
import './worker.css';

/** A job as whoever works on it needs it (JOB-7): the next act, then what it wants step by step, beside what the fleet says of it. */
export function JobWork({ view }: { readonly view: JobView }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const { id: jobId } = view.job;
  useEndOfDrafts(view.job);
  useKeyActs('job', [
    {
      key: 'F12',
      label: 'print',
      control: 'print',
      act: () => void navigate({ to: '/jobs/sheet/$jobId', params: { jobId } }),
    },
  ]);
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  if (seat.data?.kind !== 'signed-in') {
    return null;
  }
  const standing = workStanding(view, seat.data.personId);
  const { endsBefore, isWaiting } = view.row;
  return (
    <div className="jobwork-work">
      <div className="jobwork-main">
        {endsBefore === null ? null : <Notice mark="warn">{texts.t(`jobs-shared.ends-before.${endsBefore}`)}</Notice>}
        <NextOnJob view={view} standing={standing} />
        {isWaiting ? <Notice mark="wait">{texts.t('jobs-worker.waits-to-be-sent')}</Notice> : null}
        <JobSteps view={view} />
        <JobPoints view={view} />
      </div>
      <div className="jobwork-side">
        <JobOrder view={view} />
        <JobFacts view={view} />
        <Dispatch view={view} />
      </div>
    </div>
  );
}

/** Who does it, for whoever says so. */
function Dispatch({ view: { may, row } }: { readonly view: JobView }) {
  const texts = useTexts();
  const [isNaming, name] = useState(false);
  if (may['name-technician']?.kind !== 'may') {
    return null;
  }
  return (
    <section className="card jobwork-dispatch" aria-label={texts.t('jobs-worker.technician')}>
      <p>
        <span className="over">{texts.t('jobs-worker.technician')}</span>
        <strong className="cell-detail">{row.technicianName ?? texts.t('jobs-worker.everybody')}</strong>
      </p>
      <Button size="list" onPress={() => name(true)}>
        {texts.t('jobs-worker.name')}
      </Button>
      {isNaming ? <NameTechnician row={row} onClose={() => name(false)} /> : null}
    </section>
  );
}
