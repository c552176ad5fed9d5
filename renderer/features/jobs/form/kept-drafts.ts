import { useMemo } from 'react';
import { useKeptTyping } from '../../../station/kept-typing.tsx';
import { type BegunForm, readBegunForm } from './begun-form.ts';

/** What whoever is at work has typed into one form of a job or a template. Stands within `TypingKnown`. */
export function useBegunForm(place: string) {
  const { kept, keep, drop } = useKeptTyping(place);
  const begun = useMemo(() => readBegunForm(kept), [kept]);
  return { begun, keep: (form: BegunForm) => keep(JSON.stringify(form)), drop };
}
