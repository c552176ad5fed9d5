import type { ReactNode } from 'react';
import { type JobFieldGroup, jobFieldGroups, jobFieldTable, jobKind } from '#core/domain/jobs/job-fields.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { ChoiceBar } from '../../../ui/choice-bar.tsx';
import type { FieldsProps } from './field-props.ts';
import { withKind } from './job-draft.ts';
import { JobField } from './job-field.tsx';
import { StepChoice } from './step-choice.tsx';
import './job-form.css';

/**
 * What a fleet writes of a job, or of a template: the fields of its kind group by group, as core's table has them. Each says whether the
 * technician will find it locked or fill it in (INST-4).
 */
export function JobFieldsForm(props: FieldsProps & { readonly kindIsFixed: boolean; readonly beside?: ReactNode }) {
  const texts = useTexts();
  const { draft, onChange, kindIsFixed, beside } = props;
  return (
    <>
      <p className="dim">{texts.t('jobs-form.lead')}</p>
      {kindIsFixed && beside === undefined ? null : (
        <div className="job-form-top">
          {kindIsFixed ? null : (
            <div className="field">
              <span className="field-label">{texts.t('jobs-form.kind')}</span>
              <ChoiceBar
                label={texts.t('jobs-form.kind')}
                value={draft.kind}
                choices={jobKind.options.map((value) => ({ value, label: texts.t(`jobs-shared.kind.${value}`) }))}
                onChoose={(kind) => onChange(withKind(draft, kind))}
              />
            </div>
          )}
          {beside}
        </div>
      )}
      <div className="job-form-groups">
        {jobFieldGroups.map((group) => (
          <Group key={group} group={group} {...props} />
        ))}
        <StepChoice steps={draft.steps} onChoose={(steps) => onChange({ ...draft, steps, stepsChosen: true })} />
      </div>
    </>
  );
}

function Group({ group, ...props }: FieldsProps & { readonly group: JobFieldGroup }) {
  const texts = useTexts();
  const entries = jobFieldTable.filter((entry) => entry.group === group && entry.kinds.includes(props.draft.kind));
  return (
    <fieldset className="card job-form-group">
      <legend className="over">{texts.t(`jobs-shared.group.${group}`)}</legend>
      {entries.map((entry) => (
        <JobField key={entry.name} entry={entry} {...props} />
      ))}
    </fieldset>
  );
}
