import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Sheet } from '#core/contract/station/bench.ts';
import type { LinkProblem } from '#core/contract/station/cable.ts';
import { type ActFailure, failureOf } from '../../station/acting.ts';
import type { StationClient } from '../../station/connection.ts';
import { useStation } from '../../station/station-provider.tsx';

/** What an act on a sheet left to say; null when it simply worked. */
export type ActTrouble =
  | { readonly kind: 'refused'; readonly reason: string; readonly detail: Readonly<Record<string, string>> }
  | LinkProblem
  | { readonly kind: Exclude<ActFailure, 'declined'> };

type ActAnswer = { readonly kind: string; readonly sheet?: Sheet };

export interface SheetAct {
  /** Runs one act, shows the sheet it answers with, and keeps what went wrong until the next try. Null when the call itself failed. */
  run<Answer extends ActAnswer>(name: string, act: (client: StationClient) => Promise<Answer>): Promise<Answer | null>;
  /** Name of the act that runs now. */
  readonly running: string | null;
  readonly trouble: ActTrouble | null;
}

/** Whether an act was done, so that what was typed for it may go. */
export function wasDone(answer: ActAnswer | null): boolean {
  return answer?.kind === 'updated';
}

/** The acts of one panel of a sheet, one at a time. */
export function useSheetAct(sessionId: string): SheetAct {
  const station = useStation();
  const queries = useQueryClient();
  const [running, setRunning] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<ActTrouble | null>(null);

  const run: SheetAct['run'] = async (name, act) => {
    setRunning(name);
    setTrouble(null);
    try {
      const answer = await act(station);
      if (answer.sheet !== undefined) {
        queries.setQueryData(['sheets', 'sheet', sessionId], { kind: 'sheet', sheet: answer.sheet });
      }
      setTrouble(troubleOf(answer));
      return answer;
    } catch (error: unknown) {
      // The station has the cause in its log, and the sheet is as it was saved.
      const failure = failureOf(error);
      setTrouble(failure === 'declined' ? null : { kind: failure });
      return null;
    } finally {
      setRunning(null);
    }
  };
  return { run, running, trouble };
}

function troubleOf(answer: ActAnswer): ActTrouble | null {
  // The contract ties these shapes to their kind; the generic answer type has lost it.
  return answer.kind === 'refused' || answer.kind === 'link-problem' ? (answer as unknown as ActTrouble) : null;
}
