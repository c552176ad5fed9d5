import { useEffect, useEffectEvent } from 'react';
import type { Job } from '#core/domain/jobs/job.ts';
import { useKeptTexts } from '../../../station/kept-texts.ts';

/**
 * What somebody has typed about a job and not given yet: a reason, a field, the words of the end. It outlives closed questions, other pages, the lock
 * and a reload, so that nothing typed is lost, and is nobody else's; giving it takes it out. Stands within `TypingKnown`.
 */
function useTextsOf(jobId: string) {
  return useKeptTexts(`job ${jobId}`);
}

/** One such text. `name` is unique within the job. */
export function useJobDraft(jobId: string, name: string, initial = ''): readonly [string, (text: string) => void] {
  const { texts, type } = useTextsOf(jobId);
  return [texts[name] ?? initial, (text) => type({ [name]: text === initial ? null : text })];
}

/** Several at once, by name; those that were never typed are not there. */
export function useJobDrafts(jobId: string) {
  const { texts: typed, type } = useTextsOf(jobId);
  return { typed, type: (name: string, text: string) => type({ [name]: text }) };
}

/** Takes out what was given; `names` left out means all of this job. */
export function useDroppedDrafts(jobId: string): (names?: readonly string[]) => void {
  const { type, drop } = useTextsOf(jobId);
  return (names) => {
    if (names === undefined) {
      drop();
    } else {
      type(Object.fromEntries(names.map((name) => [name, null])));
    }
  };
}

/** Forgets what was typed about a job that is over, whoever ended it and wherever. */
export function useEndOfDrafts({ id, end }: Job): void {
  const { texts, drop } = useTextsOf(id);
  const forget = useEffectEvent(drop);
  const isStale = end !== null && Object.keys(texts).length > 0;
  useEffect(() => {
    if (isStale) {
      forget();
    }
  }, [isStale]);
}
