import { create } from 'zustand';

/** What somebody has written for support and not sent yet: it stays while they look something up elsewhere. */
export const useSupportWords = create<{
  readonly words: string;
  setWords(words: string): void;
}>()((set) => ({
  words: '',
  setWords: (words) => set({ words }),
}));
