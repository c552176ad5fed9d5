import { type ReactNode, useRef } from 'react';
import { create } from 'zustand';
import type { StationClient } from './connection.ts';
import { useStation, useStationQuery } from './station-provider.tsx';

/**
 * What was typed and not saved yet, by person and form; null where it was dropped. The station keeps the same, so that it outlives this page too: a
 * reload, a crash, a locked seat. Saving takes it out. The text is the form's own business.
 */
const useKept = create<{ readonly texts: Readonly<Record<string, string | null>> }>()(() => ({ texts: {} }));

/** One form of whoever is at work; nobody finds what somebody else has typed. Stands within `TypingKnown`. */
export function useKeptTyping(place: string) {
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  const person = seat.data?.kind === 'signed-in' ? seat.data.personId : '';
  const key = keyOf(person, place);
  const kept = useKept(({ texts }) => texts[key] ?? null);
  const tell = useTelling(place);
  const put = (text: string | null) => {
    useKept.setState(({ texts }) => ({ texts: { ...texts, [key]: text } }));
    tell(text);
  };
  return { kept, keep: (text: string) => put(text), drop: () => put(null) };
}

/** Shows a form once it is known what was typed there before. */
export function TypingKnown({ children }: { readonly children: ReactNode }) {
  const known = useStationQuery(['seat', 'drafts'], async (client) => {
    await takeKept(client);
    return true;
  });
  // Without it the form still works; what is typed there is kept by the page.
  return known.data === true || known.isError ? children : null;
}

async function takeKept(client: StationClient): Promise<void> {
  const { owner, drafts } = await client.drafts.mine();
  const kept = drafts.map(({ place, text }) => [keyOf(owner, place), text] as const);
  // What the page knows itself is newer.
  useKept.setState(({ texts }) => ({ texts: { ...Object.fromEntries(kept), ...texts } }));
}

function keyOf(person: string, place: string): string {
  return `${person} ${place}`;
}

/** Tells the station of one form: one word at a time, and always the newest. */
function useTelling(place: string): (text: string | null) => void {
  const client = useStation();
  const waiting = useRef<{ readonly text: string | null } | null>(null);
  const isTelling = useRef(false);
  const tellAll = async (): Promise<void> => {
    isTelling.current = true;
    for (let next = waiting.current; next !== null; next = waiting.current) {
      waiting.current = null;
      await tellOne(client, { place, text: next.text });
    }
    isTelling.current = false;
  };
  return (text) => {
    waiting.current = { text };
    if (!isTelling.current) {
      void tellAll();
    }
  };
}

async function tellOne(
  { drafts }: StationClient,
  { place, text }: { readonly place: string; readonly text: string | null },
): Promise<'told' | 'not-told'> {
  try {
    await (text === null ? drafts.drop({ place }) : drafts.keep({ place, text }));
    return 'told';
  } catch {
    return 'not-told'; // The page has it still, and the next key tells it again.
  }
}
