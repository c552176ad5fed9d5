import { create } from 'zustand';

/**
 * What somebody has typed about a job and not given yet: a reason, a field, the words of the end. It outlives closed questions, other pages and
 * the lock, so that nothing typed is lost; giving it takes it out.
 */
const useDrafts = create<{ readonly texts: Readonly<Record<string, string>> }>()(() => ({ texts: {} }));

/** One such text. `name` is unique within the job. */
export function useJobDraft(jobId: string, name: string, initial = ''): readonly [string, (text: string) => void] {
  const key = `${jobId} ${name}`;
  const text = useDrafts(({ texts }) => texts[key] ?? initial);
  return [text, (next) => useDrafts.setState(({ texts }) => ({ texts: { ...texts, [key]: next } }))];
}

/** Several at once, by name; those that were never typed are not there. */
export function useJobDrafts(jobId: string, names: readonly string[]) {
  const texts = useDrafts((drafts) => drafts.texts);
  return {
    typed: Object.fromEntries(
      names.flatMap((name) => {
        const text = texts[`${jobId} ${name}`];
        return text === undefined ? [] : [[name, text]];
      }),
    ),
    type: (name: string, text: string) =>
      useDrafts.setState((drafts) => ({ texts: { ...drafts.texts, [`${jobId} ${name}`]: text } })),
  };
}

/** Takes out what was given; `names` left out means all of this job. */
export function dropJobDrafts(jobId: string, names?: readonly string[]): void {
  const isDropped = (key: string) =>
    names === undefined ? key.startsWith(`${jobId} `) : names.some((name) => key === `${jobId} ${name}`);
  useDrafts.setState(({ texts }) => ({
    texts: Object.fromEntries(Object.entries(texts).filter(([key]) => !isDropped(key))),
  }));
}
