import { useEffect, useRef, useState } from 'react';
import type { Sheet } from '#core/contract/station/bench.ts';
import { ARMED_FOR_MS, type ClosingState, stepClosing, UNARMED } from '#core/domain/scanning/closing-codes.ts';
import { useTexts } from '../../text/text-provider.tsx';
import { Notice } from '../../ui/notice.tsx';
import { commandOf, useScanAnswers } from '../scan/control-code.ts';
import { ActTroubleNotice } from './act-trouble.tsx';
import { useSheetAct } from './use-sheet-act.ts';

/** Gives up the open sheet by the two printed codes for it, and says after the first that the second is awaited (ux rule 8). */
export function ClosingCodes({ sheet }: { readonly sheet: Sheet }) {
  const texts = useTexts();
  const sessionId = sheet.session.id;
  const act = useSheetAct(sessionId);
  const state = useRef<ClosingState>(UNARMED);
  const [said, say] = useState<'armed' | 'not-armed' | null>(null);
  useScanAnswers((answer) => {
    // A reader that saw the first code twice has not changed its mind.
    if (answer.result.kind === 'duplicate') {
      return;
    }
    const step = stepClosing(state.current, { command: commandOf(answer), sessionId, atMs: performance.now() });
    state.current = step.state;
    say(step.kind === 'armed' || step.kind === 'not-armed' ? step.kind : null);
    if (step.kind === 'close') {
      const why = texts.t('sheet.closed-by-codes');
      void act.run('abandon', (client) => client.bench.abandon({ sessionId, why }));
    }
  });
  useForget(said, () => say(null));
  return (
    <div role="status" className="sheet-codes">
      {said === null ? null : <Notice mark="warn">{texts.t(`sheet.closing-${said}`)}</Notice>}
      <ActTroubleNotice trouble={act.trouble} />
    </div>
  );
}

/** What was said is true for as long as the second code is awaited. */
function useForget(said: string | null, forget: () => void): void {
  const latest = useRef(forget);
  latest.current = forget;
  useEffect(() => {
    if (said !== null) {
      const timer = setTimeout(() => latest.current(), ARMED_FOR_MS);
      return () => clearTimeout(timer);
    }
    return;
  }, [said]);
}
