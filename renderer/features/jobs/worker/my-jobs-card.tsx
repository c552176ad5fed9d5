import { useNavigate } from '@tanstack/react-router';
import { Button as AriaButton } from 'react-aria-components';
import { useMay } from '../../../station/rights.tsx';
import { useStationQuery } from '../../../station/station-provider.tsx';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { useKeyActs } from '../../shell/key-acts.ts';
import { partJobs, vehicleName } from './my-jobs.ts';
import './worker.css';

/** On the home page of a workshop: how many jobs wait for whoever sits here (JOB-7). */
export function MyJobsCard() {
  const texts = useTexts();
  const navigate = useNavigate();
  const counts = useCounts();
  return (
    <AriaButton className="home-card card" onPress={() => void navigate({ to: '/jobs/mine' })}>
      <span className="home-icon">
        <Icon name="job" size={34} />
      </span>
      <span>
        <strong>{texts.t('jobs-worker.title')}</strong>
        <span className="dim">{texts.t('jobs-worker.counts', counts)}</span>
      </span>
    </AriaButton>
  );
}

/** The same on the bench: what comes next, and the way to all of them. Nothing where there is no job. */
export function MyJobsBand() {
  const texts = useTexts();
  const navigate = useNavigate();
  const jobs = useMine();
  const open = () => void navigate({ to: '/jobs/mine' });
  useKeyActs('my-jobs', [{ key: 'F3', label: 'my-jobs', needs: 'sign', act: open }]);
  const { begun, waiting } = partJobs(jobs);
  const [next] = [...begun, ...waiting];
  if (next === undefined) {
    return null;
  }
  return (
    <section className="card jobwork-band" aria-label={texts.t('jobs-worker.title')}>
      <Icon name="job" size={26} />
      <p>
        <strong>{texts.t('jobs-worker.counts', { begun: begun.length, waiting: waiting.length })}</strong>
        <span className="small dim cell-detail">
          {texts.t('jobs-worker.next', { vehicle: vehicleName(next) ?? texts.t('jobs-worker.no-vehicle') })}
        </span>
      </p>
      <Button onPress={open}>{texts.t('jobs-worker.title')}</Button>
    </section>
  );
}

function useCounts() {
  const { begun, waiting } = partJobs(useMine());
  return { begun: begun.length, waiting: waiting.length };
}

function useMine() {
  const may = useMay();
  const jobs = useStationQuery(['jobs', 'mine'], (client) => client.jobs.mine(), { enabled: may('look') });
  return jobs.data?.rows ?? [];
}
