import { useEffect, useRef } from 'react';
import type { ControlCommand } from '#core/domain/scanning/control-command.ts';
import { useScanAnswer } from './scan-intake.ts';

/** Does something when the named control barcode of the bench sheet is scanned while the calling component is shown (ux rule 8). */
export function useControlCode(command: ControlCommand, act: () => void): void {
  const answer = useScanAnswer((state) => state.answer);
  const seen = useRef(answer?.turn ?? 0);
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (answer === null || answer.turn === seen.current) {
      return;
    }
    seen.current = answer.turn;
    if (answer.result.kind === 'control' && answer.result.control === command) {
      latest.current();
    }
  }, [answer, command]);
}
