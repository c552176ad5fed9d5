import type { Log } from '../../ports/log.ts';

/** Those who want to hear of something, told in the order in which they came. One that throws does not keep the news from the others. */
export interface Listeners<News> {
  add(listener: (news: News) => void): () => void;
  tell(news: News): void;
}

export function createListeners<News>(log: Log): Listeners<News> {
  const listeners = new Set<(news: News) => void>();
  return {
    add(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(news) {
      for (const listener of [...listeners]) {
        try {
          listener(news);
        } catch (error: unknown) {
          log.error('sync.listener-failed', { error: String(error) });
        }
      }
    },
  };
}
