/** What the Configurator dialogue lists line by line without telling how many lines there are. */
export type TeltonikaList = 'parameters' | 'info';

/**
 * What the lines of a list began with when the unit at a port told it last. Nothing tells where such a list ends; one that comes in the same
 * order again ends where it ended before. One book per driver, forgotten when the station stops.
 */
export interface TeltonikaListBook {
  /** Empty where nothing is known: then silence ends the list. */
  at(path: string, list: TeltonikaList): readonly string[];
  learn(path: string, list: TeltonikaList, heads: readonly string[]): void;
}

export function createTeltonikaListBook(): TeltonikaListBook {
  const learned = new Map<string, readonly string[]>();
  const place = (path: string, list: TeltonikaList) => `${list} ${path}`;
  return {
    at: (path, list) => learned.get(place(path, list)) ?? [],
    learn(path, list, heads) {
      learned.set(place(path, list), heads);
    },
  };
}
