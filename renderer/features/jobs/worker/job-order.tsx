import type { JobView } from '#core/contract/station/jobs.ts';
import { useTexts } from '../../../text/text-provider.tsx';

/** What is wrong and what is to be done, in the fleet's own words; nothing where it wrote none. */
export function JobOrder({ view }: { readonly view: JobView }) {
  const texts = useTexts();
  const { symptom, instructions, checklist } = view.job.fields;
  if (symptom === null && instructions === null && checklist.length === 0) {
    return null;
  }
  return (
    <section className="card jobwork-ordered" aria-labelledby="jobwork-ordered">
      <h2 className="over" id="jobwork-ordered">
        {texts.t('jobs-worker.ordered', { fleet: view.row.fleetName })}
      </h2>
      {symptom === null ? null : <p className="jobwork-words">{symptom}</p>}
      {instructions === null ? null : <p className="jobwork-words">{instructions}</p>}
      {checklist.length === 0 ? null : (
        <ul className="jobwork-checklist">
          {checklist.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
