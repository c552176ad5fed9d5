import { useEffect, useRef } from 'react';
import { CONTROL_COMMANDS, type ControlCommand } from '#core/domain/scanning/control-command.ts';
import { type ScanAnswer, useScanAnswer } from './scan-intake.ts';

/** Does something with every control barcode of the bench sheet that has an effect while the calling component is shown (ux rule 8). */
export function useControlCodes(act: (command: ControlCommand) => void): void {
  useScanAnswers((answer) => {
    const command = commandOf(answer);
    if (command !== null) {
      act(command);
    }
  });
}

/** Hears every answer to a scan from now on, each once, while the calling component is shown. */
export function useScanAnswers(hear: (answer: ScanAnswer) => void): void {
  const latest = useRef(hear);
  latest.current = hear;
  useEffect(
    () =>
      useScanAnswer.subscribe(({ answer }) => {
        if (answer !== null) {
          latest.current(answer);
        }
      }),
    [],
  );
}

/** The control code that was scanned and has an effect; null for every other scan. */
export function commandOf({ result }: Pick<ScanAnswer, 'result'>): ControlCommand | null {
  // The contract carries the command as text, so that a page of another version does not fail at a new one.
  return result.kind === 'control' ? (CONTROL_COMMANDS.find((command) => command === result.control) ?? null) : null;
}
