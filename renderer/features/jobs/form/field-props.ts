import type { JobFieldName } from '#core/domain/jobs/job-fields.ts';
import type { JobFieldFault } from '#core/domain/jobs/judge-job-fields.ts';
import { useTexts } from '../../../text/text-provider.tsx';
import type { JobDraft } from './job-draft.ts';

/** What every field of the form is given. */
export interface FieldsProps {
  readonly draft: JobDraft;
  readonly faults: readonly JobFieldFault[];
  readonly onChange: (draft: JobDraft) => void;
}

export interface OneFieldProps extends FieldsProps {
  /** Whether the technician finds it locked, may fill it, or neither. */
  readonly hint: string;
}

/** The words of what is wrong with a field; undefined where nothing is. */
export function useFaultWords({ faults }: Pick<FieldsProps, 'faults'>, name: JobFieldName): string | undefined {
  const texts = useTexts();
  const fault = faults.find(({ field }) => field === name);
  return fault === undefined ? undefined : texts.t(`job-code.${fault.code}`);
}
