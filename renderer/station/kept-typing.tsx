import { type ReactNode, useRef } from 'react';
import { create } from 'zustand';
import type { SessionId } from '#core/kernel/entity-ids.ts';
import type { StationClient } from './connection.ts';
import { useStation, useStationQuery } from './station-provider.tsx';

/**
 * What was typed and not saved yet, by person and form; null where it was dropped. The station keeps the same, so that it outlives this page too: a
 * reload, a crash, a locked seat. Saving takes it out. The text is the form's own business.
 */
export const useKept = create<{ readonly texts: Readonly<Record<string, string | null>> }>()(() => ({ texts: {} }));

/**
 * One form of whoever is at work; nobody finds what somebody else has typed. What is typed on a sheet names it, and ends with it. Stands within
 * `TypingKnown`.
 */
export function useKeptTyping(place: string, sheet?: SessionId) {
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  const person = seat.data?.kind === 'signed-in' ? seat.data.personId : '';
  const key = keyOf(person, place);
  const kept = useKept(({ texts }) => texts[key] ?? null);
  const tell = useTelling(place, sheet);
  const put = (text: string | null) => {
    useKept.setState(({ texts }) => ({ texts: { ...texts, [key]: text } }));
    tell(key);
  };
  return {
    kept,
    /** What is kept at this moment, by another part of the page too, where `kept` is what was drawn last. */
    newest: () => newestOf(key),
    keep: (text: string) => put(text),
    drop: () => put(null),
  };
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

function newestOf(key: string): string | null {
  return useKept.getState().texts[key] ?? null;
}

/** Tells the station of one form: one word at a time, and always the newest, whichever part of the page it was typed in. */
function useTelling(place: string, sheet: SessionId | undefined): (key: string) => void {
  const client = useStation();
  const waiting = useRef<string | null>(null);
  const isTelling = useRef(false);
  const tellAll = async (): Promise<void> => {
    isTelling.current = true;
    for (let key = waiting.current; key !== null; key = waiting.current) {
      waiting.current = null;
      await tellOne(client, { place, sheet, text: newestOf(key) });
    }
    isTelling.current = false;
  };
  return (key) => {
    waiting.current = key;
    if (!isTelling.current) {
      void tellAll();
    }
  };
}

interface Told {
  readonly place: string;
  readonly sheet: SessionId | undefined;
  readonly text: string | null;
}

async function tellOne({ drafts }: StationClient, { place, sheet, text }: Told): Promise<'told' | 'not-told'> {
  try {
    await (text === null
      ? drafts.drop({ place })
      : drafts.keep({ place, text, ...(sheet === undefined ? {} : { sessionId: sheet }) }));
    return 'told';
  } catch {
    return 'not-told'; // The page has it still, and the next key tells it again.
  }
}
