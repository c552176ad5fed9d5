import { useMemo } from 'react';
import { z } from 'zod';
import type { SessionId } from '#core/kernel/entity-ids.ts';
import { useKeptTyping } from './kept-typing.tsx';
import { readKept } from './read-kept.ts';

type Texts = Readonly<Record<string, string>>;

/** Every text of the place by its name; those that were taken out are not there. */
const keptTexts = z.record(z.string(), z.string());

export interface KeptTexts {
  readonly texts: Texts;
  /** The same at this moment, where `texts` is what was drawn last. */
  now(): Texts;
  /** Null takes a text out. */
  type(changed: Readonly<Record<string, string | null>>): void;
  drop(): void;
}

/** Several texts of one place, by name, each typed in a part of the page of its own. Stands within `TypingKnown`. */
export function useKeptTexts(place: string, sheet?: SessionId): KeptTexts {
  const { kept, newest, keep, drop } = useKeptTyping(place, sheet);
  const texts = useMemo(() => read(kept), [kept]);
  return {
    texts,
    now: () => read(newest()),
    type(changed) {
      const next = Object.entries({ ...read(newest()), ...changed }).filter(([, text]) => text !== null);
      if (next.length > 0) {
        keep(JSON.stringify(Object.fromEntries(next)));
      } else {
        drop();
      }
    },
    drop,
  };
}

/** One of them, for a field: an empty one is taken out. */
export function fieldOf({ texts, type }: KeptTexts, name: string): readonly [string, (text: string) => void] {
  return [texts[name] ?? '', (text) => type({ [name]: text === '' ? null : text })];
}

function read(kept: string | null): Texts {
  return readKept(keptTexts, kept) ?? {};
}
