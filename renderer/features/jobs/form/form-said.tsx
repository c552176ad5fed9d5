import type { JobFieldFault } from '#core/domain/jobs/judge-job-fields.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';

/** What was typed before and is still here, with the way to begin anew. */
export function FromBefore({ onDrop }: { readonly onDrop: () => void }) {
  const texts = useTexts();
  return (
    <Notice
      mark="wait"
      action={
        <Button size="list" onPress={onDrop}>
          {texts.t('jobs-form.start-over')}
        </Button>
      }
    >
      {texts.t('jobs-form.from-before')}
    </Notice>
  );
}

/** Why nothing was sent: the fields say themselves what is wrong with each of them. */
export function FormFaults({
  faults,
  values,
}: {
  readonly faults: readonly JobFieldFault[];
  /** How many values beside the profile are wrong. */
  readonly values: number;
}) {
  const texts = useTexts();
  const whole = faults.filter(({ field }) => field === null);
  const count = faults.length - whole.length + values;
  if (faults.length + values === 0) {
    return null;
  }
  return (
    <Notice mark="stop">
      {whole.map(({ code }) => texts.t(`job-code.${code}`)).join(' ')}
      {count === 0 ? '' : texts.t('jobs-form.faults', { count })}
    </Notice>
  );
}
