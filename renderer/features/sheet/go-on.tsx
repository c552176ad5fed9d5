import { useEffect, useRef } from 'react';
import type { StepName } from '#core/domain/bench/bench-session.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import type { PanelProps } from './panel-props.ts';

/**
 * The way to where the sheet goes on, once this step is settled. The outcome stays in sight until somebody has seen it and goes on; the
 * keyboard moves here from the act that settled the step, and from nowhere else.
 */
export function GoOn({ sheet, onOpen, from }: PanelProps & { readonly from: StepName }) {
  const texts = useTexts();
  const place = useRef<HTMLDivElement>(null);
  const next = sheet.steps.find((step) => step.current && step.step !== from)?.step;
  useEffect(() => {
    const here = document.activeElement;
    const wasActing = here === document.body || (here !== null && place.current?.closest('.panel')?.contains(here));
    if (next !== undefined && wasActing === true) {
      place.current?.querySelector('button')?.focus();
    }
  }, [next]);
  return next === undefined ? null : (
    <div ref={place}>
      <Button tone="go" size="primary" wide onPress={() => onOpen(next)}>
        {texts.t('owner.do.go-on', { step: texts.t(`bench.step-name.${next}`) })}
      </Button>
    </div>
  );
}
