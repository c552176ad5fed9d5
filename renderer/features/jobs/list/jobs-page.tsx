import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Button as AriaButton } from 'react-aria-components';
import type { JobKind } from '#core/domain/jobs/job-fields.ts';
import { useStationQuery } from '../../../station/station-provider.tsx';
import { useTexts } from '../../../text/text-provider.tsx';
import { Answered } from '../../../ui/answered.tsx';
import { Button } from '../../../ui/button.tsx';
import { usePartnerList } from '../../partners/use-partner-lists.ts';
import { useScanPlace } from '../../scan/scan-place.ts';
import { Page } from '../../shell/page.tsx';
import { TemplateList } from '../templates/template-list.tsx';
import { JobList } from './job-list.tsx';
import { type JobTab, jobTabs, kindOfTab } from './jobs-search.ts';
import type { KnownJobs } from './merge-jobs.ts';
import { PartnersTab } from './partners-tab.tsx';
import { useFleetJobs } from './use-jobs.ts';
import './jobs-list.css';
import './pops.css';

const route = getRouteApi('/jobs');

/** What our fleet wants done: jobs of both kinds, what they are made from, and who does them (JOB-1, JOB-5). */
export function JobsPage() {
  const texts = useTexts();
  const navigate = useNavigate();
  const { tab = 'installation' } = route.useSearch();
  const jobs = useFleetJobs();
  const kind = kindOfTab(tab);
  useScanPlace('jobs', { screen: 'other', sessionId: null, awaiting: 'anything' });
  return (
    <Page
      title={texts.t('jobs-list.title')}
      actions={
        <>
          <Button size="list" needs="jobs" onPress={() => void navigate({ to: '/jobs/import' })}>
            {texts.t('jobs-list.import')}
          </Button>
          <Button
            size="list"
            tone="go"
            needs="jobs"
            onPress={() => void navigate({ to: '/jobs/new', search: kind === null ? {} : { kind } })}
          >
            {texts.t('jobs-list.new')}
          </Button>
        </>
      }
    >
      <Tabs tab={tab} jobs={jobs.data} />
      <section className="jobs-part" aria-label={texts.t(`jobs-list.tab.${tab}`)}>
        {tab === 'templates' ? <TemplateList /> : null}
        {tab === 'partners' ? <Answered query={jobs}>{({ rows }) => <PartnersTab jobs={rows} />}</Answered> : null}
        {kind === null ? null : (
          <Answered query={jobs}>{(known) => <JobList key={kind} known={known} kind={kind} />}</Answered>
        )}
      </section>
    </Page>
  );
}

/** Places of the page with how much is in each; they are links in all but name, as each has an address. */
function Tabs({ tab, jobs }: { readonly tab: JobTab; readonly jobs: KnownJobs | undefined }) {
  const texts = useTexts();
  const navigate = useNavigate();
  const partners = usePartnerList();
  const templates = useStationQuery(['jobs', 'templates'], (client) => client.jobTemplates.list());
  const countOfKind = (kind: JobKind) => jobs?.rows.filter((row) => row.kind === kind).length;
  const counts: Readonly<Record<JobTab, number | undefined>> = {
    installation: countOfKind('installation'),
    maintenance: countOfKind('maintenance'),
    templates: templates.data?.templates.length,
    partners: partners.data?.rows.length,
  };
  return (
    <nav className="jobs-tabs" aria-label={texts.t('jobs-list.tabs')}>
      {jobTabs.map((one) => (
        <AriaButton
          key={one}
          className="jobs-tab"
          aria-current={one === tab ? 'page' : 'false'}
          onPress={() => void navigate({ to: '/jobs', search: one === 'installation' ? {} : { tab: one } })}
        >
          {texts.t(`jobs-list.tab.${one}`)}{' '}
          <span className="num jobs-tab-count">{counts[one] === undefined ? '' : texts.number(counts[one])}</span>
        </AriaButton>
      ))}
    </nav>
  );
}
