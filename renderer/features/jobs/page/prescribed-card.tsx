import type { JobView } from '#core/contract/station/jobs.ts';
import type { Job, JobOverride } from '#core/domain/jobs/job.ts';
import { isBlank, type JobFieldEntry, jobFieldGroups, jobFieldTable } from '#core/domain/jobs/job-fields.ts';
import { useUnitTypes } from '../../../station/use-unit-types.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { configuredWords, departedWords, fieldWords, type SaidFields } from '../shared/field-words.ts';
import { createLineWords } from '../worker/line-words.ts';

/** Everything that the job says, group by group; where the technician departed from it, both values with the reason (ORG-5). */
export function PrescribedCard({ view }: { readonly view: JobView }) {
  const texts = useTexts();
  const { fields, run } = view.job;
  const profileId = fields.profileId ?? run?.filled.profileId ?? null;
  const profileName = profileId === null ? null : (view.profileNames[profileId] ?? null);
  const names = { types: useUnitTypes(), assetLabel: view.assetLabel, profileName };
  const groups = jobFieldGroups.map((group) => ({
    group,
    entries: jobFieldTable.filter((entry) => entry.group === group && isShown(view.job, entry)),
  }));
  return (
    <section className="card job-card" aria-labelledby="job-prescribed">
      <h2 className="over" id="job-prescribed">
        {texts.t('jobs-page.prescribed')}
      </h2>
      {groups.map(({ group, entries }) =>
        entries.length === 0 ? null : (
          <div key={group} className="job-group">
            <h3>{texts.t(`jobs-shared.group.${group}`)}</h3>
            <dl>
              {entries.map((entry) => (
                <Line key={entry.name} entry={entry} view={view} names={names} />
              ))}
            </dl>
          </div>
        ),
      )}
    </section>
  );
}

/** What is blank stands there only where the technician found it. */
function isShown({ fields, run }: Job, { name }: JobFieldEntry): boolean {
  return !isBlank(fields, name) || (run !== null && !isBlank(run.filled, name));
}

interface LineProps {
  readonly entry: JobFieldEntry;
  readonly view: JobView;
  readonly names: Omit<SaidFields, 'fields'>;
}

function Line({ entry: { name }, view, names }: LineProps) {
  const texts = useTexts();
  const { fields, run } = view.job;
  const overrides = (run?.overrides ?? []).filter(
    ({ field }) => field === name || (name === 'values' && field.startsWith('values.')),
  );
  return (
    <div className="job-field">
      <dt>{texts.t(`jobs-shared.field.${name}`)}</dt>
      <dd>
        {isBlank(fields, name) && run !== null ? (
          <>
            {fieldWords(texts, { ...names, fields: run.filled }, name)}
            <span className="small dim job-line">{texts.t('jobs-page.filled', { name: run.technician.name })}</span>
          </>
        ) : (
          <Said name={name} said={{ ...names, fields }} />
        )}
        {overrides.map((one) => (
          <Departure key={`${one.field} ${one.at}`} name={name} override={one} view={view} />
        ))}
      </dd>
    </div>
  );
}

function Said({ name, said }: { readonly name: JobFieldEntry['name']; readonly said: SaidFields }) {
  const texts = useTexts();
  const { fields } = said;
  if (name === 'checklist') {
    return (
      <ul className="job-points">
        {fields.checklist.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    );
  }
  if (name === 'values') {
    return (
      <ul className="job-points">
        {Object.entries(fields.values).map(([key, value]) => (
          <li key={key}>{configuredWords(texts, key, value)}</li>
        ))}
      </ul>
    );
  }
  const isCode = name === 'vin' || name === 'unitSerial' || name === 'oldUnitSerial';
  return <span className={isCode ? 'mono' : 'job-said'}>{fieldWords(texts, said, name)}</span>;
}

function Departure({
  name,
  override,
  view,
}: {
  readonly name: JobFieldEntry['name'];
  readonly override: JobOverride;
  readonly view: JobView;
}) {
  const texts = useTexts();
  const { field, prescribed, instead, reason, by, at } = override;
  const lineWords = createLineWords(texts, view, useUnitTypes());
  const wordsOf = (value: string) => lineWords({ key: field, name }, value);
  return (
    <span className="job-departure">
      <span>
        {name === 'values' ? `${departedWords(texts, field)}: ` : ''}
        <del>{wordsOf(prescribed)}</del> <ins>{wordsOf(instead)}</ins>
      </span>
      <span className="small job-line">{reason}</span>
      <span className="small dim job-line">
        {texts.t('jobs-page.by-at', { name: by, time: texts.date(at, 'date-time') })}
      </span>
    </span>
  );
}
