import { useTexts } from '../../text/text-provider.tsx';
import { ChoiceBar } from '../../ui/choice-bar.tsx';

/** What a partner may change of what a job prescribes (ORG-5), with what each choice means. */
export function OverrideChoice(props: {
  readonly allowed: boolean;
  readonly onChoose: (allowed: boolean) => void;
  readonly isDisabled?: boolean;
}) {
  const texts = useTexts();
  const { allowed, onChoose, isDisabled = false } = props;
  return (
    <div className="field">
      <span className="field-label">{texts.t('partners.override')}</span>
      <ChoiceBar
        label={texts.t('partners.override')}
        value={allowed ? 'on' : 'off'}
        choices={[
          { value: 'off', label: texts.t('partners.override.off') },
          { value: 'on', label: texts.t('partners.override.on') },
        ]}
        isDisabled={isDisabled}
        onChoose={(choice) => onChoose(choice === 'on')}
      />
      <span className="field-hint">
        {texts.t(allowed ? 'partners.override.on-text' : 'partners.override.off-text')}
      </span>
    </div>
  );
}
