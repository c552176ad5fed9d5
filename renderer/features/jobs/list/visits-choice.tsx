import type { VisitsResult } from '#core/contract/station/jobs.ts';
import type { JobCode } from '#core/domain/codes.ts';
import { useStationQuery } from '../../../station/station-provider.tsx';
import { useCentreAct } from '../../../station/use-centre-act.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { ChoiceBar } from '../../../ui/choice-bar.tsx';
import { JobOrderTrouble } from '../shared/job-order-trouble.tsx';

/** Whether a unit that a partner scans without a job gets one (X2), with what each choice means. The centre settles it; partners hear it with their next contact. */
export function VisitsChoice() {
  const texts = useTexts();
  const asked = useStationQuery(['jobs', 'visits'], (client) => client.jobs.visits());
  const { isRunning, trouble, run } = useCentreAct<JobCode, VisitsResult>();
  if (asked.data === undefined) {
    return null;
  }
  const { on } = asked.data;
  const choose = (wanted: boolean) => run((client) => client.jobs.setVisits({ on: wanted }), { wanted });
  return (
    <section className="card jobs-visits" aria-labelledby="jobs-visits-title">
      <div>
        <h2 id="jobs-visits-title">{texts.t('jobs-list.visits')}</h2>
        <p className="small dim">{texts.t(on ? 'jobs-list.visits.on-text' : 'jobs-list.visits.off-text')}</p>
      </div>
      <ChoiceBar
        label={texts.t('jobs-list.visits')}
        value={on ? 'on' : 'off'}
        choices={[
          { value: 'off', label: texts.t('jobs-list.visits.off') },
          { value: 'on', label: texts.t('jobs-list.visits.on') },
        ]}
        isDisabled={isRunning}
        onChoose={(choice) => void choose(choice === 'on')}
      />
      <JobOrderTrouble trouble={trouble} />
    </section>
  );
}
