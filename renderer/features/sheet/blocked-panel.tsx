import type { ReactNode } from 'react';
import type { StepName } from '#core/domain/bench/bench-session.ts';
import { say } from '../../text/say.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Button } from '../../ui/button.tsx';
import { PanelCard } from './panel-card.tsx';
import { type PanelProps, stepOf } from './panel-props.ts';

/** A step that cannot be worked on now: why, and the way to what has to come first. Never a dead end (ux rule 17). */
export function BlockedPanel({
  sheet,
  onOpen,
  step,
  children,
}: PanelProps & { readonly step: StepName; readonly children?: ReactNode }) {
  const texts = useTexts();
  const line = stepOf(sheet, step);
  const first = line.blockedBy === null ? null : stepBefore(line.blockedBy);
  return (
    <PanelCard
      mark={line.blockedBy === 'identity-mismatch' || line.blockedBy === 'transfer-refused' ? 'stop' : 'idle'}
      title={texts.t(`bench.step-name.${step}`)}
      text={
        line.blockedBy === null
          ? say(texts, [`bench.step.${step}.${line.state}`], line.detail)
          : say(texts, [`bench.blocked.${line.blockedBy}`], line.detail)
      }
    >
      {first === null || first === step ? null : (
        <Button tone="go" size="primary" wide onPress={() => onOpen(first)}>
          {texts.t('sheet.go-to', { step: texts.t(`bench.step-name.${first}`) })}
        </Button>
      )}
      {children}
    </PanelCard>
  );
}

/** Where the cause of a block is dealt with. */
function stepBefore(block: string): StepName | null {
  switch (block) {
    case 'identity-first':
    case 'identity-mismatch':
      return 'identity';
    case 'choose-type':
    case 'check-digit':
    case 'transfer-first':
    case 'transfer-refused':
    case 'verdict':
      return 'owner';
    default:
      return null;
  }
}
