import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { JobRow } from '#core/contract/station/jobs.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import { TypingKnown } from '../../../station/kept-typing.tsx';
import { useMay } from '../../../station/rights.tsx';
import { useStationQuery } from '../../../station/station-provider.tsx';
import { useTexts } from '../../../text/text-provider.tsx';
import { Answered } from '../../../ui/answered.tsx';
import { ChoiceBar } from '../../../ui/choice-bar.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useScanPlace } from '../../scan/scan-place.ts';
import { Page } from '../../shell/page.tsx';
import { jobNumber } from '../shared/job-status-tag.tsx';
import { JobRows } from './job-rows.tsx';
import { openByDay, partJobs } from './my-jobs.ts';
import { NameTechnician } from './name-technician.tsx';
import './worker.css';

const route = getRouteApi('/jobs/mine');

/** What waits for this bench and what was begun at it, from the station's own copy, so offline too (JOB-7); and all of the workshop's. */
export function MyJobsPage() {
  const texts = useTexts();
  const navigate = useNavigate();
  const { all = false, ended, number } = route.useSearch();
  useScanPlace('my-jobs', { screen: 'other', sessionId: null, awaiting: 'anything' });
  const show = (which: 'mine' | 'all') =>
    void navigate({ to: '/jobs/mine', search: which === 'all' ? { all: true } : {}, replace: true });
  return (
    <Page
      title={texts.t(all ? 'jobs-worker.title-all' : 'jobs-worker.title')}
      actions={
        <ChoiceBar
          label={texts.t('jobs-worker.which')}
          value={all ? 'all' : 'mine'}
          choices={[
            { value: 'mine', label: texts.t('jobs-worker.mine') },
            { value: 'all', label: texts.t('jobs-worker.all') },
          ]}
          onChoose={show}
        />
      }
    >
      {ended === undefined || number === undefined ? null : (
        <div className="jobwork-ended" role="status">
          <Notice mark={ended === 'succeeded' ? 'ok' : 'warn'}>
            {texts.t(`jobs-worker.ended.${ended}`, { number: jobNumber(texts, number) })}
          </Notice>
        </div>
      )}
      {all ? <AllJobs /> : <OwnJobs />}
    </Page>
  );
}

function OwnJobs() {
  const texts = useTexts();
  const jobs = useStationQuery(['jobs', 'mine'], (client) => client.jobs.mine());
  return (
    <Answered query={jobs}>
      {({ rows, asOf }) => (
        <>
          <Age asOf={asOf} />
          {rows.length === 0 ? (
            <div className="card empty">
              <p>{texts.t('jobs-worker.none')}</p>
              <p className="dim small">{texts.t('jobs-worker.none-text')}</p>
            </div>
          ) : (
            <Parts rows={rows} />
          )}
        </>
      )}
    </Answered>
  );
}

function Parts({ rows }: { readonly rows: readonly JobRow[] }) {
  const texts = useTexts();
  const { begun, waiting } = partJobs(rows);
  return (
    <>
      {begun.length === 0 ? null : <JobRows title={texts.t('jobs-worker.begun')} rows={begun} />}
      {waiting.length === 0 ? null : <JobRows title={texts.t('jobs-worker.waiting')} rows={waiting} />}
    </>
  );
}

/** Everything that is assigned to this workshop; whoever dispatches names here who does it. */
function AllJobs() {
  const texts = useTexts();
  const may = useMay();
  const [naming, name] = useState<JobRow | null>(null);
  const jobs = useStationQuery(['jobs', 'workshop'], (client) => client.jobs.list({ side: 'workshop', since: null }));
  return (
    <Answered query={jobs}>
      {({ rows, asOf }) => {
        const open = openByDay(rows);
        return (
          <>
            <Age asOf={asOf} />
            {open.length === 0 ? (
              <p className="card empty">{texts.t('jobs-worker.none-of-workshop')}</p>
            ) : (
              <JobRows
                title={texts.t('jobs-worker.of-workshop', { count: open.length })}
                rows={open}
                {...(may('dispatch') ? { onName: name } : {})}
              />
            )}
            {naming === null ? null : (
              <TypingKnown>
                <NameTechnician key={naming.id} row={naming} onClose={() => name(null)} />
              </TypingKnown>
            )}
          </>
        );
      }}
    </Answered>
  );
}

/** How old the copy is, and what that means without a connection (ux rule 22). */
function Age({ asOf }: { readonly asOf: IsoTime | null }) {
  const texts = useTexts();
  const status = useStationQuery(['sync', 'status'], (client) => client.sync.status());
  const time = asOf === null ? null : texts.date(asOf, 'date-time');
  const words = time === null ? texts.t('jobs-worker.never-heard') : texts.t('jobs-worker.as-of', { time });
  return status.data === undefined || status.data.state === 'online' ? (
    <p className="small dim jobwork-age">{words}</p>
  ) : (
    <div className="jobwork-age">
      <Notice mark="wait">
        <strong>{texts.t('jobs-worker.offline')}</strong> {words} {texts.t('jobs-worker.offline-text')}
      </Notice>
    </div>
  );
}
