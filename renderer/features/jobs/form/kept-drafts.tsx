import { type ReactNode, useRef } from 'react';
import { create } from 'zustand';
import type { StationClient } from '../../../station/connection.ts';
import { useStation, useStationQuery } from '../../../station/station-provider.tsx';
import { type BegunForm, readBegunForm } from './begun-form.ts';

/**
 * What was typed and not saved yet, by person and form; null where it was dropped. The station keeps the same, so that it outlives this page too: a
 * reload, a crash, a locked seat. Saving takes it out.
 */
const useBegun = create<{ readonly forms: Readonly<Record<string, BegunForm | null>> }>()(() => ({ forms: {} }));

/** One form of whoever is at work; nobody finds what somebody else has typed. Stands within `DraftsKnown`. */
export function useBegunForm(place: string) {
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  const person = seat.data?.kind === 'signed-in' ? seat.data.personId : '';
  const key = keyOf(person, place);
  const begun = useBegun(({ forms }) => forms[key] ?? null);
  const tell = useTelling(place);
  const put = (form: BegunForm | null) => {
    useBegun.setState(({ forms }) => ({ forms: { ...forms, [key]: form } }));
    tell(form);
  };
  return { begun, keep: (form: BegunForm) => put(form), drop: () => put(null) };
}

/** Shows a form once it is known what was typed there before. */
export function DraftsKnown({ children }: { readonly children: ReactNode }) {
  const known = useStationQuery(['seat', 'drafts'], async (client) => {
    await takeKept(client);
    return true;
  });
  // Without them the form still works; what is typed in it is kept by the page.
  return known.data === true || known.isError ? children : null;
}

async function takeKept(client: StationClient): Promise<void> {
  const { owner, drafts } = await client.drafts.mine();
  const kept = drafts.flatMap(({ place, text }) => {
    const form = readBegunForm(text);
    return form === null ? [] : [[keyOf(owner, place), form] as const];
  });
  // What the page knows itself is newer.
  useBegun.setState(({ forms }) => ({ forms: { ...Object.fromEntries(kept), ...forms } }));
}

function keyOf(person: string, place: string): string {
  return `${person} ${place}`;
}

/** Tells the station of one form: one word at a time, and always the newest. */
function useTelling(place: string): (form: BegunForm | null) => void {
  const client = useStation();
  const waiting = useRef<{ readonly form: BegunForm | null } | null>(null);
  const isTelling = useRef(false);
  const tellAll = async (): Promise<void> => {
    isTelling.current = true;
    for (let next = waiting.current; next !== null; next = waiting.current) {
      waiting.current = null;
      await tellOne(client, { place, form: next.form });
    }
    isTelling.current = false;
  };
  return (form) => {
    waiting.current = { form };
    if (!isTelling.current) {
      void tellAll();
    }
  };
}

async function tellOne(
  { drafts }: StationClient,
  { place, form }: { readonly place: string; readonly form: BegunForm | null },
): Promise<'told' | 'not-told'> {
  try {
    await (form === null ? drafts.drop({ place }) : drafts.keep({ place, text: JSON.stringify(form) }));
    return 'told';
  } catch {
    return 'not-told'; // The page has it still, and the next key tells it again.
  }
}
