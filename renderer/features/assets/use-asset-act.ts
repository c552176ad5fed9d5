import { useRef, useState } from 'react';
import type { CentreTrouble } from '#core/contract/station/partners.ts';
import { useActing } from '../../station/acting.ts';
import type { StationClient } from '../../station/connection.ts';

/** Why an act did not come about, for the words beside its button. */
export type AssetTrouble =
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'not-answered'; readonly why: CentreTrouble };

/**
 * Performs an act at the centre. The same try keeps its request id until the centre answered, so that pressing again after a lost answer
 * does it once; another wish, or the next act, gets another.
 */
export function useAssetAct() {
  const acting = useActing();
  const request = useRef({ id: crypto.randomUUID(), wish: '' });
  const [isRunning, setRunning] = useState(false);
  const [trouble, setTrouble] = useState<AssetTrouble | null>(null);
  return {
    isRunning,
    trouble,
    /** Answers what came of it, or null where nothing did; then `trouble` says why. */
    async run<Answer extends { readonly kind: string }>(
      wish: object,
      ask: (client: StationClient, requestId: string) => Promise<Answer | AssetTrouble>,
    ): Promise<Exclude<Answer, AssetTrouble> | null> {
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
      if (isTrouble(answer)) {
        setTrouble(answer);
        if (answer.kind === 'refused') {
          request.current = { id: crypto.randomUUID(), wish: '' };
        }
        return null;
      }
      request.current = { id: crypto.randomUUID(), wish: '' };
      return answer as Exclude<Answer, AssetTrouble>;
    },
  };
}

function isTrouble(answer: { readonly kind: string }): answer is AssetTrouble {
  return answer.kind === 'refused' || answer.kind === 'not-answered';
}
