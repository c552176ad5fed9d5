import { Button as AriaButton } from 'react-aria-components';
import { useTexts } from '../../../text/text-provider.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';

export const importSteps = ['file', 'columns', 'check', 'import'] as const;
export type ImportStep = (typeof importSteps)[number];

/** The four steps in sight; those that can be gone to are buttons, and going back loses nothing. */
export function ImportSteps(props: {
  readonly step: ImportStep;
  readonly reachable: ReadonlySet<ImportStep>;
  readonly onGo: (step: ImportStep) => void;
}) {
  const texts = useTexts();
  const { step, reachable, onGo } = props;
  const at = importSteps.indexOf(step);
  return (
    <ol className="import-steps" aria-label={texts.t('jobs-import.steps')}>
      {importSteps.map((one, index) => (
        <li key={one} aria-current={one === step ? 'step' : undefined}>
          <AriaButton
            className="import-step"
            isDisabled={one !== step && !reachable.has(one)}
            onPress={() => onGo(one)}
          >
            {index < at ? (
              <StatusMark mark="ok" size="tiny" />
            ) : (
              <span className="import-step-number">{index + 1}</span>
            )}
            {texts.t(`jobs-import.step.${one}`)}
          </AriaButton>
        </li>
      ))}
    </ol>
  );
}
