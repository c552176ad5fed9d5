import type { JobView } from '#core/contract/station/jobs.ts';
import { useTexts } from '../../../text/text-provider.tsx';

/** What is wrong and what is to be done, in the fleet's own words; nothing where it wrote none. */
export function JobOrder({ view }: { readonly view: JobView }) {
  const texts = useTexts();
  const { symptom, instructions } = view.job.fields;
  if (symptom === null && instructions === null) {
    return null;
  }
  return (
    <section className="card jobwork-ordered" aria-labelledby="jobwork-ordered">
      <h2 className="over" id="jobwork-ordered">
        {texts.t('jobs-worker.ordered', { fleet: view.row.fleetName })}
      </h2>
      {symptom === null ? null : <p className="jobwork-words">{symptom}</p>}
      {instructions === null ? null : <p className="jobwork-words">{instructions}</p>}
    </section>
  );
}
