import { useState } from 'react';
import { judgeValue } from '#core/domain/installation/judge-value.ts';
import { type JobFieldFault, judgeJobFields } from '#core/domain/jobs/judge-job-fields.ts';
import type { BegunForm } from './begun-form.ts';
import { type JobDraft, spoken } from './job-draft.ts';
import { useBegunForm } from './kept-drafts.ts';

export interface OpenForm {
  readonly form: BegunForm;
  /** Whether something was typed that is not saved. */
  readonly isChanged: boolean;
  /** Whether what stands here was typed before this page was opened. */
  readonly isFromBefore: boolean;
  change(changed: Partial<BegunForm>): void;
  /** Forgets what was typed. */
  drop(): void;
}

/** The form of one place: what was typed there and not saved, else `initial`. */
export function useForm(place: string, initial: BegunForm): OpenForm {
  const { begun, keep, drop } = useBegunForm(place);
  const [isFromBefore, setFromBefore] = useState(() => begun !== null && hasChanged(begun));
  // What was begun and never changed is as if it had not been.
  const form = begun !== null && hasChanged(begun) ? begun : initial;
  return {
    form,
    isChanged: hasChanged(form),
    isFromBefore: isFromBefore && begun !== null,
    change: (changed) => keep({ ...form, ...changed }),
    drop() {
      setFromBefore(false);
      drop();
    },
  };
}

function hasChanged({ start, draft, startName, name, partnerId }: BegunForm): boolean {
  return JSON.stringify(start) !== JSON.stringify(draft) || name !== startName || partnerId !== null;
}

/** What is wrong with a draft as it is sent; of a template it does not matter that nothing is said (JOB-3). */
export function faultsOf(draft: JobDraft, of: 'job' | 'template'): readonly JobFieldFault[] {
  const judged = judgeJobFields(draft.kind, spoken(draft.fields));
  return judged.kind === 'fit' ? [] : judged.faults.filter(({ code }) => of === 'job' || code !== 'JOB_EMPTY');
}

/** How many values beside the profile cannot stand as they are. */
export function badValues({ fields: { values } }: JobDraft): number {
  return Object.entries(values).filter(([key, value]) => value !== '' && judgeValue(key, value) !== null).length;
}
