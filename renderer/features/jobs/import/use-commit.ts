import { useRef, useState } from 'react';
import type { ImportResult, ImportWish } from '#core/contract/station/job-import.ts';
import { useActing } from '../../../station/acting.ts';

/**
 * Writes what was seen. The same draft keeps its number until the centre answered, so that pressing again after a lost answer imports it
 * once; another draft gets another.
 */
export function useCommit() {
  const acting = useActing();
  const asked = useRef<{ readonly wish: ImportWish; readonly requestId: string } | null>(null);
  const [isRunning, setRunning] = useState(false);
  const [result, setResult] = useState<ImportResult | null>(null);
  return {
    isRunning,
    result,
    forget: () => setResult(null),
    async run(wish: ImportWish, expectedGood: number): Promise<ImportResult | null> {
      const { requestId } = asked.current?.wish === wish ? asked.current : { requestId: crypto.randomUUID() };
      asked.current = { wish, requestId };
      setRunning(true);
      setResult(null);
      const answer = await acting((client) => client.jobImport.commit({ ...wish, requestId, expectedGood }));
      setRunning(false);
      setResult(answer);
      if (answer !== null && answer.kind !== 'not-answered') {
        asked.current = null;
      }
      return answer;
    },
  };
}
