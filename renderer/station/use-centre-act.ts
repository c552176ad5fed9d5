import { useRef, useState } from 'react';
import type { CentreTrouble } from '#core/contract/station/partners.ts';
import { useActing } from './acting.ts';
import type { StationClient } from './connection.ts';

/** Why an act at the centre did not come about, for the words beside its button. */
export type CentreRefusal<Code extends string> =
  | { readonly kind: 'refused'; readonly code: Code }
  | { readonly kind: 'not-answered'; readonly why: CentreTrouble };

/**
 * Performs an act at the centre. The same try keeps its request id until the centre answered, so that pressing again after a lost answer
 * does it once; the next act, and another wish, get another.
 */
export function useCentreAct<Code extends string, Answer extends { readonly kind: string }>() {
  const acting = useActing();
  const request = useRef({ id: crypto.randomUUID(), wish: '' });
  const [isRunning, setRunning] = useState(false);
  const [trouble, setTrouble] = useState<CentreRefusal<Code> | null>(null);
  return {
    isRunning,
    trouble,
    /**
     * Answers what came of it, or null where nothing did; then `trouble` says why. `wish`: what is asked, where it can become another one
     * between two tries.
     */
    async run(
      ask: (client: StationClient, requestId: string) => Promise<Answer>,
      wish: object | null = null,
    ): Promise<Exclude<Answer, CentreRefusal<Code>> | null> {
      const asked = JSON.stringify(wish);
      if (request.current.wish !== asked) {
        request.current = { id: crypto.randomUUID(), wish: asked };
      }
      setRunning(true);
      setTrouble(null);
      const answer = await acting((client) => ask(client, request.current.id));
      setRunning(false);
      if (answer === null) {
        return null;
      }
      if (answer.kind !== 'not-answered') {
        request.current = { id: crypto.randomUUID(), wish: asked };
      }
      if (isRefusal<Code>(answer)) {
        setTrouble(answer);
        return null;
      }
      return answer as Exclude<Answer, CentreRefusal<Code>>;
    },
  };
}

function isRefusal<Code extends string>(answer: { readonly kind: string }): answer is CentreRefusal<Code> {
  return answer.kind === 'refused' || answer.kind === 'not-answered';
}
