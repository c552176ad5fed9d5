import { create } from 'zustand';
import type { JobId, JobTemplateId, OrganizationId } from '#core/kernel/entity-ids.ts';
import { useStationQuery } from '../../../station/station-provider.tsx';
import type { JobDraft } from './job-draft.ts';

/** A form that was begun: what it began with, what stands in it, and of a job or template that is edited the version that it was begun from. */
export interface BegunForm {
  readonly start: JobDraft;
  readonly draft: JobDraft;
  readonly version: number;
  /** Of a template. */
  readonly startName: string;
  readonly name: string;
  readonly partnerId: OrganizationId | null;
  readonly templateId: JobTemplateId | null;
  readonly repeats: JobId | null;
}

/** What was typed and not saved yet, by form. It outlives other pages, so that nothing typed is lost; saving takes it out. */
const useBegun = create<{ readonly forms: Readonly<Record<string, BegunForm>> }>()(() => ({ forms: {} }));

/** A form in which nobody has typed yet. */
export function begunWith(start: JobDraft, known: Partial<Omit<BegunForm, 'start' | 'draft'>> = {}): BegunForm {
  return {
    ...{ start, draft: start, version: 0, startName: '', name: '' },
    ...{ partnerId: null, templateId: null, repeats: null },
    ...known,
  };
}

/** One form of whoever is at work; nobody finds what somebody else has typed. */
export function useBegunForm(place: string) {
  const seat = useStationQuery(['seat'], (client) => client.access.seat());
  const person = seat.data?.kind === 'signed-in' ? seat.data.personId : '';
  const key = `${person} ${place}`;
  const begun = useBegun(({ forms }) => forms[key] ?? null);
  return {
    begun,
    keep: (form: BegunForm) => useBegun.setState(({ forms }) => ({ forms: { ...forms, [key]: form } })),
    drop: () =>
      useBegun.setState(({ forms }) => ({
        forms: Object.fromEntries(Object.entries(forms).filter(([name]) => name !== key)),
      })),
  };
}
