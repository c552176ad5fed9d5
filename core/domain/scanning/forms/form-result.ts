import type { LabelFault, LabelFields, LabelWarning } from '../parsed-label.ts';

/**
 * What one form of label makes of a text. `not-this-form` lets the next form try; `unreadable` ends the search, because the text
 * clearly is of this form and is wrong in it.
 */
export type FormResult =
  | { readonly kind: 'label'; readonly fields: LabelFields; readonly warnings: readonly LabelWarning[] }
  | ({ readonly kind: 'unreadable' } & LabelFault)
  | { readonly kind: 'not-this-form' };

export const NOT_THIS_FORM: FormResult = { kind: 'not-this-form' };

export function label(fields: LabelFields, warnings: readonly LabelWarning[] = []): FormResult {
  return { kind: 'label', fields, warnings: [...new Set(warnings)] };
}

export function unreadable(fault: LabelFault): FormResult {
  return { kind: 'unreadable', ...fault };
}

/** Several readings, none better than the other. The person chooses; we never do. */
export function ambiguous(candidates: readonly string[]): FormResult {
  return unreadable({ code: 'SCAN_AMBIGUOUS', candidates });
}
