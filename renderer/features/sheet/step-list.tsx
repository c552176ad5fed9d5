import { Button as AriaButton } from 'react-aria-components';
import type { StepName, StepView } from '#core/domain/bench/bench-session.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { StatusMark } from '../../ui/status-mark.tsx';

/**
 * Every step of the sheet with its state; pressing one opens it above. `compact` is for steps that need the room: on a low screen the same
 * list then lies in one row, in the same place.
 */
export function StepList(props: {
  readonly steps: readonly StepView[];
  readonly open: StepName;
  readonly compact: boolean;
  readonly onOpen: (step: StepName) => void;
}) {
  const texts = useTexts();
  return (
    <ol
      className={props.compact ? 'steps card steps-compact' : 'steps card'}
      aria-label={texts.t('sheet.steps')}
      data-region="steps"
      tabIndex={-1}
    >
      {props.steps.map((step) => (
        <li key={step.step}>
          <AriaButton
            className={step.step === props.open ? 'step step-open' : 'step'}
            aria-current={step.step === props.open ? 'step' : 'false'}
            onPress={() => props.onOpen(step.step)}
          >
            <StatusMark
              mark={step.current && step.mark === 'idle' ? 'work' : step.mark}
              isStill={step.mark !== 'work'}
            />
            <strong>{texts.t(`bench.step-name.${step.step}`)}</strong>
            <span className="step-state small dim">
              <StepWords view={step} />
            </span>
            <span className="step-time tiny dim num">{step.at === null ? '' : texts.date(step.at, 'time')}</span>
          </AriaButton>
        </li>
      ))}
    </ol>
  );
}

/** How a step stands, in words: why it waits, or what became of it. */
export function StepWords({ view }: { readonly view: StepView }) {
  const texts = useTexts();
  const key =
    view.blockedBy === null || view.current
      ? `bench.step.${view.step}.${view.state}`
      : `bench.blocked.${view.blockedBy}`;
  return say(texts, [key, view.state], view.detail);
}
