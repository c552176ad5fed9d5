import { useRef, useState } from 'react';
import type { CentreTrouble } from '#core/contract/station/partners.ts';
import { useActing } from './acting.ts';
import type { StationClient } from './connection.ts';

/** Why an act at the centre did not come about, for the words beside its button. */
export type CentreRefusal<Code extends string> =
  | { readonly kind: 'refused'; readonly code: Code }
  | { readonly kind: 'not-answered'; readonly why: CentreTrouble };

export type CentreAnswer<Code extends string> = { readonly kind: 'done' | 'removed' } | CentreRefusal<Code>;

/**
 * Performs an act at the centre. The same try keeps its request id until the centre answered, so that pressing again after a lost answer
 * does it once; the next act gets another.
 */
export function useCentreAct<Code extends string, Done extends CentreAnswer<Code>>() {
  const acting = useActing();
  const requestId = useRef(crypto.randomUUID());
  const [isRunning, setRunning] = useState(false);
  const [trouble, setTrouble] = useState<CentreRefusal<Code> | null>(null);
  return {
    isRunning,
    trouble,
    /** Answers what came of it, or null where nothing did; then `trouble` says why. */
    async run(ask: (client: StationClient, requestId: string) => Promise<Done>): Promise<Done | null> {
      setRunning(true);
      setTrouble(null);
      const answer = await acting((client) => ask(client, requestId.current));
      setRunning(false);
      if (answer === null) {
        return null;
      }
      if (answer.kind !== 'not-answered') {
        requestId.current = crypto.randomUUID();
      }
      if (answer.kind === 'refused' || answer.kind === 'not-answered') {
        setTrouble(answer);
        return null;
      }
      return answer;
    },
  };
}
