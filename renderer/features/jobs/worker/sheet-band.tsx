import { useNavigate } from '@tanstack/react-router';
import type { BenchSession } from '#core/domain/bench/bench-session.ts';
import { useStationQuery } from '../../../station/station-provider.tsx';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { jobNumber } from '../shared/job-status-tag.tsx';
import { vehicleName } from './my-jobs.ts';
import './worker.css';

/** On a unit's sheet: to which job it belongs, for which vehicle, and how much of it is prescribed. Nothing on a free-standing one. */
export function SheetBand({ job }: { readonly job: BenchSession['job'] }) {
  return job === undefined ? null : <Band job={job} />;
}

function Band({ job: { id, number } }: { readonly job: NonNullable<BenchSession['job']> }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const opened = useStationQuery(['jobs', 'job', id], (client) => client.jobs.read({ id }));
  const row = opened.data?.kind === 'job' ? opened.data.row : null;
  const values = opened.data?.kind === 'job' ? Object.keys(opened.data.job.fields.values).length : 0;
  const facts = [
    row === null ? null : vehicleName(row),
    row?.fleetName ?? null,
    values === 0 ? null : texts.t('jobs-worker.band-values', { count: values }),
  ];
  return (
    <section className="jobwork-sheet-band" aria-label={texts.t('jobs-worker.link')}>
      <Icon name="job" size={20} />
      <p>
        <strong>{texts.t('jobs-worker.band', { number: jobNumber(texts, number) })}</strong>{' '}
        <span className="dim">{facts.filter((one) => one !== null).join(' · ')}</span>
      </p>
      {row === null ? null : (
        <Button size="list" onPress={() => void navigate({ to: '/jobs/job/$jobId', params: { jobId: id } })}>
          {texts.t('jobs-worker.to-job')}
        </Button>
      )}
    </section>
  );
}
