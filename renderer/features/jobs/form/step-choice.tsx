import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { type JobStep, jobStep } from '#core/domain/jobs/job.ts';
import { useTexts } from '../../../text/text-provider.tsx';

/** Which parts of the main job have to be done, or left out with a reason, before the job can succeed. */
export function StepChoice(props: {
  readonly steps: readonly JobStep[];
  readonly onChoose: (steps: readonly JobStep[]) => void;
}) {
  const texts = useTexts();
  return (
    <fieldset className="card job-form-group">
      <legend className="over">{texts.t('jobs-form.steps')}</legend>
      <ToggleButtonGroup
        className="choice-bar"
        aria-label={texts.t('jobs-form.steps')}
        selectionMode="multiple"
        selectedKeys={props.steps}
        onSelectionChange={(keys) => props.onChoose(jobStep.options.filter((step) => keys.has(step)))}
      >
        {jobStep.options.map((step) => (
          <ToggleButton key={step} id={step} className="choice-button">
            {texts.t(`jobs-shared.step.${step}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <p className="field-hint">{texts.t('jobs-form.steps-hint')}</p>
    </fieldset>
  );
}
